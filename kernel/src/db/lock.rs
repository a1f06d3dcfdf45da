//! Who may use a SQLite file. `serve` holds `<file>.serve` as long as it lives, so a second one is refused at once.
//! Any process that changes the file directly holds `<file>.lock`: `serve` alone, commands together.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// The locks a process holds; the system lets go of them when the process ends, however it ends.
#[derive(Debug)]
pub struct SqliteLock {
    _held: Vec<File>,
}

/// Why a lock was not to be had.
#[derive(Debug, thiserror::Error)]
pub enum InUse {
    #[error("another `almond serve` is using {}", .0.display())]
    Serving(PathBuf),
    #[error("{} can't be locked: {}", .0.display(), .1)]
    Io(PathBuf, io::Error),
}

impl SqliteLock {
    /// For `serve`. Commands that are under way may finish first.
    pub fn serve(database: &Path) -> Result<Self, InUse> {
        let serving = open(database, "serve")?;
        match serving.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(InUse::Serving(database.to_owned())),
            Err(TryLockError::Error(error)) => return Err(InUse::Io(database.to_owned(), error)),
        }
        let using = open(database, "lock")?;
        let deadline = Instant::now() + Duration::from_secs(10);
        while let Err(error) = using.try_lock() {
            if Instant::now() > deadline {
                return Err(InUse::Io(database.to_owned(), error.into()));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(Self { _held: vec![serving, using] })
    }

    /// For a command; `None` when a server is up, which then has to do the work itself.
    pub fn command(database: &Path) -> Result<Option<Self>, InUse> {
        let using = open(database, "lock")?;
        match using.try_lock_shared() {
            Ok(()) => Ok(Some(Self { _held: vec![using] })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(InUse::Io(database.to_owned(), error)),
        }
    }

    /// For making the file and for migrating it, which one process at a time may do; waits for its turn.
    pub async fn turn(database: &Path) -> Result<Self, InUse> {
        let changing = open(database, "migrate")?;
        let locked = tokio::task::spawn_blocking(move || changing.lock().map(|()| changing)).await;
        let locked = locked.unwrap_or_else(|interrupted| Err(interrupted.into()));
        let held = locked.map_err(|error| InUse::Io(database.to_owned(), error))?;
        Ok(Self { _held: vec![held] })
    }
}

/// The file beside the database whose name ends in `.{suffix}`.
pub fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

fn open(database: &Path, suffix: &str) -> Result<File, InUse> {
    let path = beside(database, suffix);
    // For the owner alone: who may open the file may lock it, and then nothing starts.
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(&path);
    opened.map_err(|error| InUse::Io(path, error))
}
