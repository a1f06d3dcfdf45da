//! Listing, making, changing and ending workspaces.

use std::collections::BTreeMap;

use entity::{OrgRole, WorkspaceId, WorkspaceRole, api_key, workspace, workspace_member};
use identity::policy::{Held, SteppedUp, Tenant};
use kernel::{
    audit::Action,
    error::{Error, Result},
    fence::Tag,
    wire::{List, PageIn},
};
use poem_openapi::types::MaybeUndefined;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;

use super::wire::{CreateWorkspaceIn, UpdateWorkspaceIn, WorkspaceOut};

/// The workspaces that the caller may enter, newest first.
pub async fn list(tenant: &Tenant, page: &PageIn<WorkspaceId>) -> Result<List<WorkspaceOut>> {
    let finder = |after, limit| workspace::Entity::page_in_org(tenant.visible(None), after, limit);
    let found = page.find(tenant.read(), &[workspace::Column::Name], finder).await?;
    let roles = roles(tenant, &found.rows).await?;
    let role = |id| roles.get(&id).copied().unwrap_or(WorkspaceRole::Viewer);
    let shown = |row: workspace::Model| {
        let role = role(row.id);
        WorkspaceOut::new(row, role)
    };
    Ok(page.list(found, |row| row.id, shown))
}

/// What the caller is in each of these workspaces.
async fn roles(tenant: &Tenant, rows: &[workspace::Model]) -> Result<BTreeMap<WorkspaceId, WorkspaceRole>> {
    let ids = rows.iter().map(|row| row.id);
    if let Some(everywhere) = tenant.role().in_workspaces() {
        return Ok(ids.map(|id| (id, everywhere)).collect());
    }
    let mine = workspace_member::Entity::all_of_user_in_org(tenant.org(), tenant.user(), ids);
    Ok(mine.all(tenant.read()).await?.into_iter().map(|member| (member.workspace_id, member.role)).collect())
}

/// # Errors
/// `NOT_FOUND`
pub async fn get(tenant: &Tenant, id: WorkspaceId) -> Result<WorkspaceOut> {
    let workspace = tenant.enter(id).await?;
    Ok(WorkspaceOut::new(workspace.row().clone(), workspace.role()))
}

/// Makes a workspace of which the caller is an admin, whatever becomes of their role in the org.
pub async fn create(tenant: &Tenant, _proof: SteppedUp, body: CreateWorkspaceIn) -> Result<WorkspaceOut> {
    let (state, now, user) = (tenant.state(), tenant.state().now(), tenant.user());
    let change = tenant.begin().await?;
    let row = workspace::ActiveModel {
        id: Set(WorkspaceId::new(now, state.random())),
        org_id: Set(tenant.org()),
        name: Set(body.name.0.into_string()),
        description: Set(body.description.map(|text| text.0.into_string())),
        created_by: Set(user),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let row = row.insert(&change).await?;
    let admin = workspace_member::ActiveModel {
        workspace_id: Set(row.id),
        user_id: Set(user),
        org_id: Set(row.org_id),
        role: Set(WorkspaceRole::Admin),
        created_at: Set(now),
        updated_at: Set(now),
    };
    admin.insert(&change).await?;
    change.record(tenant.event(Action::WorkspaceCreated, row.id));
    change.commit().await?;
    Ok(WorkspaceOut::new(row, WorkspaceRole::Admin))
}

/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`; `BAD_REQUEST` names the field.
pub async fn update(
    tenant: &Tenant,
    _proof: SteppedUp,
    id: WorkspaceId,
    body: UpdateWorkspaceIn,
) -> Result<WorkspaceOut> {
    let state = tenant.state();
    let Held { change, .. } = tenant.hold(OrgRole::Member).await?;
    let workspace = tenant.enter_with(&change, id).await?;
    let (old, role) = (workspace.row(), workspace.role());
    let mut new = old.clone();
    apply(&mut new, body)?;
    if new == *old {
        return Ok(WorkspaceOut::new(new, role));
    }
    let mut changed = old.clone().into_active_model();
    changed.name = Set(new.name);
    changed.description = Set(new.description);
    changed.updated_at = Set(state.now());
    let row = changed.update(&change).await?;
    change.record(tenant.event(Action::WorkspaceUpdated, id));
    change.commit().await?;
    Ok(WorkspaceOut::new(row, role))
}

/// What the body names, onto the row.
fn apply(row: &mut workspace::Model, body: UpdateWorkspaceIn) -> Result<()> {
    match body.name {
        MaybeUndefined::Value(name) => row.name = name.0.into_string(),
        MaybeUndefined::Null => return Err(Error::field("name", "can't be null")),
        MaybeUndefined::Undefined => {}
    }
    if !body.description.is_undefined() {
        row.description = body.description.take().map(|text| text.0.into_string());
    }
    Ok(())
}

/// Ends the workspace and everything in it, now and everywhere: keys that are bound to it, members, projects, links.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`
pub async fn delete(tenant: &Tenant, _proof: SteppedUp, id: WorkspaceId) -> Result<()> {
    let (state, org) = (tenant.state(), tenant.org());
    let Held { mut change, .. } = tenant.hold(OrgRole::Member).await?;
    tenant.enter_with(&change, id).await?;
    let revoked = api_key::Entity::revoke_all_in_workspace_in_org(org, id, state.now()).exec(&change).await?;
    workspace::Entity::remove_in_org(org, id).exec(&change).await?;
    // Whose keys were bound to it, nobody knows in memory.
    change.touch(Tag::Org(org));
    let deleted = tenant.event(Action::WorkspaceDeleted, id);
    let deleted = deleted.with_detail(json!({ "keysRevoked": revoked.rows_affected }));
    change.record(deleted);
    change.commit().await?;
    state.metrics.keys_revoked(revoked.rows_affected);
    Ok(())
}
