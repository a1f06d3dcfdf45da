//! The record of what happened to credentials and rights, written in the transaction of the change itself: there is no
//! change without its record and no record without its change.

use std::fmt::Display;

use entity::{AuditEventId, OrgId, UserId, audit_event};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};

use crate::{context::Context, error::Result, state::State};

/// Who did it.
#[derive(Clone, Copy, Debug)]
pub enum Actor {
    User(UserId),
    Operator,
    /// Somebody who has proved nothing.
    Unknown,
}

/// Something that happened. `action` is `noun.verb` in the past tense; `target` is an id, never a secret.
pub struct Event<'a> {
    pub actor: Actor,
    pub org: Option<OrgId>,
    pub action: &'static str,
    pub target: String,
    pub detail: Option<serde_json::Value>,
    /// `None` for the operator's command line.
    pub context: Option<&'a Context>,
}

impl<'a> Event<'a> {
    /// Something that a member of an org did there.
    pub fn by_member(
        user: UserId,
        org: OrgId,
        action: &'static str,
        target: impl Display,
        context: &'a Context,
    ) -> Self {
        let (actor, target) = (Actor::User(user), target.to_string());
        Self { actor, org: Some(org), action, target, detail: None, context: Some(context) }
    }

    #[must_use]
    pub fn with_detail(mut self, detail: serde_json::Value) -> Self {
        self.detail = Some(detail);
        self
    }
}

/// Adds `event` to the transaction `db`.
pub async fn record(state: &State, db: &impl ConnectionTrait, event: Event<'_>) -> Result<()> {
    let (actor_kind, actor_id) = match event.actor {
        Actor::User(user) => ("user", Some(user)),
        Actor::Operator => ("operator", None),
        Actor::Unknown => ("unknown", None),
    };
    let now = state.now();
    audit_event::ActiveModel {
        id: Set(AuditEventId::new(now, state.random())),
        org_id: Set(event.org),
        actor_kind: Set(actor_kind.to_owned()),
        actor_id: Set(actor_id.map(UserId::uuid)),
        action: Set(event.action.to_owned()),
        target_id: Set(Some(event.target)),
        ip: Set(event.context.map(|context| context.address.to_string())),
        request_id: Set(event.context.map(|context| context.request_id.clone())),
        detail: Set(event.detail.map(|detail| detail.to_string())),
        created_at: Set(now),
    }
    .insert(db)
    .await?;
    Ok(())
}
