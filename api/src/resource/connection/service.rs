//! Keeping, rotating and deleting third parties' credentials. One is sealed for its org and its row before it gets
//! anywhere near the database.

use entity::{ConnectionId, connection};
use poem_openapi::types::MaybeUndefined;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DbErr, IntoActiveModel, QuerySelect};
use serde_json::json;

use super::{
    secret::Secret,
    wire::{ConnectionOut, CreateConnectionIn, PatchConnectionIn},
};
use crate::{
    audit::{self, Action, Event},
    context::Context,
    db::is_unique_violation,
    error::{Error, Result},
    policy::Tenant,
    token::Sealed,
    wire::{List, PageIn},
};

/// The org's connections, newest first.
pub async fn list(tenant: &Tenant, page: &PageIn<ConnectionId>) -> Result<List<ConnectionOut>> {
    let rows = connection::Entity::page_in_org(tenant.org(), page.after, page.fetch()).all(tenant.read()).await?;
    Ok(page.list(rows, |row| row.id, ConnectionOut::from))
}

/// # Errors
/// `NOT_FOUND`
pub async fn get(tenant: &Tenant, id: ConnectionId) -> Result<ConnectionOut> {
    let found = connection::Entity::find_in_org(tenant.org(), id).one(tenant.read()).await?;
    found.map(ConnectionOut::from).ok_or_else(Error::not_found)
}

/// # Errors
/// `CONFLICT` for a name that another connection of the org has.
pub async fn create(tenant: &Tenant, context: &Context, body: CreateConnectionIn) -> Result<ConnectionOut> {
    let state = tenant.state();
    let now = state.now();
    let id = ConnectionId::new(now, state.random());
    let sealed = seal(tenant, id, &body.secret)?;
    let write = tenant.begin().await?;
    let row = connection::ActiveModel {
        id: Set(id),
        org_id: Set(tenant.org()),
        name: Set(body.name.0.into_string()),
        provider: Set(body.provider.0.into_string()),
        description: Set(body.description.map(|text| text.0.into_string())),
        sealed: Set(sealed),
        version: Set(1),
        rotated_at: Set(None),
        created_by: Set(tenant.user()),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let row = row.insert(&*write).await.map_err(refused)?;
    let made = event(tenant, context, Action::ConnectionCreated, id).with_detail(json!({ "provider": row.provider }));
    audit::record(state, &write, made).await?;
    write.commit().await?;
    Ok(row.into())
}

/// # Errors
/// `NOT_FOUND`, `BAD_REQUEST` naming the field, `CONFLICT` for a name that another connection of the org has.
pub async fn patch(
    tenant: &Tenant,
    context: &Context,
    id: ConnectionId,
    body: PatchConnectionIn,
) -> Result<ConnectionOut> {
    let write = tenant.begin().await?;
    let found = connection::Entity::find_in_org(tenant.org(), id).lock_exclusive().one(&*write).await?;
    let old = found.ok_or_else(Error::not_found)?;
    let mut new = old.clone();
    match body.name {
        MaybeUndefined::Value(name) => new.name = name.0.into_string(),
        MaybeUndefined::Null => return Err(Error::field("name", "can't be null")),
        MaybeUndefined::Undefined => {}
    }
    if !body.description.is_undefined() {
        new.description = body.description.take().map(|text| text.0.into_string());
    }
    if new == old {
        return Ok(old.into());
    }
    let mut changed = old.into_active_model();
    changed.name = Set(new.name);
    changed.description = Set(new.description);
    changed.updated_at = Set(tenant.state().now());
    let row = changed.update(&*write).await.map_err(refused)?;
    audit::record(tenant.state(), &write, event(tenant, context, Action::ConnectionUpdated, id)).await?;
    write.commit().await?;
    Ok(row.into())
}

/// Puts another credential in the place of the one before, of which nothing is kept.
///
/// # Errors
/// `NOT_FOUND`
pub async fn rotate(tenant: &Tenant, context: &Context, id: ConnectionId, secret: &Secret) -> Result<ConnectionOut> {
    let (state, sealed) = (tenant.state(), seal(tenant, id, secret)?);
    let write = tenant.begin().await?;
    let rotating = connection::Entity::rotate_in_org(tenant.org(), id, sealed, state.now());
    if rotating.exec(&*write).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    let found = connection::Entity::find_in_org(tenant.org(), id).one(&*write).await?;
    let row = found.ok_or_else(Error::not_found)?;
    let rotated = event(tenant, context, Action::ConnectionRotated, id).with_detail(json!({ "version": row.version }));
    audit::record(state, &write, rotated).await?;
    write.commit().await?;
    Ok(row.into())
}

/// # Errors
/// `NOT_FOUND`
pub async fn delete(tenant: &Tenant, context: &Context, id: ConnectionId) -> Result<()> {
    let write = tenant.begin().await?;
    if connection::Entity::delete_in_org(tenant.org(), id).exec(&*write).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    audit::record(tenant.state(), &write, event(tenant, context, Action::ConnectionDeleted, id)).await?;
    write.commit().await
}

/// For this row of this org and no other.
fn seal(tenant: &Tenant, id: ConnectionId, secret: &Secret) -> Result<Vec<u8>> {
    let (state, owner) = (tenant.state(), [tenant.org().uuid(), id.uuid()]);
    let sealed = state.sealer.seal(Sealed::Connection, &owner, state.random(), secret.0.expose().as_bytes());
    sealed.map_err(Error::unavailable)
}

fn refused(error: DbErr) -> Error {
    if is_unique_violation(&error) { Error::conflict("Another connection has this name") } else { error.into() }
}

fn event<'a>(tenant: &Tenant, context: &'a Context, action: Action, connection: ConnectionId) -> Event<'a> {
    Event::by_member(tenant.user(), tenant.org(), action, connection, context)
}
