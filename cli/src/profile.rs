//! What is kept between commands: for each profile the server's URL, in a file that only its owner can read, and the key, there
//! or in the system's keyring.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{failure::Failure, keyring};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub url: String,
    /// Else it is in the keyring.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<String>,
}

/// Where a key ended up.
pub enum Kept {
    InKeyring,
    InFile(PathBuf),
}

/// Where the profile of this name is: below `$XDG_CONFIG_HOME` or `~/.config`.
pub fn path(name: &str) -> Result<PathBuf, Failure> {
    if !is_name(name) {
        return Err(Failure::told("a profile's name has letters, digits, `-` and `_`"));
    }
    Ok(folder()?.join(format!("{name}.toml")))
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|char| char.is_ascii_alphanumeric() || "-_".contains(char))
}

fn folder() -> Result<PathBuf, Failure> {
    let absolute = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let config = absolute("XDG_CONFIG_HOME").or_else(|| absolute("HOME").map(|home| home.join(".config")));
    let config = config.ok_or_else(|| Failure::told("there is no HOME to keep the key in"))?;
    Ok(config.join("alm"))
}

/// All that there are, by name.
pub fn all() -> Result<BTreeMap<String, Profile>, Failure> {
    let entries = match fs::read_dir(folder()?) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        entries => entries?,
    };
    let mut found = BTreeMap::new();
    for entry in entries {
        let file = entry?.file_name();
        let name = file.to_str().and_then(|file| file.strip_suffix(".toml")).filter(|name| is_name(name));
        if let Some(name) = name
            && let Some(profile) = load(name)?
        {
            found.insert(name.to_owned(), profile);
        }
    }
    Ok(found)
}

pub fn load(name: &str) -> Result<Option<Profile>, Failure> {
    let path = path(name)?;
    match fs::read_to_string(&path) {
        // What is wrong is told without the line that it is in, which may be the key's.
        Ok(text) => toml::from_str(&text)
            .map(Some)
            .map_err(|error| Failure::told(format!("{}: {}", path.display(), error.message()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::told(format!("{}: {error}", path.display()))),
    }
}

/// Keeps the key in the keyring if that is wanted and there is one, else beside the URL.
pub fn save(name: &str, url: &str, key: String, keyring: bool) -> Result<Kept, Failure> {
    let path = path(name)?;
    let kept = keyring && keyring::keep(name, url, &key);
    write(&path, &Profile { url: url.to_owned(), api_key: (!kept).then_some(key) })?;
    Ok(if kept { Kept::InKeyring } else { Kept::InFile(path) })
}

/// Whole or not at all: the file takes its place once it is written.
fn write(path: &Path, profile: &Profile) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let text = toml::to_string(profile).map_err(|error| Failure::told(error.to_string()))?;
    let new = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = File::options().write(true).create_new(true).mode(0o600).open(&new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(fs::rename(&new, path)?)
}

pub fn forget(name: &str, profile: &Profile) -> Result<(), Failure> {
    if profile.api_key.is_none() {
        keyring::forget(name, &profile.url);
    }
    match fs::remove_file(path(name)?) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
