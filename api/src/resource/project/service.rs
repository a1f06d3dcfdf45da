//! Listing, making, changing and ending projects. Each finds its row by org and id, then enters the row's workspace.

use entity::{ProjectId, WorkspaceId, project};
use poem_openapi::types::MaybeUndefined;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, QuerySelect};
use serde_json::json;

use super::wire::{CreateProjectIn, ProjectOut, UpdateProjectIn};
use crate::{
    audit::{self, Action, Event},
    context::Context,
    error::{Error, Result},
    fence::Write,
    policy::Tenant,
    wire::{List, PageIn},
};

/// The projects in the workspaces that the caller may enter, or in one of them, newest first.
pub async fn list(tenant: &Tenant, only: Option<WorkspaceId>, page: &PageIn<ProjectId>) -> Result<List<ProjectOut>> {
    let rows = project::Entity::page_in_org(tenant.visible(only), page.after, page.fetch());
    Ok(page.list(rows.all(tenant.read()).await?, |row| row.id, ProjectOut::from))
}

/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`
pub async fn get(tenant: &Tenant, id: ProjectId) -> Result<project::Model> {
    let found = project::Entity::find_in_org(tenant.org(), id).one(tenant.read()).await?;
    let row = found.ok_or_else(Error::not_found)?;
    tenant.enter(row.workspace_id).await?;
    Ok(row)
}

/// The project for a change that is under way, locked for it.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`
pub async fn held(tenant: &Tenant, write: &Write, id: ProjectId) -> Result<project::Model> {
    // Its workspace never changes, so it can be entered, and kept, before the project is locked: the order of deleting one.
    let found = project::Entity::find_in_org(tenant.org(), id).one(&**write).await?;
    tenant.enter_with(write, found.ok_or_else(Error::not_found)?.workspace_id).await?;
    let found = project::Entity::find_in_org(tenant.org(), id).lock_exclusive().one(&**write).await?;
    found.ok_or_else(Error::not_found)
}

/// # Errors
/// `NOT_FOUND` for a workspace that the caller can't enter; `FORBIDDEN`
pub async fn create(tenant: &Tenant, context: &Context, body: CreateProjectIn) -> Result<ProjectOut> {
    let (state, now) = (tenant.state(), tenant.state().now());
    let write = tenant.begin().await?;
    let workspace = tenant.enter_with(&write, body.workspace_id.0).await?;
    let row = project::ActiveModel {
        id: Set(ProjectId::new(now, state.random())),
        org_id: Set(tenant.org()),
        workspace_id: Set(workspace.id()),
        name: Set(body.name.0.into_string()),
        description: Set(body.description.map(|text| text.0.into_string())),
        created_by: Set(tenant.user()),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let row = row.insert(&*write).await?;
    audit::record(state, &write, event(tenant, context, Action::ProjectCreated, &row)).await?;
    write.commit().await?;
    Ok(row.into())
}

/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`; `BAD_REQUEST` names the field.
pub async fn update(tenant: &Tenant, context: &Context, id: ProjectId, body: UpdateProjectIn) -> Result<ProjectOut> {
    let state = tenant.state();
    let write = tenant.begin().await?;
    let old = held(tenant, &write, id).await?;
    let mut new = old.clone();
    apply(&mut new, body)?;
    if new == old {
        return Ok(old.into());
    }
    let mut changed = old.into_active_model();
    changed.name = Set(new.name);
    changed.description = Set(new.description);
    changed.updated_at = Set(state.now());
    let row = changed.update(&*write).await?;
    audit::record(state, &write, event(tenant, context, Action::ProjectUpdated, &row)).await?;
    write.commit().await?;
    Ok(row.into())
}

/// What the body names, onto the row.
fn apply(row: &mut project::Model, body: UpdateProjectIn) -> Result<()> {
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

/// Ends the project, and with it the links that show it.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`
pub async fn delete(tenant: &Tenant, context: &Context, id: ProjectId) -> Result<()> {
    let write = tenant.begin().await?;
    let row = held(tenant, &write, id).await?;
    project::Entity::remove_in_org(tenant.org(), id).exec(&*write).await?;
    audit::record(tenant.state(), &write, event(tenant, context, Action::ProjectDeleted, &row)).await?;
    write.commit().await
}

fn event<'a>(tenant: &Tenant, context: &'a Context, action: Action, row: &project::Model) -> Event<'a> {
    let event = Event::by_member(tenant.user(), tenant.org(), action, row.id, context);
    event.with_detail(json!({ "workspaceId": row.workspace_id }))
}
