//! Development's root secret: made at the first start, kept in `DATA_DIR/secret`, the same for every start after.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use super::{ConfigError, secret::RootSecret};
use crate::seam::{Entropy, bytes};

/// The secret kept in `data_dir`, after making the directory and the secret if there are none.
pub(super) fn load_or_make(data_dir: &Path, entropy: &dyn Entropy) -> Result<RootSecret, ConfigError> {
    let path = data_dir.join("secret");
    let text = read(&path)
        .or_else(|error| match error.kind() {
            ErrorKind::NotFound => make(data_dir, &path, entropy).and_then(|()| read(&path)),
            _ => Err(error),
        })
        .map_err(|error| {
            let problem = format!("must be a folder where {} can be read and made: {error}", path.display());
            ConfigError::new("ALMOND_DATA_DIR", problem)
        })?;
    RootSecret::decode(&text).ok_or_else(|| {
        let name = format!("the secret kept in {} (ALMOND_SECRET is not set)", path.display());
        ConfigError::new(name, "must be base64 of at least 32 bytes")
    })
}

fn read(path: &Path) -> io::Result<Zeroizing<String>> {
    fs::read_to_string(path).map(Zeroizing::new)
}

/// Written in full under another name, then linked to its own, which fails if there is one: of two starts at once,
/// both go on with the secret of one, and neither ever sees half of it.
fn make(data_dir: &Path, path: &Path, entropy: &dyn Entropy) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(data_dir)?;
    let draft = data_dir.join(format!("secret.{}", hex::encode(bytes::<8>(entropy))));
    let secret = Zeroizing::new(STANDARD.encode(Zeroizing::new(bytes::<32>(entropy)).as_slice()));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    let linked = writeln!(file, "{}", secret.as_str())
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::hard_link(&draft, path))
        .and_then(|()| File::open(data_dir)?.sync_all());
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::{os::unix::fs::PermissionsExt, thread};

    use super::*;
    use crate::seam::{SystemEntropy, fake::TempDir};

    #[test]
    fn many_first_starts_agree_on_one_private_secret() {
        let dir = TempDir::new();
        let data_dir = dir.path().join("deep/data");
        let made: Vec<_> = thread::scope(|scope| {
            let starts: Vec<_> = (0..16).map(|_| scope.spawn(|| load_or_make(&data_dir, &SystemEntropy))).collect();
            starts.into_iter().map(|start| start.join().unwrap().unwrap()).collect()
        });
        assert!(made.iter().all(|secret| secret.bytes() == made[0].bytes() && secret.bytes().len() == 32));
        let kept: Vec<_> = fs::read_dir(&data_dir).unwrap().map(|entry| entry.unwrap()).collect();
        assert_eq!(kept.len(), 1, "no draft stays: {kept:?}");
        assert_eq!(kept[0].metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_spoilt_file_is_not_silently_replaced() {
        let dir = TempDir::new();
        fs::write(dir.path().join("secret"), "aHVudGVyMg==").unwrap();
        let error = load_or_make(dir.path(), &SystemEntropy).unwrap_err().to_string();
        assert!(error.contains("ALMOND_SECRET") && !error.contains("aHVudGVyMg"), "{error}");
    }
}
