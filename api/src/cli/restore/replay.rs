//! Doing again what the revocation lists have of the time since, and leaving a record of each.

use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use entity::{Action, Timestamp, audit_event};
use kernel::{
    audit::{Actor, Event},
    error::{Error, Result},
    fence::Tag,
    revocation::{self, Entry, Listed, Revocations},
    state::State,
};
use serde_json::json;

use super::again::{self, Outcome};
use crate::app::StartError;

/// How long a change may take from its instant to its commit, and nodes' clocks be apart.
const MARGIN: Duration = Duration::from_secs(3600);
/// How many entries are looked up at once.
const PAGE: usize = 500;

/// Of the list that is beside the database, and of others; a file that was named has to be there.
///
/// # Errors
/// Names the list that can't be read.
pub fn read_lists(own: &Path, others: &[PathBuf]) -> std::result::Result<Listed, StartError> {
    let mut all = Listed::default();
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

/// What was done again.
pub struct Replayed {
    pub done: usize,
    pub to_be_seen: Vec<Entry>,
}

/// In one transaction: all of it, or nothing.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn replay(state: &State, taken_at: Timestamp, entries: &[Entry]) -> Result<Replayed> {
    let mut replayed = Replayed { done: 0, to_be_seen: Vec::new() };
    let entries: Vec<_> = entries.iter().filter(|entry| is_since(taken_at, entry)).cloned().collect();
    let missing = missing(state, &entries).await?;
    let mut change = state.changes.unlisted().begin_unasked().await?;
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
    let event = Event::by(Actor::Operator, None, Action::BackupRestored, taken_at);
    change.record(event.with_detail(json!({ "revocations": replayed.done })));
    change.commit().await?;
    state.clear_ended_orgs();
    Ok(replayed)
}

/// Adds to the own list what only others have, for restores to come.
///
/// # Errors
/// When the own list can't be read.
pub async fn adopt(own: &Path, entries: Vec<Entry>) -> std::result::Result<(), StartError> {
    let listed = revocation::read(own).map_err(|error| StartError::new(own.display(), error))?;
    let known: HashSet<_> = listed.entries.iter().map(|entry| entry.id).collect();
    let foreign = entries.into_iter().filter(|entry| !known.contains(&entry.id)).collect();
    Revocations::at(own.to_owned()).append(foreign).await;
    Ok(())
}

/// True for what may have been done after the backup. Older entries are passed over: those that an earlier restore has done
/// again are in the log by other ids, and may have been taken back by an operator since.
fn is_since(taken_at: Timestamp, entry: &Entry) -> bool {
    entry.at >= taken_at.minus(MARGIN)
}

/// What the list has and the backup's audit log hasn't.
async fn missing<'a>(state: &State, entries: &'a [Entry]) -> Result<Vec<&'a Entry>> {
    let mut missing = Vec::new();
    for page in entries.chunks(PAGE) {
        let ids = audit_event::Entity::ids_among(page.iter().map(|entry| entry.id));
        let known = ids.all(state.db.read()).await.map_err(Error::from)?;
        missing.extend(page.iter().filter(|entry| !known.contains(&entry.id)));
    }
    Ok(missing)
}

/// What the operator is told.
pub fn lines(replayed: &Replayed, unreadable: usize) -> Vec<String> {
    let Replayed { done, to_be_seen } = replayed;
    let mut lines = vec![format!("{done} revocations since then were made again")];
    lines.extend(to_be_seen.iter().map(|entry| {
        let org = entry.org.map(|org| format!(" (org {org})")).unwrap_or_default();
        format!("look at this yourself: {} {}{org}, at {}", entry.action, entry.target, entry.at)
    }));
    if unreadable > 0 {
        lines.push(format!("{unreadable} lines of the revocation lists are no entries: look at them yourself"));
    }
    lines
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
