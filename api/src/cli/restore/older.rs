//! Noticing a database that is older than its revocation list: something has put an older state in its place, and what was
//! revoked since would work again.

use entity::audit_event;
use kernel::{
    revocation::{self, Revocations},
    state::State,
};

use crate::app::{StartError, said};

/// A record comes before its entry, so a database that has none as new as the newest entry is not the one that the list is of.
/// An empty database is a new one.
///
/// # Errors
/// When it is older; names the command that ends again what was ended.
pub async fn must_not_be_older(state: &State) -> Result<(), StartError> {
    let list = Revocations::path(&state.config.database, &state.config.server.data_dir);
    let listed = revocation::read(&list).map_err(|error| StartError::new(list.display(), error))?;
    let Some(last) = listed.entries.iter().map(|entry| entry.at).max() else { return Ok(()) };
    let newest = audit_event::Entity::newest().one(state.db.read()).await;
    let newest = newest.map_err(|error| StartError(said(&error.into())))?;
    match newest {
        Some(record) if record.created_at < last => Err(StartError(format!(
            "the database is as of {}, and the revocation list {} goes on to {last}: what was revoked since would work again. \
             Run `almond restore --in-place` first",
            record.created_at,
            list.display()
        ))),
        _ => Ok(()),
    }
}
