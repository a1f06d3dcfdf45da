//! The record of what happened to credentials and rights, written in the transaction of the change itself: there is no
//! change without its record and no record without its change. `docs/operating/audit.md` tells it to operators.
//!
//! A change says what to record while it is under way; `Write::commit` then has `chain` add that as the transaction's
//! last statements. So a chain is locked for no longer than its records take, and after everything else, whatever order
//! a service works in.

mod canonical;
mod chain;
mod seal;
mod seal_anew;
mod verify;
mod walk;

use std::fmt::Display;

pub use chain::append;
pub use entity::Action;
use entity::{AuditEventId, Chain, OrgId, UserId, audit_event};
pub use seal::Seals;
pub use seal_anew::seal_anew;
pub use verify::{KeptHead, verify};

use crate::{context::Context, error::Result, fence::Open, state::State};

/// Who did it.
#[derive(Clone, Copy, Debug)]
pub enum Actor {
    User(UserId),
    Operator,
    /// The server itself.
    Server,
    /// Somebody who has proved nothing.
    Unknown,
}

/// Something that happened; `target` is an id, never a secret.
pub struct Event<'a> {
    pub actor: Actor,
    pub org: Option<OrgId>,
    pub action: Action,
    pub target: String,
    /// Texts, whole numbers, booleans and `null`: what every language writes alike, because it is hashed.
    pub detail: Option<serde_json::Value>,
    /// `None` for the operator's command line and the server itself.
    pub context: Option<&'a Context>,
}

impl<'a> Event<'a> {
    /// Something that a request did in an org.
    pub fn by(actor: Actor, org: OrgId, action: Action, target: impl Display, context: &'a Context) -> Self {
        Self { actor, org: Some(org), action, target: target.to_string(), detail: None, context: Some(context) }
    }

    /// Something that a member of an org did there.
    pub fn by_member(user: UserId, org: OrgId, action: Action, target: impl Display, context: &'a Context) -> Self {
        Self::by(Actor::User(user), org, action, target, context)
    }

    /// Something that the operator did on the command line.
    pub fn by_operator(org: Option<OrgId>, action: Action, target: impl Display) -> Self {
        Self { actor: Actor::Operator, org, action, target: target.to_string(), detail: None, context: None }
    }

    /// Something that the server did by itself.
    pub fn by_server(org: OrgId, action: Action, target: impl Display) -> Self {
        let (actor, target) = (Actor::Server, target.to_string());
        Self { actor, org: Some(org), action, target, detail: None, context: None }
    }

    #[must_use]
    pub fn with_detail(mut self, detail: serde_json::Value) -> Self {
        self.detail = Some(detail);
        self
    }
}

/// Has `event` added to the transaction `open` when it commits.
pub async fn record(state: &State, open: &Open, event: Event<'_>) -> Result<()> {
    let (actor_kind, actor_id) = match event.actor {
        Actor::User(user) => ("user", Some(user)),
        Actor::Operator => ("operator", None),
        Actor::Server => ("server", None),
        Actor::Unknown => ("unknown", None),
    };
    let now = state.now();
    open.note(audit_event::Model {
        id: AuditEventId::new(now, state.random()),
        chain: Chain::of(event.org),
        actor_kind: actor_kind.to_owned(),
        actor_id: actor_id.map(UserId::uuid),
        action: event.action.as_str().to_owned(),
        target_id: Some(event.target),
        ip: event.context.map(|context| context.address.to_string()),
        request_id: event.context.map(|context| context.request_id.clone()),
        detail: event.detail.as_ref().map(canonical::json),
        created_at: now,
        // The chain's to say, once it is known where in it this comes.
        sequence: 0,
        previous_hash: Vec::new(),
        hash: Vec::new(),
    });
    Ok(())
}
