//! Listing an org's keys, ending and pausing them. The row says whose a key is; what its user may is not asked.

use std::collections::BTreeMap;

use entity::{KeyId, UserId, api_key, membership, org};
use identity::policy::{SteppedUp, Tenant};
use kernel::{
    audit::Action,
    change::Change,
    error::{Error, Result},
    fence::Tag,
    notice::news::{self, News},
    wire::{List, PageIn, Text},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, QuerySelect};
use serde_json::json;

use super::wire::{KeyUserOut, OrgKeyOut};
use crate::key::{Switch, describe};

/// The keys of the org's members that are not revoked, newest first.
pub async fn list(tenant: &Tenant, wanted: api_key::Wanted, page: &PageIn<KeyId>) -> Result<List<OrgKeyOut>> {
    let finder = |after, limit| api_key::Entity::page_in_org(tenant.org(), wanted, after, limit);
    let found = page.find(tenant.read(), &[api_key::Column::Name, api_key::Column::Prefix], finder).await?;
    let users = users(tenant, found.rows.iter().map(|row| row.user_id)).await?;
    Ok(page.list(found, |row| row.id, |row| shown(tenant, &users, row)))
}

/// Switches a member's key off or on; `stepped_up` is asked for the latter.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN` where the step-up is missing or the key's user switched it off.
pub async fn switch(
    tenant: &Tenant,
    id: KeyId,
    enabled: bool,
    stepped_up: impl FnOnce() -> Result<SteppedUp>,
) -> Result<OrgKeyOut> {
    let state = tenant.state();
    let mut change = tenant.begin().await?;
    let found = api_key::Entity::find_in_org(tenant.org(), id).lock_exclusive().one(&change).await?;
    let old = found.ok_or_else(Error::not_found)?;
    let mut row = old.clone();
    let by = Switch { by: tenant.user(), role: tenant.role(), now: state.now() };
    let Some(action) = by.set(&mut row, enabled)? else {
        drop(change);
        state.fence.settle().await?;
        return one(tenant, old).await;
    };
    if enabled {
        stepped_up()?;
    }
    let mut changed = old.into_active_model();
    (changed.paused_at, changed.paused_by) = (Set(row.paused_at), Set(row.paused_by));
    changed.updated_at = Set(state.now());
    let row = changed.update(&change).await?;
    change.touch(Tag::Key(id));
    // Switched on again, it must be seen through the memory of keys that are none.
    change.touch(Tag::Digest(row.digest));
    change.record(tenant.event(action, id).with_detail(json!({ "user": row.user_id })));
    let news = if enabled { News::KeyResumed } else { News::KeyPaused };
    tell(tenant, &change, row.user_id, news).await?;
    change.commit().await?;
    one(tenant, row).await
}

/// Ends a member's key, now and everywhere.
///
/// # Errors
/// `NOT_FOUND` for a key that is unknown, revoked already or another org's.
pub async fn revoke(tenant: &Tenant, id: KeyId) -> Result<()> {
    let state = tenant.state();
    let mut change = tenant.begin().await?;
    let Some(row) = api_key::Entity::find_in_org(tenant.org(), id).lock_exclusive().one(&change).await? else {
        drop(change);
        state.fence.settle().await?;
        return Err(Error::not_found());
    };
    api_key::Entity::revoke_of_user_in_org(row.org_id, row.user_id, id, state.now()).exec(&change).await?;
    change.touch(Tag::Key(id));
    change.record(tenant.event(Action::KeyRevoked, id));
    tell(tenant, &change, row.user_id, News::KeyRevoked).await?;
    change.commit().await?;
    state.metrics.keys_revoked(1);
    Ok(())
}

/// Mails whose key it is what somebody else did to it.
async fn tell(tenant: &Tenant, change: &Change, user: UserId, news: News) -> Result<()> {
    if user == tenant.user() {
        return Ok(());
    }
    let Some(member) = membership::Entity::find_in_org(tenant.org(), user).one(change).await? else {
        return Ok(());
    };
    let org = org::Entity::by_id(tenant.org()).one(change).await?.map(|org| org.name).unwrap_or_default();
    news::tell(change, &[member.email], &org, news)
}

type Users = BTreeMap<UserId, KeyUserOut>;

async fn one(tenant: &Tenant, row: api_key::Model) -> Result<OrgKeyOut> {
    let users = users(tenant, [row.user_id]).await?;
    Ok(shown(tenant, &users, row))
}

async fn users(tenant: &Tenant, ids: impl IntoIterator<Item = UserId>) -> Result<Users> {
    let members = membership::Entity::among_in_org(tenant.org(), ids).all(tenant.read()).await?;
    let user = |row: membership::MemberOfOrg| {
        let id = row.membership.user_id;
        (id, KeyUserOut { id: Text(id), email: row.email, name: row.name })
    };
    Ok(members.into_iter().map(user).collect())
}

fn shown(tenant: &Tenant, users: &Users, row: api_key::Model) -> OrgKeyOut {
    let id = row.user_id;
    let user = users.get(&id).map(|user| (user.email.clone(), user.name.clone()));
    let (email, name) = user.unwrap_or_default();
    OrgKeyOut { about: describe(tenant, row), user: KeyUserOut { id: Text(id), email, name } }
}
