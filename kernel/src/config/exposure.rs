//! Who else may read or write what secrets and tenants' data are kept in: the settings file, the data directory, the
//! SQLite file and what lies beside it. Only looks; the program makes all of its files for its own user alone.

use std::{
    fs::Metadata,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    slice,
};

use rustix::process::geteuid;

use super::{
    ConfigError, Database, Environment, FileStore, database::DATABASE_URL, files, server::DATA_DIR, source::Sources,
};

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
    /// What is expected of these paths, and what mends them.
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
    let mut errors = Vec::from_iter(settings_file(user, sources));
    errors.extend(data_directory(user, sources, data_dir));
    if let Database::Sqlite(path) = database {
        errors.extend(sqlite(user, sources, data_dir, path));
    }
    errors.into_iter().for_each(|error| sources.findings.not_safe(environment, error));
    if let FileStore::Folder(folder) = store
        && let Some(exposure) = user.look(folder, READ | WRITE, Metadata::is_dir)
    {
        // It may be one that is shared on purpose.
        let problem = exposure.problem("a folder", slice::from_ref(folder), "700").replacen("must", "should", 1);
        sources.findings.warn(format!("{} {problem}", sources.name(&files::URL)));
    }
}

/// Without a secret in it, a settings file may be read by all. With one it may be by its group if root has written it,
/// as PostgreSQL allows for keys: that is how an administrator hands one to a service.
fn settings_file(user: User, sources: &Sources) -> Option<ConfigError> {
    let (path, has_secret) = sources.file()?;
    let is_roots = path.metadata().is_ok_and(|metadata| metadata.uid() == 0);
    let read = match (has_secret, is_roots) {
        (false, _) => 0,
        (true, true) => READ & !OF_GROUP,
        (true, false) => READ,
    };
    let exposure = user.look(path, WRITE | read, Metadata::is_file)?;
    let what = if has_secret { "a file, as there are secrets in it," } else { "a file" };
    let problem = exposure.problem(what, &[path.to_owned()], "600");
    Some(ConfigError::new(format!("the settings file {}", path.display()), problem))
}

/// The data directory, and development's secret in it.
fn data_directory(user: User, sources: &Sources, data_dir: &Path) -> Vec<ConfigError> {
    let (folder, secret) = ([data_dir.to_owned()], [data_dir.join("secret")]);
    let of_folder = user.look(data_dir, READ | WRITE, Metadata::is_dir).map(|exposure| {
        let otherwise = "(of systemd: `StateDirectoryMode=0700`), or name a folder in it, which Almond makes";
        format!("{} {otherwise}", exposure.problem("a folder", &folder, "700"))
    });
    let of_secret = user.look(&secret[0], READ | WRITE, Metadata::is_file);
    let of_secret = of_secret.map(|exposure| exposure.problem("a folder with a `secret`", &secret, "600"));
    of_folder.into_iter().chain(of_secret).map(|problem| ConfigError::new(sources.name(&DATA_DIR), problem)).collect()
}

/// The database, what lies beside it, and the folder, where it is not the data directory.
fn sqlite(user: User, sources: &Sources, data_dir: &Path, database: &Path) -> Vec<ConfigError> {
    let folder = database.parent().unwrap_or(Path::new(""));
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let of_folder = user.look(folder, WRITE, Metadata::is_dir).filter(|_| folder != data_dir);
    let of_folder = of_folder.map(|exposure| exposure.problem("in a folder", &[folder.to_owned()], "go-w"));
    let (open, exposures) = database_files(user, database);
    let of_files = exposures.first().map(|exposure| exposure.problem("a file", &open, "600"));
    let problems = of_folder.into_iter().chain(of_files);
    problems.map(|problem| ConfigError::new(sources.name(&DATABASE_URL), problem)).collect()
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
