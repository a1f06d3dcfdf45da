//! What is done to an account as a whole, by the operator or by its person: looking it up, shutting it out, giving it
//! another password or address, taking its factors away, deleting it. All of it narrows at once and is recorded in each of
//! the person's orgs. How it is asked for is the command line's, `/internal`'s and `me`'s to say.

mod change;
mod delete;
mod find;
mod plan;

use std::fmt::Display;

pub use change::{disable, enable, forget_applications, move_to, reset_factors, set_email, set_password};
pub use delete::{Deletion, delete};
use entity::{UserId, membership};
pub use find::{About, Named, about, find, list};
use kernel::{
    audit::{Action, Actor, Event},
    change::Change,
    error::Result,
    request::Context,
    state::State,
};
pub use plan::{Fate, OrgFate, Plan, plan};
use serde_json::Value;

use crate::principal::{InOrg as _, Operator, Session};

/// Whose doing it is, and by which request.
#[derive(Clone, Copy)]
pub struct By<'a> {
    actor: Actor,
    context: Option<&'a Context>,
}

impl<'a> By<'a> {
    /// The operator's command line, which has no request.
    pub fn command() -> Self {
        Self { actor: Actor::Operator, context: None }
    }

    /// The operator, with the master key.
    pub fn operator(context: &'a Context, _: Operator) -> Self {
        Self { actor: Actor::Operator, context: Some(context) }
    }

    /// The person, signed in.
    pub(crate) fn person(context: &'a Context, session: &Session) -> Self {
        Self { actor: Actor::User(session.user()), context: Some(context) }
    }

    async fn begin(&self, state: &State) -> Result<Change> {
        match self.context {
            Some(context) => state.changes.begin(context).await,
            None => state.changes.begin_unasked().await,
        }
    }
}

/// Records what was done to a user in each of their orgs; of one who is in none, in the server's chain.
pub async fn record(change: &Change, actor: Actor, action: Action, user: UserId, detail: Option<Value>) -> Result<()> {
    let joined = membership::Entity::of_user(user).all(change).await?;
    let orgs = joined.iter().map(|membership| Some(membership.org_id));
    for org in orgs.chain(joined.is_empty().then_some(None)) {
        change.record(event(actor, org, action, user, detail.clone()));
    }
    Ok(())
}

fn event(
    actor: Actor,
    org: impl Into<Option<entity::OrgId>>,
    action: Action,
    target: impl Display,
    detail: Option<Value>,
) -> Event {
    Event { detail, ..Event::by(actor, org, action, target) }
}
