//! `almond restore --in-place`: the database is an older state that something else has put in its place (Litestream, a
//! recovery to a point in time, `pg_restore`); what was ended since is ended again.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::PathBuf,
    time::Duration,
};

use entity::{Timestamp, audit_event};
use kernel::{
    config::{Config, Database},
    db::{Db, SqliteLock},
    error::{Error, Result},
    fence::Seen,
    revocation::{Entry, Revocations},
    state::State,
    telemetry::Metrics,
};

use super::replay::{Replayed, adopt, lines, read_lists, replay};
use crate::app::{StartError, must_have_schema, open, said, seams, trouble};

/// A server renews its lease several times within this.
const LATELY: Duration = Duration::from_secs(3);

/// Does it; the text is for standard output.
///
/// # Errors
/// When a server uses the database, or it fails: then nothing is changed.
pub async fn in_place(config: Config, revocations: &[PathBuf]) -> std::result::Result<String, StartError> {
    let own = Revocations::path(&config.database, &config.server.data_dir);
    let listed = read_lists(&own, revocations)?;
    let _lock = match &config.database {
        Database::Sqlite(path) => Some(SqliteLock::serve(path).map_err(|_| in_use(path.display()))?),
        Database::Postgres(_) => None,
    };
    if let Database::Sqlite(path) = &config.database {
        // What restored it may have left it for all to read.
        let shut = fs::set_permissions(path, Permissions::from_mode(0o600));
        shut.map_err(|error| StartError::new(path.display(), error))?;
    }
    let db = Db::connect(&config.database, Duration::ZERO).await.map_err(trouble)?;
    must_have_schema(&db).await?;
    db.close().await;
    let seams = seams(&config)?;
    let state = open(config, seams, Metrics::new()).await?;
    let done = ended_again(&state, &listed.entries).await;
    state.background.close();
    state.background.wait().await;
    state.db.clone().close().await;
    let (as_of, replayed) = done?;
    adopt(&own, listed.entries).await?;
    let mut told = vec![format!("the database is as of {as_of}; every session has ended")];
    told.extend(lines(&replayed, listed.unreadable));
    Ok(told.join("\n") + "\n")
}

async fn ended_again(state: &State, entries: &[Entry]) -> std::result::Result<(Timestamp, Replayed), StartError> {
    let said = |error: Error| StartError(said(&error));
    if is_served(state).await.map_err(said)? {
        return Err(in_use("the database that ALMOND_DATABASE_URL names"));
    }
    let as_of = as_of(state).await.map_err(said)?;
    Ok((as_of, replay(state, as_of, entries).await.map_err(said)?))
}

/// True while a server renews its lease. The rows of those that had the database when it was copied are there as well.
async fn is_served(state: &State) -> Result<bool> {
    let renewed_lately =
        |nodes: Vec<Seen>| nodes.iter().any(|node| Duration::from_millis(node.renewed.max(0).unsigned_abs()) < LATELY);
    if !renewed_lately(state.fence.nodes().await?) {
        return Ok(false);
    }
    tokio::time::sleep(LATELY).await;
    Ok(renewed_lately(state.fence.nodes().await?))
}

/// The newest thing that the database knows of; whatever was revoked later it can't know.
async fn as_of(state: &State) -> Result<Timestamp> {
    let newest = audit_event::Entity::newest().one(state.db.read()).await.map_err(Error::from)?;
    Ok(newest.map_or(Timestamp::from_millis(0), |record| record.created_at))
}

fn in_use(what: impl std::fmt::Display) -> StartError {
    StartError(format!("{what} is in use: stop the servers, and what else works with it, first"))
}
