//! The record of what happened to credentials and rights, written in the transaction of the change itself: there is no
//! change without its record and no record without its change. `docs/operating/audit.md` tells it to operators.
//!
//! A change says what to record while it is under way; its commit then has `chain` add that as the transaction's
//! last statements. So a chain is locked for no longer than its records take, and after everything else, whatever order
//! a service works in.

mod canonical;
mod chain;
mod seal;
mod verify;
mod walk;

use std::fmt::Display;

pub use chain::append;
pub use entity::Action;
use entity::{AuditEventId, Chain, KeyId, OrgId, Timestamp, UserId, audit_event};
pub use seal::Seals;
pub use verify::{KeptHead, verify};

/// Who did it.
#[derive(Clone, Copy, Debug)]
pub enum Actor {
    User(UserId),
    /// A user, by one of their keys.
    Key {
        user: UserId,
        key: KeyId,
    },
    Operator,
    /// The server itself.
    Server,
    /// Somebody who has proved nothing.
    Unknown,
}

/// Something that happened; `target` is an id, never a secret.
pub struct Event {
    pub actor: Actor,
    pub org: Option<OrgId>,
    pub action: Action,
    pub target: String,
    /// Texts, whole numbers, booleans and `null`: what every language writes alike, because it is hashed.
    pub detail: Option<serde_json::Value>,
}

impl Event {
    /// Something that was done in an org, or to somebody who is in none.
    pub fn by(actor: Actor, org: impl Into<Option<OrgId>>, action: Action, target: impl Display) -> Self {
        Self { actor, org: org.into(), action, target: target.to_string(), detail: None }
    }

    /// Something that a member of an org did there.
    pub fn by_member(user: UserId, org: OrgId, action: Action, target: impl Display) -> Self {
        Self::by(Actor::User(user), org, action, target)
    }

    /// Adds to the detail.
    #[must_use]
    pub fn with_detail(mut self, more: serde_json::Value) -> Self {
        match (self.detail.as_mut().and_then(serde_json::Value::as_object_mut), more) {
            (Some(detail), serde_json::Value::Object(more)) => detail.extend(more),
            (_, more) => self.detail = Some(more),
        }
        self
    }

    /// The record that is left of it, of a change by the request of this address and id. Where in which chain it comes is
    /// `chain`'s to say.
    pub fn into_record(
        self,
        id: AuditEventId,
        now: Timestamp,
        ip: Option<String>,
        request_id: Option<String>,
    ) -> audit_event::Model {
        let (actor_kind, actor_id, actor_key) = match self.actor {
            Actor::User(user) => ("user", Some(user), None),
            Actor::Key { user, key } => ("user", Some(user), Some(key)),
            Actor::Operator => ("operator", None, None),
            Actor::Server => ("server", None, None),
            Actor::Unknown => ("unknown", None, None),
        };
        audit_event::Model {
            id,
            chain: Chain::of(self.org),
            actor_kind: actor_kind.to_owned(),
            actor_id: actor_id.map(UserId::uuid),
            actor_key: actor_key.map(KeyId::uuid),
            action: self.action.as_str().to_owned(),
            target_id: Some(self.target),
            ip,
            request_id,
            detail: self.detail.as_ref().map(canonical::json),
            created_at: now,
            sequence: 0,
            previous_hash: Vec::new(),
            hash: Vec::new(),
        }
    }
}
