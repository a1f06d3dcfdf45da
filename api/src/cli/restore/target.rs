//! Where a restored database goes. A SQLite file is restored beside the one that is there and then takes its name; a
//! PostgreSQL database has to be a new one.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use kernel::{
    config::{Config, Database},
    db::{Db, SqliteLock, beside, migration_status},
    seam::{Clock as _, SystemClock},
};

use crate::{
    app::{StartError, trouble},
    cli::backup::{Kind, postgres},
};

/// Where the database is to be.
pub enum Target {
    Sqlite { place: PathBuf, beside: PathBuf },
    Postgres(String),
}

impl Target {
    pub fn of(database: &Database, kind: Kind) -> Result<Self, StartError> {
        match (database, kind) {
            (Database::Sqlite(path), Kind::Sqlite) => {
                Ok(Self::Sqlite { place: path.clone(), beside: beside(path, "restoring") })
            }
            (Database::Postgres(url), Kind::Postgres) => Ok(Self::Postgres(url.expose().to_owned())),
            (Database::Sqlite(_), Kind::Postgres) => Err(StartError(
                "ALMOND_DATABASE_URL is a SQLite file, and the backup is of a PostgreSQL database".to_owned(),
            )),
            (Database::Postgres(_), Kind::Sqlite) => Err(StartError(
                "ALMOND_DATABASE_URL is a PostgreSQL database, and the backup is of a SQLite file".to_owned(),
            )),
        }
    }

    /// Nobody else uses the file until it is in place.
    pub fn lock(&self) -> Result<Option<SqliteLock>, StartError> {
        let Self::Sqlite { place, .. } = self else { return Ok(None) };
        SqliteLock::serve(place).map(Some).map_err(|_| {
            StartError(format!("{} is in use: stop the server, and what else works with it, first", place.display()))
        })
    }

    /// Brings the backup's database to where it can be worked on.
    pub async fn bring(&self, mut config: Config, from: &Path) -> Result<Config, StartError> {
        match self {
            Self::Sqlite { beside, .. } => {
                let wrong = |error: io::Error| StartError::new(beside.display(), error);
                remove(beside).map_err(wrong)?;
                fs::copy(from.join(Kind::Sqlite.file()), beside).map_err(wrong)?;
                config.database = Database::Sqlite(beside.clone());
                let db = Db::connect(&config.database, Duration::ZERO).await.map_err(trouble)?;
                let is_sound = db.is_sound().await.map_err(trouble)?;
                db.close().await;
                if !is_sound {
                    return Err(StartError(format!("the database in {} is damaged", from.display())));
                }
            }
            Self::Postgres(url) => {
                let db = Db::connect(&config.database, Duration::ZERO).await.map_err(trouble)?;
                let states = migration_status(&db).await.map_err(trouble)?;
                db.close().await;
                if states.iter().any(|state| state.applied) {
                    let problem =
                        "leads to a database that is in use by Almond; make a new one to restore to, and name that";
                    return Err(StartError(format!("ALMOND_DATABASE_URL {problem}")));
                }
                postgres::restore(url, &from.join(Kind::Postgres.file())).await?;
            }
        }
        Ok(config)
    }

    /// Takes away a SQLite file that was not restored after all.
    pub fn abandon(&self) {
        let Self::Sqlite { beside, .. } = self else { return };
        if let Err(error) = remove(beside) {
            tracing::warn!(%error, file = %beside.display(), "what is left of a restore can't be removed");
        }
    }

    /// Gives the restored file its name; what had it before is kept, and where is said.
    pub fn settle(&self) -> io::Result<Option<PathBuf>> {
        let Self::Sqlite { place, beside: restored } = self else { return Ok(None) };
        let kept = beside(place, &format!("before-{}", SystemClock.now().millis()));
        let was_there = place.exists();
        for suffix in ["", "-wal", "-shm"] {
            let with = |path: &Path| PathBuf::from(format!("{}{suffix}", path.display()));
            if with(place).exists() {
                fs::rename(with(place), with(&kept))?;
            }
        }
        File::open(restored)?.sync_all()?;
        fs::rename(restored, place)?;
        remove(restored)?;
        if let Some(folder) = place.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            File::open(folder)?.sync_all()?;
        }
        Ok(was_there.then_some(kept))
    }
}

/// Takes away what working on a SQLite file leaves, and an earlier attempt has left.
fn remove(path: &Path) -> io::Result<()> {
    for suffix in ["", "-wal", "-shm", ".revocations", ".migrate", ".lock", ".serve"] {
        match fs::remove_file(format!("{}{suffix}", path.display())) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
