//! What the operations do. The workspace is entered before the row is held, in the order in which deleting a workspace
//! comes by them.

use entity::{
    WorkspaceId,
    in_workspace::{Frame, InWorkspace},
    workspace,
};
use identity::policy::{Tenant, Workspace};
use kernel::{
    audit::Action,
    change::Change,
    db::OrConflict as _,
    error::{Error, Result},
    wire::{List, PageIn},
};
use sea_orm::{ActiveModelTrait, IntoActiveModel, PaginatorTrait};
use serde_json::json;

use super::{
    Id, NewRow, Resource, Row, frame,
    wire::{CreateIn, Out, UpdateIn},
};

/// The only index of such a table that is unique, besides its key, is over names.
const TAKEN: &str = "The workspace has one of this name already";

/// How many of one resource a workspace has room for.
const ROOM: u64 = 1000;

pub async fn list<R: Resource>(
    tenant: &Tenant,
    only: Option<WorkspaceId>,
    page: &PageIn<Id<R>>,
) -> Result<List<Out<R>>> {
    let finder = |after, limit| R::Table::page_in_org(tenant.visible(only), after, limit);
    let rows = page.find(tenant.read(), &[], finder).await?;
    Ok(page.list(rows, |row| frame::<R>(row).id, |row| Out::new(&row)))
}

/// The row, once its workspace is entered.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`
pub async fn find<R: Resource>(tenant: &Tenant, id: Id<R>) -> Result<Row<R>> {
    let row = R::Table::find_in_org(tenant.org(), id).one(tenant.read()).await?.ok_or_else(Error::not_found)?;
    tenant.enter(frame::<R>(&row).workspace_id).await?;
    Ok(row)
}

/// # Errors
/// `BAD_REQUEST` names the field; `NOT_FOUND` for the workspace; `CONFLICT` for a name that is taken, or no room.
pub async fn create<R: Resource>(tenant: &Tenant, body: CreateIn<R>) -> Result<Out<R>> {
    let (workspace, fields) = body.read()?;
    let (state, now) = (tenant.state(), tenant.state().now());
    let change = tenant.begin().await?;
    let workspace = tenant.enter_with(&change, workspace).await?;
    R::check(tenant, &change, &fields).await?;
    find_room::<R>(tenant, &change, &workspace).await?;
    let frame = Frame {
        id: Id::<R>::new(now, state.random()),
        org_id: tenant.org(),
        workspace_id: workspace.id(),
        created_by: tenant.user(),
        created_at: now,
        updated_at: now,
    };
    let mut row = NewRow::<R>::default();
    R::Table::set_frame(&mut row, frame);
    R::write(fields, &mut row, now);
    let row = row.insert(&change).await.or_conflict(TAKEN)?;
    record::<R>(tenant, &change, R::ACTIONS.created, &row).await?;
    change.commit().await?;
    Ok(Out::new(&row))
}

/// Waits for whoever else is just adding to the workspace, so that it never has one too many.
async fn find_room<R: Resource>(tenant: &Tenant, change: &Change, workspace: &Workspace) -> Result<()> {
    workspace::Entity::held_in_org(tenant.org(), workspace.id()).one(change).await?.ok_or_else(Error::not_found)?;
    let present = R::Table::all_in_workspace_in_org(tenant.org(), workspace.id()).count(change).await?;
    if present < ROOM { Ok(()) } else { Err(Error::conflict("The workspace has no room for another")) }
}

/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`; `BAD_REQUEST` names the field; `CONFLICT` for a name that is taken.
pub async fn update<R: Resource>(tenant: &Tenant, id: Id<R>, body: UpdateIn<R>) -> Result<Out<R>> {
    let now = tenant.state().now();
    let change = tenant.begin().await?;
    let row = hold::<R>(tenant, &change, id).await?;
    let Some(fields) = body.read(&row)? else {
        return Ok(Out::new(&row));
    };
    R::check(tenant, &change, &fields).await?;
    let mut changed = row.into_active_model();
    R::write(fields, &mut changed, now);
    R::Table::set_updated_at(&mut changed, now);
    let row = changed.update(&change).await.or_conflict(TAKEN)?;
    record::<R>(tenant, &change, R::ACTIONS.updated, &row).await?;
    change.commit().await?;
    Ok(Out::new(&row))
}

/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`
pub async fn delete<R: Resource>(tenant: &Tenant, id: Id<R>) -> Result<()> {
    let change = tenant.begin().await?;
    let row = hold::<R>(tenant, &change, id).await?;
    R::Table::remove_in_org(tenant.org(), id).exec(&change).await?;
    record::<R>(tenant, &change, R::ACTIONS.deleted, &row).await?;
    change.commit().await
}

/// As `find`, in a change: nobody else changes the row until that is over.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN`
pub async fn hold<R: Resource>(tenant: &Tenant, change: &Change, id: Id<R>) -> Result<Row<R>> {
    let found = R::Table::find_in_org(tenant.org(), id).one(change).await?.ok_or_else(Error::not_found)?;
    tenant.enter_with(change, frame::<R>(&found).workspace_id).await?;
    R::Table::held_in_org(tenant.org(), id).one(change).await?.ok_or_else(Error::not_found)
}

async fn record<R: Resource>(tenant: &Tenant, change: &Change, action: Action, row: &Row<R>) -> Result<()> {
    let Frame { id, workspace_id, .. } = frame::<R>(row);
    let event = tenant.event(action, id);
    change.record(event.with_detail(json!({ "workspaceId": workspace_id })));
    Ok(())
}
