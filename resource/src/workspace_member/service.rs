//! Listing a workspace's members, letting people in, changing their roles, removing them. Every change holds the org, and
//! what narrows somebody holds their membership too: what they are just writing is waited for.

use entity::{
    OrgId, OrgRole, UserId, WorkspaceId, WorkspaceRole, membership, workspace_member,
    workspace_member::MemberOfWorkspace,
};
use identity::policy::{Held, SteppedUp, Tenant, Workspace, too_low};
use kernel::{
    audit::Action,
    change::Change,
    db::OrConflict as _,
    error::{Error, Result},
    fence::Tag,
    wire::{List, PageIn},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::json;

use super::wire::{AddMemberIn, MemberOut};
use crate::workspace::withdraw;

/// The workspace's members, newest users first; the org's owners and admins only where they were added.
pub async fn list(tenant: &Tenant, id: WorkspaceId, page: &PageIn<UserId>) -> Result<List<MemberOut>> {
    let workspace = tenant.enter(id).await?;
    let rows = workspace_member::Entity::page_in_org(tenant.org(), workspace.id(), page.after, page.fetch());
    let rows = rows.all(tenant.read()).await?;
    Ok(page.list(rows, |row| row.member.user_id, MemberOut::from))
}

/// # Errors
/// `NOT_FOUND` for a workspace that the caller can't enter, and for a user who is no member of it.
pub async fn get(tenant: &Tenant, id: WorkspaceId, user: UserId) -> Result<MemberOut> {
    let workspace = tenant.enter(id).await?;
    let found = workspace_member::Entity::find_in_org(tenant.org(), workspace.id(), user).one(tenant.read()).await?;
    found.map(MemberOut::from).ok_or_else(Error::not_found)
}

/// Lets a member of the org into the workspace.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`; `BAD_REQUEST` for a user who is no member of the org, `CONFLICT` for one who is in already.
pub async fn add(tenant: &Tenant, _proof: SteppedUp, id: WorkspaceId, body: AddMemberIn) -> Result<MemberOut> {
    let (now, user, role) = (tenant.state().now(), body.user_id.0, body.role.0);
    let Held { mut change, org, .. } = tenant.hold(OrgRole::Member).await?;
    let workspace = tenant.enter_with(&change, id).await?;
    let in_org = membership::Entity::of_user_in_org(user, org.id).one(&change).await?;
    in_org.ok_or_else(|| Error::field("userId", "is no member of this organization"))?;
    let member = workspace_member::ActiveModel {
        workspace_id: Set(workspace.id()),
        user_id: Set(user),
        org_id: Set(org.id),
        role: Set(role),
        created_at: Set(now),
        updated_at: Set(now),
    };
    member.insert(&change).await.or_conflict("The user is a member already")?;
    let added = find(&change, &workspace, org.id, user).await?;
    change.touch(Tag::User(user));
    let event = tenant.event(Action::WorkspaceMemberAdded, user);
    let event = event.with_detail(json!({ "workspaceId": id, "role": role.as_str() }));
    change.record(event);
    change.commit().await?;
    Ok(added.into())
}

/// Gives a member another role. What they may do no more ends with it.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`
pub async fn change_role(
    tenant: &Tenant,
    _proof: SteppedUp,
    id: WorkspaceId,
    user: UserId,
    role: WorkspaceRole,
) -> Result<MemberOut> {
    let state = tenant.state();
    let Held { mut change, org, .. } = tenant.hold(OrgRole::Member).await?;
    let workspace = tenant.enter_with(&change, id).await?;
    let mut found = find(&change, &workspace, org.id, user).await?;
    let old = found.member.role;
    if old == role {
        return Ok(found.into());
    }
    let in_org = hold(&change, org.id, user).await?;
    workspace_member::Entity::set_role_in_org(org.id, id, user, role, state.now()).exec(&change).await?;
    withdraw(state, &change, org.id, user, in_org).await?;
    change.touch(Tag::User(user));
    let event = tenant.event(Action::WorkspaceMemberRoleChanged, user);
    let event = event.with_detail(json!({ "workspaceId": id, "from": old.as_str(), "to": role.as_str() }));
    change.record(event);
    change.commit().await?;
    (found.member.role, found.member.updated_at) = (role, state.now());
    Ok(found.into())
}

/// Ends a membership: somebody else's, or the caller's own. The user's keys that are bound to the workspace are revoked for
/// good, unless they may enter it all the same.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN` for somebody who is no admin and removes another.
pub async fn remove(tenant: &Tenant, _proof: SteppedUp, id: WorkspaceId, user: UserId) -> Result<()> {
    let state = tenant.state();
    let Held { mut change, org, .. } = tenant.hold(OrgRole::Member).await?;
    let workspace = tenant.enter_with(&change, id).await?;
    let leaves = user == tenant.user();
    if !leaves && workspace.role() < WorkspaceRole::Admin {
        return Err(too_low());
    }
    let found = find(&change, &workspace, org.id, user).await?;
    let in_org = hold(&change, org.id, user).await?;
    workspace_member::Entity::remove_in_org(org.id, id, user).exec(&change).await?;
    membership::Entity::meter(user, org.id, id).exec(&change).await?;
    let revoked = withdraw(state, &change, org.id, user, in_org).await?;
    change.touch(Tag::User(user));
    let action = if leaves { Action::WorkspaceMemberLeft } else { Action::WorkspaceMemberRemoved };
    let event = tenant.event(action, user);
    let detail = json!({ "workspaceId": id, "role": found.member.role.as_str(), "keysRevoked": revoked });
    change.record(event.with_detail(detail));
    change.commit().await?;
    state.metrics.keys_revoked(revoked);
    Ok(())
}

async fn find(change: &Change, workspace: &Workspace, org: OrgId, user: UserId) -> Result<MemberOfWorkspace> {
    let found = workspace_member::Entity::find_in_org(org, workspace.id(), user).one(change).await?;
    found.ok_or_else(Error::not_found)
}

/// Waits for what the user is just writing in the org and has what they begin wait; gives their role in the org.
async fn hold(change: &Change, org: OrgId, user: UserId) -> Result<OrgRole> {
    let membership = membership::Entity::held(user, org).one(change).await?;
    Ok(membership.ok_or_else(Error::not_found)?.role)
}
