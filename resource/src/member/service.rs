//! Listing members, changing their roles, removing them. Every change holds the org, so that the last owner is the last
//! however many try at once, and goes through the fence, so that keys and sessions are narrowed with it.

use std::collections::BTreeSet;

use entity::{OrgId, OrgRole, UserId, api_key, invitation, membership, membership::MemberOfOrg, session, user};
use identity::{
    account::factors::with_second_factor,
    policy::{Held, SteppedUp, Tenant, role_required},
};
use kernel::{
    audit::{Action, Event},
    change::Change,
    error::{Error, Result},
    fence::Tag,
    notice::news::{self, News},
    wire::{List, PageIn, page::Found},
};
use sea_orm::PaginatorTrait;
use serde_json::json;

use super::wire::MemberOut;
use crate::workspace;

/// The org's members, newest users first.
pub async fn list(tenant: &Tenant, role: Option<OrgRole>, page: &PageIn<UserId>) -> Result<List<MemberOut>> {
    let (db, org) = (tenant.read(), tenant.org());
    let within = page.within(db, &[user::Column::Name, user::Column::Email]);
    let wanted = membership::Wanted { role, within };
    let rows = membership::Entity::page_in_org(org, wanted.clone(), page.after, page.fetch()).all(db).await?;
    let total = match page.counts() {
        true => Some(membership::Entity::wanted_in_org(org, wanted).count(db).await?),
        false => None,
    };
    let ids: Vec<UserId> = rows.iter().map(|row| row.membership.user_id).collect();
    let secured = secured(tenant, &ids).await?;
    let show = |row: MemberOfOrg| shown(row, secured.as_ref());
    Ok(page.list(Found { rows, total }, |row| row.membership.user_id, show))
}

/// Those of these members who have a second factor, for owners and admins.
async fn secured(tenant: &Tenant, users: &[UserId]) -> Result<Option<BTreeSet<UserId>>> {
    if tenant.role() < OrgRole::Admin {
        return Ok(None);
    }
    with_second_factor(tenant.read(), users.iter().copied()).await.map(Some)
}

fn shown(row: MemberOfOrg, secured: Option<&BTreeSet<UserId>>) -> MemberOut {
    let two_factor = secured.map(|secured| secured.contains(&row.membership.user_id));
    MemberOut { two_factor, ..row.into() }
}

/// # Errors
/// `NOT_FOUND` for a user who is no member.
pub async fn get(tenant: &Tenant, user: UserId) -> Result<MemberOut> {
    let found = membership::Entity::find_in_org(tenant.org(), user).one(tenant.read()).await?;
    show(tenant, found.ok_or_else(Error::not_found)?).await
}

async fn show(tenant: &Tenant, row: MemberOfOrg) -> Result<MemberOut> {
    let secured = secured(tenant, &[row.membership.user_id]).await?;
    Ok(shown(row, secured.as_ref()))
}

/// True if a member of the role `mine` may give or take away `role`. Owners are owners' business.
///
/// # Errors
/// `FORBIDDEN`
pub fn check_role(mine: OrgRole, role: OrgRole) -> Result<()> {
    if mine < OrgRole::Admin {
        return Err(role_required());
    }
    if role == OrgRole::Owner && mine != OrgRole::Owner {
        return Err(Error::forbidden("Only an owner may make, change or remove an owner"));
    }
    Ok(())
}

/// Gives a member another role.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN` where it takes an owner; `CONFLICT` for the last owner.
pub async fn change_role(tenant: &Tenant, _proof: SteppedUp, user: UserId, role: OrgRole) -> Result<MemberOut> {
    let state = tenant.state();
    let Held { mut change, org, role: mine, .. } = tenant.hold(OrgRole::Admin).await?;
    let mut member = find(&change, org.id, user).await?;
    let old = member.membership.role;
    check_role(mine, old)?;
    check_role(mine, role)?;
    if old == role {
        drop(change);
        state.fence.settle().await?;
        return show(tenant, member).await;
    }
    let owners = other_owners(&change, org.id, user, old).await?;
    membership::Entity::set_role_in_org(org.id, user, role, state.now()).exec(&change).await?;
    withdraw_invitations(&change, org.id, user, Some(role)).await?;
    let revoked = workspace::withdraw(state, &change, org.id, user, role).await?;
    change.touch(Tag::User(user));
    let changed = tenant.event(Action::MemberRoleChanged, user);
    let changed = changed.with_detail(json!({ "from": old.as_str(), "to": role.as_str(), "keysRevoked": revoked }));
    change.record(changed);
    news::tell(&change, std::slice::from_ref(&member.email), &org.name, News::RoleChanged(role))?;
    if old.max(role) == OrgRole::Owner {
        news::tell(&change, &owners, &org.name, News::OwnersChanged)?;
    }
    change.commit().await?;
    state.metrics.keys_revoked(revoked);
    (member.membership.role, member.membership.updated_at) = (role, state.now());
    show(tenant, member).await
}

