//! The org-scoped handle on the database. Only a `Caller` makes one: no credential, no tenant data.

use std::{fmt::Display, sync::Arc, time::Duration};

use entity::{KeyId, OrgId, OrgRole, UserId, WorkspaceId, WorkspaceRole, membership, org};
use kernel::{
    audit::{Action, Actor, Event},
    change::Change,
    db::Bounded,
    error::{Error, Result},
    fence::MemberPicture,
    inbound::Inbound,
    request::Context,
    state::State,
};
use sea_orm::{DatabaseConnection, QuerySelect};
use serde_json::json;

use super::denial::role_required;
use crate::credential;

/// Whose data a service works on, and on whose behalf.
#[derive(Clone)]
pub struct Tenant {
    inbound: Arc<Inbound>,
    org: OrgId,
    user: UserId,
    /// Whose doing it is: the user's, or the operator's on their behalf.
    actor: Actor,
    /// The host of the client that does it, where a grant lets it.
    client: Option<String>,
    role: OrgRole,
    max_key_lifetime: Option<Duration>,
    /// The least role in a workspace for what is being done.
    least: WorkspaceRole,
    /// The only workspace that there is for the caller: the one that their key is bound to.
    bound: Option<WorkspaceId>,
}

/// An open change beside which nobody changes the org's members, settings or invitations.
#[non_exhaustive]
pub struct Held {
    pub change: Change,
    pub org: org::Model,
    /// The caller's, now.
    pub role: OrgRole,
}

impl Tenant {
    pub(crate) fn new(inbound: Arc<Inbound>, member: &MemberPicture, key: Option<KeyId>) -> Self {
        Self {
            inbound,
            org: member.org,
            user: member.user,
            actor: key.map_or(Actor::User(member.user), |key| Actor::Key { user: member.user, key }),
            client: None,
            role: member.role,
            max_key_lifetime: member.max_key_lifetime,
            least: WorkspaceRole::Admin,
            bound: None,
        }
    }

    /// The same by a rule's least role in workspaces, for a key that may be bound to one.
    pub(crate) fn within(mut self, least: Option<WorkspaceRole>, bound: Option<WorkspaceId>) -> Self {
        self.least = least.unwrap_or(self.least);
        self.bound = bound;
        self
    }

    /// The same for what a client does by a grant.
    pub(crate) fn by_client(mut self, client: Option<&str>) -> Self {
        self.client = client.map(str::to_owned);
        self
    }

    /// The same for what the operator does on the user's behalf.
    pub(super) fn by_operator(self) -> Self {
        Self { actor: Actor::Operator, ..self }
    }

    pub fn org(&self) -> OrgId {
        self.org
    }

    pub fn user(&self) -> UserId {
        self.user
    }

    /// Whom the record tells of.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    pub fn role(&self) -> OrgRole {
        self.role
    }

    /// The least role that `enter` asks for.
    pub(super) fn least(&self) -> WorkspaceRole {
        self.least
    }

    /// The workspace that the caller's key is bound to.
    pub(super) fn bound(&self) -> Option<WorkspaceId> {
        self.bound
    }

    /// The longest that a key of the org may live.
    pub fn max_key_lifetime(&self) -> Option<Duration> {
        self.max_key_lifetime
    }

    /// The request that it is for.
    pub fn context(&self) -> &Context {
        &self.inbound.context
    }

    pub fn state(&self) -> &Arc<State> {
        &self.inbound.state
    }

    pub fn read(&self) -> &Bounded<DatabaseConnection> {
        self.inbound.state.db.read()
    }

    /// Something that is done in the org, for the record, which names the client that did it by a grant.
    pub fn event(&self, action: Action, target: impl Display) -> Event {
        let event = Event::by(self.actor, self.org, action, target);
        match &self.client {
            Some(client) => event.with_detail(json!({ "client": client })),
            None => event,
        }
    }

    /// Begins a change by somebody who is a member until it ends: a removal waits for it or comes before it, so what a
    /// removal ends has no latecomers.
    ///
    /// # Errors
    /// `UNAUTHORIZED` when the membership ended since the request began.
    pub async fn begin(&self) -> Result<Change> {
        let change = self.inbound.state.changes.begin(self.context()).await?;
        let membership = membership::Entity::of_user_in_org(self.user, self.org).lock_shared().one(&change).await?;
        membership.ok_or_else(credential::invalid)?;
        Ok(change)
    }

    /// Begins a change that holds the org, by somebody who is at least `least` there now.
    ///
    /// # Errors
    /// `NOT_FOUND` when the org or the membership has gone since the request began, `FORBIDDEN` for a lower role.
    pub async fn hold(&self, least: OrgRole) -> Result<Held> {
        let change = self.inbound.state.changes.begin(self.context()).await?;
        let org = org::Entity::held(self.org).one(&change).await?.ok_or_else(Error::not_found)?;
        let membership = membership::Entity::of_user_in_org(self.user, self.org).one(&change).await?;
        let role = membership.ok_or_else(Error::not_found)?.role;
        if role < least { Err(role_required()) } else { Ok(Held { change, org, role }) }
    }
}
