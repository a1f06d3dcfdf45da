//! Who else may read or write what secrets and tenants' data are kept in: the settings file, the data directory, the
//! SQLite file and what lies beside it. Only looks; the program makes all of its files for its own user alone.

use std::{
    fs::Metadata,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

use rustix::process::geteuid;

use super::{ConfigError, Database, Environment, FileStore, database, files, server::DATA_DIR, source::Sources};

/// Reading and writing, by the group and by others. Entering a folder and knowing a name in it opens nothing.
const READ: u32 = 0o044;
const WRITE: u32 = 0o022;
const OF_GROUP: u32 = 0o070;

/// What SQLite and `db::lock` keep beside the database.
const BESIDE: [&str; 6] = ["-wal", "-shm", "-journal", ".lock", ".serve", ".migrate"];

/// The program's user, as far as files are concerned.
#[derive(Clone, Copy)]
struct User(u32);

/// What is wrong with something on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exposure {
    /// It belongs to somebody else, who may do with it what they like.
    Foreign,
    /// The bits of its mode that others have, and shouldn't.
    Open(u32),
}

impl User {
    fn of_process() -> Self {
        Self(geteuid().as_raw())
    }

    /// Looks for an owner who is neither this user nor root, and for any bit of `forbidden` in the mode.
    fn judge(self, owner: u32, mode: u32, forbidden: u32) -> Option<Exposure> {
        if owner != self.0 && owner != 0 {
            return Some(Exposure::Foreign);
        }
        Some(mode & forbidden).filter(|open| *open != 0).map(Exposure::Open)
    }

    fn look(self, path: &Path, forbidden: u32, is_of_kind: fn(&Metadata) -> bool) -> Option<Exposure> {
        // What isn't there yet is made well; what can't be looked at can't be used either, which is said then.
        let metadata = path.metadata().ok().filter(is_of_kind)?;
        self.judge(metadata.uid(), metadata.permissions().mode(), forbidden)
    }
}

impl Exposure {
    /// `is open to others (its mode is 755): …`, and what mends it.
    fn problem(self, what: &str, paths: &[PathBuf], mode: &str) -> String {
        let paths = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" ");
        let (who, mending) = match self {
            Self::Foreign => ("that belongs to this user or to root", "chown it to the user that runs Almond, and"),
            Self::Open(bits) if bits & READ != 0 => ("that others can't read or write", "run"),
            Self::Open(_) => ("that others can't write", "run"),
        };
        format!("must be {what} {who} in production: {mending} `chmod {mode} {paths}`")
    }
}

pub(super) fn check(
    sources: &Sources,
    environment: Environment,
    data_dir: &Path,
    database: &Database,
    store: &FileStore,
) {
    let user = User::of_process();
    let not_safe = |name: String, problem| sources.findings.not_safe(environment, ConfigError::new(name, problem));
    if let Some((path, has_secret)) = sources.file()
        && let Some(exposure) = settings_file(user, path, has_secret)
    {
        let name = format!("the settings file {}", path.display());
        let what = if has_secret { "a file, as there are secrets in it," } else { "a file" };
        not_safe(name, exposure.problem(what, &[path.to_owned()], "600"));
    }
    let name = sources.name(&DATA_DIR);
    if let Some(exposure) = user.look(data_dir, READ | WRITE, Metadata::is_dir) {
        let problem = exposure.problem("a folder", &[data_dir.to_owned()], "700");
        let otherwise = "(of systemd: `StateDirectoryMode=0700`), or name a folder in it, which Almond makes";
        not_safe(name.clone(), format!("{problem} {otherwise}"));
    }
    let kept = [data_dir.join("secret")];
    if let Some(exposure) = user.look(&kept[0], READ | WRITE, Metadata::is_file) {
        not_safe(name, exposure.problem("a folder with a `secret`", &kept, "600"));
    }
    if let Database::Sqlite(path) = database {
        let name = sources.name(&database::DATABASE_URL);
        if let Some(folder) = path.parent().filter(|folder| *folder != data_dir)
            && let Some(exposure) = user.look(folder, WRITE, Metadata::is_dir)
        {
            not_safe(name.clone(), exposure.problem("in a folder", &[folder.to_owned()], "go-w"));
        }
        let (open, exposures) = database_files(user, path);
        if let Some(exposure) = exposures.first() {
            not_safe(name, exposure.problem("a file", &open, "600"));
        }
    }
    if let FileStore::Folder(folder) = store
        && let Some(exposure) = user.look(folder, READ | WRITE, Metadata::is_dir)
    {
        // It may be one that is shared on purpose.
        let problem = exposure.problem("a folder", &[folder.to_owned()], "700").replacen("must", "should", 1);
        sources.findings.warn(format!("{} {problem}", sources.name(&files::URL)));
    }
}

/// Without a secret in it, a settings file may be read by all. With one it may be by its group if root has written it,
/// as PostgreSQL allows for keys: that is how an administrator hands one to a service.
fn settings_file(user: User, path: &Path, has_secret: bool) -> Option<Exposure> {
    let is_roots = path.metadata().is_ok_and(|metadata| metadata.uid() == 0);
    let read = match (has_secret, is_roots) {
        (false, _) => 0,
        (true, true) => READ & !OF_GROUP,
        (true, false) => READ,
    };
    user.look(path, WRITE | read, Metadata::is_file)
}

/// Those of the database's files that are open, and how.
fn database_files(user: User, database: &Path) -> (Vec<PathBuf>, Vec<Exposure>) {
    let beside = BESIDE.iter().map(|end| {
        let mut name = database.as_os_str().to_owned();
        name.push(end);
        PathBuf::from(name)
    });
    std::iter::once(database.to_owned())
        .chain(beside)
        .filter_map(|path| user.look(&path, READ | WRITE, Metadata::is_file).map(|exposure| (path, exposure)))
        .unzip()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_whoever_is_neither_this_user_nor_root() {
        let user = User(1000);
        for (owner, mode, forbidden, expected) in [
            (1000, 0o100_600, READ | WRITE, None),
            (0, 0o040_700, READ | WRITE, None),
            (1000, 0o040_711, READ | WRITE, None),
            (1001, 0o100_600, READ | WRITE, Some(Exposure::Foreign)),
            (1000, 0o040_755, READ | WRITE, Some(Exposure::Open(0o044))),
            (1000, 0o040_755, WRITE, None),
            (1000, 0o100_660, WRITE, Some(Exposure::Open(0o020))),
            (0, 0o100_640, WRITE | READ & !OF_GROUP, None),
            (0, 0o100_644, WRITE | READ & !OF_GROUP, Some(Exposure::Open(0o004))),
            (0, 0o041_777, WRITE, Some(Exposure::Open(0o022))),
        ] {
            assert_eq!(user.judge(owner, mode, forbidden), expected, "{owner} {mode:o} {forbidden:o}");
        }
        assert_eq!(User(0).judge(1000, 0o100_600, READ), Some(Exposure::Foreign), "root's files aren't a user's");
    }
}
