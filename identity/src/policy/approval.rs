//! Leave that was given beforehand: the approval of a device login, in the act of being used up. It stands for the
//! caller, the step-up and the bucket of whoever approved, so that a program without a credential can be given a key.

use std::sync::Arc;

use entity::{Digest, ScopeSet, Timestamp, device_login, membership, session, user};
use kernel::{
    change::Change,
    error::Result,
    fence::{self, MemberPicture},
    inbound::Inbound,
};
use sea_orm::QuerySelect;

use super::Tenant;

/// An approval that the open transaction `write` has used up. Whoever commits that has spent it; dropped, nothing
/// happened. Only `Approval::use_up` makes one, and `approve` in `device_login` asks for the step-up that it rests on.
pub struct Approval {
    tenant: Tenant,
    change: Change,
    login: device_login::Model,
    email: String,
}

impl Approval {
    /// Uses up the approval of the login with this device code, if there is one and it still stands. One that no longer
    /// does is refused for good: rights that come back later don't revive it.
    pub async fn use_up(inbound: &Arc<Inbound>, device: Digest) -> Result<Option<Self>> {
        let Inbound { state, context } = &**inbound;
        let change = state.changes.begin(context).await?;
        let now = state.now();
        if device_login::Entity::consume(device, now).exec(&change).await?.rows_affected == 0 {
            return Ok(None);
        }
        let Some(login) = device_login::Entity::by_device(device).one(&change).await? else { return Ok(None) };
        let Some(member) = standing(&change, &login, now).await? else {
            device_login::Entity::refuse(login.id).exec(&change).await?;
            change.commit().await?;
            return Ok(None);
        };
        let tenant = Tenant::new(Arc::clone(inbound), &member, None);
        Ok(Some(Self { tenant, change, login, email: member.email }))
    }

    /// What the key is to be good for.
    pub fn scopes(&self) -> ScopeSet {
        self.login.scopes
    }

    /// For the one who mints: whose key it is, the transaction to write it in, what was approved, and where mail to the
    /// approver goes.
    pub fn into_parts(self) -> (Tenant, Change, device_login::Model, String) {
        (self.tenant, self.change, self.login, self.email)
    }
}

/// The approver, if the approval still stands: an enabled user, a member of the org without a break since, and the
/// session that approved neither ended nor moved to another org. Locked, so that whoever takes one of these away does
/// so before the key is there or after, and then finds it.
async fn standing(change: &Change, login: &device_login::Model, now: Timestamp) -> Result<Option<MemberPicture>> {
    let (Some(user), Some(org), Some(id)) = (login.user_id, login.org_id, login.session_id) else { return Ok(None) };
    // In the order in which removing a member takes them.
    let membership = membership::Entity::of_user_in_org(user, org).lock_shared().one(change).await?;
    user::Entity::by_id(user).lock_shared().one(change).await?;
    let session = session::Entity::by_id(id).lock_shared().one(change).await?;
    let same = |row: &session::Model| row.ended_at.is_none() && row.expires_at > now && row.org_id == org;
    let unbroken = |row: &membership::Model| login.decided_at.is_some_and(|at| row.created_at <= at);
    if !session.as_ref().is_some_and(same) || !membership.as_ref().is_some_and(unbroken) {
        return Ok(None);
    }
    fence::member(change, user, org).await
}
