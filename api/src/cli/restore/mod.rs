//! `almond restore FROM`: puts a backup in the place of the database, and ends again what was ended since. Nothing is
//! changed before all of that has worked: a SQLite file is restored beside the one that is there and then takes its name; a
//! PostgreSQL database has to be a new one.

mod again;

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use again::Outcome;
use entity::{Action, Timestamp, audit_event};
use kernel::{
    audit::{Actor, Event},
    config::{Config, Database, FileStore},
    db::{Db, SqliteLock, beside, migration_status},
    error::{Error, Result as Done},
    fence::Tag,
    revocation::{self, Entry, Revocations},
    seam::{Clock as _, SystemClock},
    state::State,
    telemetry::Metrics,
};
use serde_json::json;

use super::backup::{FILES, Kind, Manifest, files, postgres};
use crate::app::{StartError, make_data_dir, open, seams, trouble};

/// How long a change may take from its instant to its commit, and nodes' clocks be apart.
const MARGIN: Duration = Duration::from_secs(3600);
/// How many entries are looked up at once.
const PAGE: usize = 500;

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
    let replayed = replay(&state, manifest, entries).await;
    state.background.close();
    state.background.wait().await;
    state.db.clone().close().await;
    replayed.map_err(|error| StartError(error.message().to_owned()))
}

/// Of the list that is beside the database, and of others; a file that was named has to be there.
fn read_lists(own: &Path, others: &[PathBuf]) -> Result<revocation::Listed, StartError> {
    let mut all = revocation::Listed::default();
    for path in others.iter().map(PathBuf::as_path).chain([own]) {
        let wrong = |error: io::Error| StartError::new(format_args!("the revocation list {}", path.display()), error);
        if path != own && !path.exists() {
            return Err(wrong(io::ErrorKind::NotFound.into()));
        }
        let listed = revocation::read(path).map_err(wrong)?;
        all.unreadable += listed.unreadable;
        all.entries.extend(listed.entries);
    }
    all.entries.sort_by_key(|entry| (entry.at, entry.id));
    all.entries.dedup_by_key(|entry| entry.id);
    Ok(all)
}

/// Where the database is to be.
enum Target {
    Sqlite { place: PathBuf, beside: PathBuf },
    Postgres(String),
}

impl Target {
    fn of(database: &Database, kind: Kind) -> Result<Self, StartError> {
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
    fn lock(&self) -> Result<Option<SqliteLock>, StartError> {
        let Self::Sqlite { place, .. } = self else { return Ok(None) };
        SqliteLock::serve(place).map(Some).map_err(|_| {
            StartError(format!("{} is in use: stop the server, and what else works with it, first", place.display()))
        })
    }

    /// Brings the backup's database to where it can be worked on.
    async fn bring(&self, mut config: Config, from: &Path) -> Result<Config, StartError> {
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
    fn abandon(&self) {
        let Self::Sqlite { beside, .. } = self else { return };
        if let Err(error) = remove(beside) {
            tracing::warn!(%error, file = %beside.display(), "what is left of a restore can't be removed");
        }
    }

    /// Gives the restored file its name; what had it before is kept, and where is said.
    fn settle(&self) -> io::Result<Option<PathBuf>> {
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

/// What was done again.
struct Replayed {
    done: usize,
    to_be_seen: Vec<Entry>,
}

/// In one transaction: all of it, or nothing.
async fn replay(state: &State, manifest: &Manifest, entries: &[Entry]) -> Done<Replayed> {
    let mut replayed = Replayed { done: 0, to_be_seen: Vec::new() };
    let entries: Vec<_> = entries.iter().filter(|entry| is_since(manifest.taken_at, entry)).cloned().collect();
    let missing = missing(state, &entries).await?;
    let mut change = state.changes.begin_unasked().await?;
    again::always(state, &change).await?;
    change.touch(Tag::Everything);
    for entry in missing {
        if again::narrow(state, &mut change, entry).await? == Outcome::ToBeSeen {
            replayed.to_be_seen.push(entry.clone());
        } else {
            replayed.done += 1;
        }
        let event = Event::by(Actor::Operator, entry.org, entry.action, &entry.target);
        change.record(if entry.detail.is_null() { event } else { event.with_detail(entry.detail.clone()) });
    }
    let event = Event::by(Actor::Operator, None, Action::BackupRestored, manifest.taken_at);
    change.record(event.with_detail(json!({ "revocations": replayed.done })));
    change.commit().await?;
    state.clear_ended_orgs();
    Ok(replayed)
}

/// True for what may have been done after the backup. Older entries are passed over: those that an earlier restore has done
/// again are in the log by other ids, and may have been taken back by an operator since.
fn is_since(taken_at: Timestamp, entry: &Entry) -> bool {
    entry.at >= taken_at.minus(MARGIN)
}

/// What the list has and the backup's audit log hasn't.
async fn missing<'a>(state: &State, entries: &'a [Entry]) -> Done<Vec<&'a Entry>> {
    let mut missing = Vec::new();
    for page in entries.chunks(PAGE) {
        let ids = audit_event::Entity::ids_among(page.iter().map(|entry| entry.id));
        let known = ids.all(state.db.read()).await.map_err(Error::from)?;
        missing.extend(page.iter().filter(|entry| !known.contains(&entry.id)));
    }
    Ok(missing)
}

fn told(manifest: &Manifest, replayed: &Replayed, unreadable: usize, kept: Option<&Path>) -> String {
    let Replayed { done, to_be_seen } = replayed;
    let mut lines = vec![
        format!("restored as of {}; every session has ended", manifest.taken_at),
        format!("{done} revocations since then were made again"),
    ];
    lines.extend(to_be_seen.iter().map(|entry| {
        let org = entry.org.map(|org| format!(" (org {org})")).unwrap_or_default();
        format!("look at this yourself: {} {}{org}, at {}", entry.action, entry.target, entry.at)
    }));
    if unreadable > 0 {
        lines.push(format!("{unreadable} lines of the revocation lists are no entries: look at them yourself"));
    }
    lines.extend(kept.map(|path| format!("what was there before is in {}", path.display())));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use entity::{AuditEventId, Timestamp};

    use super::*;

    #[test]
    fn what_was_done_long_before_the_backup_is_not_done_again() {
        let hour = 3_600_000;
        let taken_at = Timestamp::from_millis(10 * hour);
        for (at, expected) in [(9 * hour - 1, false), (9 * hour, true), (10 * hour, true), (11 * hour, true)] {
            let at = Timestamp::from_millis(at);
            let entry = Entry {
                id: AuditEventId::new(at, [7; 10]),
                at,
                action: Action::UserDisabled,
                org: None,
                user: None,
                target: String::new(),
                detail: serde_json::Value::Null,
            };
            assert_eq!(is_since(taken_at, &entry), expected, "{at}");
        }
    }
}
