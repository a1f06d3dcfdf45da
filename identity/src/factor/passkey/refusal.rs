//! Refusing a passkey: one answer whatever is wrong, the reason in the log, and on the record of the account that it was
//! shown for, if there is one. What is shown for nobody is only logged, or strangers would write the record.

use entity::UserId;
use kernel::{
    audit::{Action, Actor, Event},
    error::{Error, Result},
    request::Context,
    state::State,
};
use serde_json::json;

/// The one answer for a ceremony or a credential that is wrong, unknown or used.
pub fn refused() -> Error {
    Error::unauthorized("The passkey could not be verified; begin again")
}

/// The account that a passkey was shown for.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    pub state: &'a State,
    pub context: &'a Context,
    pub user: Option<UserId>,
}

impl Shown<'_> {
    /// Puts on record that it was refused, which stays whatever becomes of the request.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database fails.
    pub async fn refuse(self, why: &str) -> Result<()> {
        let Self { state, context, user } = self;
        let request_id = &context.request_id;
        tracing::warn!(%request_id, why, "a passkey was refused");
        let Some(user) = user else { return Ok(()) };
        let event = Event {
            actor: Actor::User(user),
            org: None,
            action: Action::PasskeyRefused,
            target: user.to_string(),
            detail: Some(json!({ "reason": why })),
        };
        let change = state.changes.begin(context).await?;
        change.record(event);
        change.commit().await?;
        Ok(())
    }
}
