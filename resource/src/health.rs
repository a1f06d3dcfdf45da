//! `/healthz`: the process answers. `/readyz`: it can do its work.

use std::path::Path;

use identity::{
    policy::{Rule, Surface, Visitor},
    principal::Anyone,
};
use kernel::{
    config::FileStore,
    error::{Error, Result},
    state::State,
    wire::{Reply, Section},
};
use poem_openapi::{Object, OpenApi};
use rustix::fs::statvfs;

/// The section of the document.
const SECTION: Section = Section { name: "Operations", about: "The server's health." };

pub struct GetHealth;

impl Rule for GetHealth {
    type Who = Anyone;
    const NAME: &'static str = "get_health";
    const SURFACE: Surface = Surface::Operations;
}

pub struct GetReadiness;

impl Rule for GetReadiness {
    type Who = Anyone;
    const NAME: &'static str = "get_readiness";
    const SURFACE: Surface = Surface::Operations;
}

/// What has to be free of a disk, in bytes: room for what SQLite writes before it can say that there is none.
const LEAST_FREE: u64 = 16 * 1024 * 1024;

/// Whether the server can do its work now: read, write, and keep what is written.
///
/// # Errors
/// `UNAVAILABLE` with the reason.
pub async fn check(state: &State) -> Result<()> {
    if !state.db.ping().await {
        return Err(Error::unavailable("the database doesn't answer"));
    }
    for folder in folders(state) {
        // A file system that says nothing of itself has said nothing bad.
        if statvfs(folder).is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) < LEAST_FREE) {
            return Err(Error::unavailable(format!("the disk of {} is full", folder.display())));
        }
    }
    // Last, because a full disk is one reason.
    if !state.db.is_writable().await {
        return Err(Error::unavailable("the database can't be written to"));
    }
    Ok(())
}

/// Where this node writes. On PostgreSQL the database's disk is another's, which refuses to be written to when it is full.
fn folders(state: &State) -> impl Iterator<Item = &Path> {
    let files = match &state.config.files.store {
        FileStore::Folder(folder) => Some(folder.as_path()),
        FileStore::S3(_) => None,
    };
    let database = state.db.sqlite_path().and_then(|file| file.parent());
    [Some(state.config.server.data_dir.as_path()), files, database].into_iter().flatten()
}

/// Whether the server can do its work.
#[derive(Object)]
#[oai(rename = "Readiness", rename_all = "camelCase")]
struct ReadinessOut {
    /// `ok`.
    status: String,
    /// True if keys and sessions are verified from memory. If not, the database is asked about each, which is slower.
    memory: bool,
    /// Milliseconds since this node made sure that it knew what other nodes had changed; `null` with SQLite, which has no
    /// others, and while `memory` is `false`.
    fence_lag: Option<u64>,
}

/// How the server is.
#[derive(Object)]
#[oai(rename = "Health", rename_all = "camelCase")]
struct HealthOut {
    /// `ok`.
    status: String,
}

pub struct Api;

#[OpenApi(tag = "SECTION")]
impl Api {
    /// Is the process alive?
    #[oai(path = "/healthz", method = "get")]
    async fn get_health(&self, _visitor: Visitor<GetHealth>) -> Result<Reply<HealthOut>> {
        Ok(Reply::new(HealthOut { status: "ok".to_owned() }))
    }

    /// Can the server do its work? The database answers within a second and can be written to, and the disk isn't full.
    #[oai(path = "/readyz", method = "get")]
    async fn get_readiness(&self, visitor: Visitor<GetReadiness>) -> Result<Reply<ReadinessOut>> {
        let state = visitor.state();
        check(state).await?;
        let fence_lag = state.fence.lag().map(|lag| u64::try_from(lag.as_millis()).unwrap_or(u64::MAX));
        Ok(Reply::new(ReadinessOut { status: "ok".to_owned(), memory: state.fence.remembers(), fence_lag }))
    }
}
