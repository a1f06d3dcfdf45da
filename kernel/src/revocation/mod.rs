//! The revocation list: what narrowed or ended a right, a line each, in a file beside the database that is only ever
//! appended to. It outlives the database, so that a restored backup can be told what was revoked since it was taken. The
//! database stays the authority: nothing is decided by the list while it runs.

mod kept;

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use entity::{Action, AuditEventId, OrgId, Timestamp, UserId, audit_event};
use kept::narrows;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{config::Database, db::beside};

/// What is kept of a change: its record in the audit log, as far as doing it again takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub id: AuditEventId,
    pub at: Timestamp,
    pub action: Action,
    pub org: Option<OrgId>,
    /// The user who did it, if a user did.
    pub user: Option<UserId>,
    pub target: String,
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub detail: Value,
}

impl Entry {
    /// What the list keeps of a record; nothing of most.
    pub fn of(record: &audit_event::Model) -> Option<Self> {
        let action = record.action.parse().ok().filter(|action| narrows(*action))?;
        let detail = record.detail.as_deref().and_then(|text| serde_json::from_str(text).ok());
        Some(Self {
            id: record.id,
            at: record.created_at,
            action,
            org: record.chain.org(),
            user: record.actor_id.filter(|_| record.actor_kind == "user").map(|id: Uuid| UserId::from(id)),
            target: record.target_id.clone().unwrap_or_default(),
            detail: detail.unwrap_or_default(),
        })
    }
}

/// The list of one installation; on PostgreSQL, of one node.
#[derive(Clone)]
pub struct Revocations {
    path: PathBuf,
    /// Opened with the first entry: who never revokes anything needs no file.
    file: Arc<Mutex<Option<File>>>,
}

impl Revocations {
    pub fn at(path: PathBuf) -> Self {
        Self { path, file: Arc::default() }
    }

    /// Beside a SQLite file; with PostgreSQL, in the node's data directory.
    pub fn path(database: &Database, data_dir: &Path) -> PathBuf {
        match database {
            Database::Sqlite(path) => beside(path, "revocations"),
            Database::Postgres(_) => data_dir.join("revocations"),
        }
    }

    /// Adds what the list keeps, and returns once it is on the disk. The change is durable already, so that trouble with
    /// the list is told and keeps nobody.
    pub async fn append(&self, entries: Vec<Entry>) {
        if entries.is_empty() {
            return;
        }
        let list = self.clone();
        let written = tokio::task::spawn_blocking(move || list.write(&entries)).await;
        if let Err(error) = written.unwrap_or_else(|interrupted| Err(interrupted.into())) {
            let list = self.path.display();
            tracing::error!(%error, %list, "the revocation list can't be written: a restore wouldn't know what was revoked");
        }
    }

    fn write(&self, entries: &[Entry]) -> io::Result<()> {
        let mut lines = Vec::new();
        for entry in entries {
            serde_json::to_writer(&mut lines, entry)?;
            lines.push(b'\n');
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if file.is_none() {
            *file = Some(open(&self.path)?);
        }
        let file = file.as_mut().ok_or(io::ErrorKind::NotFound)?;
        file.write_all(&lines)?;
        file.sync_data()
    }
}

/// What a crash has cut off stays a line of its own.
fn open(path: &Path) -> io::Result<File> {
    let mut file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)?;
    let mut last = [b'\n'];
    if file.metadata()?.len() > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    if last != [b'\n'] {
        file.write_all(b"\n")?;
    }
    Ok(file)
}

/// What a list says.
#[derive(Debug, Default)]
pub struct Listed {
    /// Oldest first.
    pub entries: Vec<Entry>,
    /// Lines that are no entries: what a crash cut off, which was never acknowledged, or damage.
    pub unreadable: usize,
}

/// Reads a list; there may be none.
///
/// # Errors
/// When it is there and can't be read.
pub fn read(path: &Path) -> io::Result<Listed> {
    let text = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Listed::default()),
        text => text?,
    };
    let mut listed = Listed::default();
    for line in text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        match serde_json::from_slice(line) {
            Ok(entry) => listed.entries.push(entry),
            Err(_) => listed.unreadable += 1,
        }
    }
    Ok(listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(target: &str) -> Entry {
        Entry {
            id: AuditEventId::new(Timestamp::from_millis(1), [7; 10]),
            at: Timestamp::from_millis(1),
            action: Action::KeyRevoked,
            org: None,
            user: None,
            target: target.to_owned(),
            detail: Value::Null,
        }
    }

    #[tokio::test]
    async fn what_is_appended_is_read_again_also_after_a_line_that_was_cut_off() {
        let path = std::env::temp_dir().join(format!("almond-revocations-{}", std::process::id()));
        assert!(read(&path).unwrap().entries.is_empty());
        Revocations::at(path.clone()).append(vec![entry("a"), entry("b")]).await;
        OpenOptions::new().append(true).open(&path).unwrap().write_all(b"{\"id\":").unwrap();
        Revocations::at(path.clone()).append(vec![entry("c")]).await;
        let listed = read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!((listed.entries, listed.unreadable), (vec![entry("a"), entry("b"), entry("c")], 1));
    }
}