/// Ends a membership: somebody else's, or the caller's own. The user's keys in the org are revoked for good and the
/// sessions in it end, in the same transaction; a later membership revives none of them. So do the invitations that they
/// made and those to their address.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN` where it takes a higher role; `CONFLICT` for the last owner.
pub async fn remove(tenant: &Tenant, _proof: SteppedUp, user: UserId) -> Result<()> {
    let (state, now) = (tenant.state(), tenant.state().now());
    let Held { mut change, org, role: mine, .. } = tenant.hold(OrgRole::Member).await?;
    let leaves = user == tenant.user();
    if !leaves {
        check_role(mine, OrgRole::Member)?;
    }
    let Some(member) = membership::Entity::find_in_org(org.id, user).one(&change).await? else {
        drop(change);
        state.fence.settle().await?;
        return Err(Error::not_found());
    };
    if !leaves {
        check_role(mine, member.membership.role)?;
    }
    let owners = other_owners(&change, org.id, user, member.membership.role).await?;
    // First the membership: whoever is just minting or signing in there holds theirs, and is waited for here. What they
    // are in workspaces goes with it, and so do the links that they made.
    membership::Entity::remove_in_org(org.id, user).exec(&change).await?;
    let revoked = api_key::Entity::revoke_all_of_user_in_org(org.id, user, now).exec(&change).await?.rows_affected;
    session::Entity::end_all_of_user_in_org(org.id, user, now).exec(&change).await?;
    withdraw_invitations(&change, org.id, user, None).await?;
    // One that is open still, by whatever way they came in, would bring them back.
    invitation::Entity::delete_of_invited_in_org(org.id, user).exec(&change).await?;
    change.touch(Tag::User(user));
    let action = if leaves { Action::MemberLeft } else { Action::MemberRemoved };
    let removed = Event::by_member(tenant.user(), org.id, action, user);
    let removed = removed.with_detail(json!({ "role": member.membership.role.as_str(), "keysRevoked": revoked }));
    change.record(removed);
    news::tell(&change, std::slice::from_ref(&member.email), &org.name, News::Gone)?;
    if member.membership.role == OrgRole::Owner {
        news::tell(&change, &owners, &org.name, News::OwnersChanged)?;
    }
    change.commit().await?;
    state.metrics.keys_revoked(revoked);
    Ok(())
}

async fn find(change: &Change, org: OrgId, user: UserId) -> Result<MemberOfOrg> {
    membership::Entity::find_in_org(org, user).one(change).await?.ok_or_else(Error::not_found)
}

/// The addresses of the org's other owners, of whom there must be one before an owner can go. Exact, because the org is
/// held.
async fn other_owners(change: &Change, org: OrgId, user: UserId, role: OrgRole) -> Result<Vec<String>> {
    let owners = news::other_owners(change, org, user).await?;
    if role == OrgRole::Owner && owners.is_empty() {
        return Err(Error::conflict("An organization always keeps an owner; make somebody else one first"));
    }
    Ok(owners)
}

/// Deletes the invitations that the user could no longer make with their new role, or with none.
async fn withdraw_invitations(change: &Change, org: OrgId, user: UserId, role: Option<OrgRole>) -> Result<()> {
    let may_not = |wanted: &OrgRole| role.is_none_or(|role| check_role(role, *wanted).is_err());
    let roles: Vec<OrgRole> = OrgRole::ALL.iter().copied().filter(may_not).collect();
    invitation::Entity::withdraw_of_user_in_org(org, user, &roles).exec(change).await?;
    Ok(())
}
