//! Somebody who has just signed in and wants a key in place of a session.

use std::sync::Arc;

use entity::{OrgId, WorkspaceId, WorkspaceRole, membership, user};
use kernel::{change::Change, error::Result, fence, inbound::Inbound, limiter::Bucket, state::State};
use sea_orm::QuerySelect;

use super::session;
use crate::{
    account::{home, operator},
    policy::{Admission, Tenant},
    session::{Proof, changed},
};

/// A sign-in of this moment that needs nothing more, and the open transaction to mint in. It stands for the session, the
/// step-up and the bucket. Only `Newcomer::admit` makes one.
pub struct Newcomer {
    tenant: Tenant,
    change: Change,
    team: Option<WorkspaceId>,
    _admission: Admission,
}

impl Newcomer {
    /// # Errors
    /// `FORBIDDEN` for somebody who has a second factor to show, or whose domain may not sign in; `BAD_REQUEST` `Too many
    /// requests` when the bucket is empty; `UNAUTHORIZED` when the account was changed at the same time.
    pub async fn admit(inbound: &Arc<Inbound>, proof: Proof) -> Result<Self> {
        let Inbound { state, context } = &**inbound;
        let user = session::in_place_of(state, proof).await?;
        let admission = Admission::of_user(&state.limiter, Bucket::Mint, user.id, context.address).await?;
        let change = state.changes.begin(context).await?;
        let (org, is_operators) = place(state, &change, &user).await?;
        let standing = user::Entity::still_at(user.id, user.security_version).one(&change).await?;
        standing.ok_or_else(changed)?;
        let member = fence::member(&change, user.id, org).await?.ok_or_else(changed)?;
        let team = if is_operators { operator::team_of(&change, org, user.id).await? } else { None };
        let tenant = Tenant::new(Arc::clone(inbound), &member, None).within(Some(WorkspaceRole::Viewer), None);
        Ok(Self { tenant, change, team, _admission: admission })
    }

    /// Their team, if the operator gave them one.
    pub fn team(&self) -> Option<WorkspaceId> {
        self.team
    }

    /// For the one who mints: whose key it is, and the transaction to write it in.
    pub fn into_parts(self) -> (Tenant, Change) {
        (self.tenant, self.change)
    }
}

/// The operator's own org for whom the operator let in there; else where a sign-in begins.
async fn place(state: &State, change: &Change, user: &user::Model) -> Result<(OrgId, bool)> {
    if let Some(org) = operator::find(change).await? {
        let membership = membership::Entity::of_user_in_org(user.id, org).lock_shared().one(change).await?;
        if membership.is_some() {
            return Ok((org, true));
        }
    }
    Ok((home(state, change, user).await?, false))
}
