//! `almond restore`: puts a backup in the place of the database, and ends again what was ended since; or does the latter alone
//! to a database that something else has put in its place. Nothing is changed before all of that has worked.

mod again;
mod in_place;
mod older;
mod replay;
mod target;

use std::{
    io,
    path::{Path, PathBuf},
};

pub use in_place::in_place;
use kernel::{
    config::{Config, FileStore},
    revocation::{Entry, Revocations},
    telemetry::Metrics,
};
pub use older::must_not_be_older;
use replay::{Replayed, adopt, lines, read_lists, replay};
use target::Target;

use super::backup::{FILES, Manifest, files};
use crate::app::{StartError, make_data_dir, open, said, seams};

/// What to restore, and what was revoked since.
pub struct Request {
    pub from: PathBuf,
    /// Lists of other nodes, or copies of the one that is lost.
    pub revocations: Vec<PathBuf>,
}

/// Restores; the text is for standard output.
///
/// # Errors
/// What stands in the way: then everything is as it was, but for a PostgreSQL database, which is then no use.
pub async fn restore(config: Config, request: Request) -> Result<String, StartError> {
    let Request { from, revocations } = request;
    let manifest = Manifest::read(&from)?;
    let data_dir = config.server.data_dir.clone();
    make_data_dir(&data_dir)?;
    let own = Revocations::path(&config.database, &data_dir);
    let listed = read_lists(&own, &revocations)?;
    let target = Target::of(&config.database, manifest.database)?;
    let _lock = target.lock()?;
    let store = match &config.files.store {
        FileStore::Folder(folder) => Some(folder.clone()),
        FileStore::S3(_) => None,
    };
    let worked = work(&target, config, &from, &manifest, &listed.entries).await;
    if worked.is_err() {
        target.abandon();
    }
    let replayed = worked?;
    if let Some(store) = store {
        let wrong = |error: io::Error| StartError::new("the files can't be restored", error);
        files::copy(&from.join(FILES), &store).map_err(wrong)?;
    }
    let kept =
        target.settle().map_err(|error| StartError::new("the restored database can't be put in place", error))?;
    adopt(&own, listed.entries).await?;
    Ok(told(&manifest, &replayed, listed.unreadable, kept.as_deref()))
}

/// Brings the database, and ends in it what was ended since.
async fn work(
    target: &Target,
    config: Config,
    from: &Path,
    manifest: &Manifest,
    entries: &[Entry],
) -> Result<Replayed, StartError> {
    let config = target.bring(config, from).await?;
    let seams = seams(&config)?;
    let state = open(config, seams, Metrics::new()).await?;
    let replayed = replay(&state, manifest.taken_at, entries).await;
    state.background.close();
    state.background.wait().await;
    state.db.clone().close().await;
    replayed.map_err(|error| StartError(said(&error)))
}

fn told(manifest: &Manifest, replayed: &Replayed, unreadable: usize, kept: Option<&Path>) -> String {
    let mut told = vec![format!("restored as of {}; every session has ended", manifest.taken_at)];
    told.extend(lines(replayed, unreadable));
    told.extend(kept.map(|path| format!("what was there before is in {}", path.display())));
    told.join("\n") + "\n"
}
