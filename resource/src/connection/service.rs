//! Keeping, rotating and deleting third parties' credentials. One is sealed for its org and its row before it gets
//! anywhere near the database.

use entity::{ConnectionId, connection};
use identity::policy::Tenant;
use kernel::{
    audit::Action,
    db::OrConflict as _,
    error::{Error, Result},
    token::Sealed,
    wire::{List, PageIn},
};
use poem_openapi::types::MaybeUndefined;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, QuerySelect};
use serde_json::json;

use super::{
    secret::Secret,
    wire::{ConnectionOut, CreateConnectionIn, PatchConnectionIn},
};

/// What somebody is told who wants a name that is taken.
const TAKEN: &str = "Another connection has this name";

/// The org's connections, newest first.
pub async fn list(tenant: &Tenant, page: &PageIn<ConnectionId>) -> Result<List<ConnectionOut>> {
    let finder = |after, limit| connection::Entity::page_in_org(tenant.org(), after, limit);
    let rows = page.find(tenant.read(), &[connection::Column::Name, connection::Column::Provider], finder).await?;
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
pub async fn create(tenant: &Tenant, body: CreateConnectionIn) -> Result<ConnectionOut> {
    let state = tenant.state();
    let now = state.now();
    let id = ConnectionId::new(now, state.random());
    let sealed = seal(tenant, id, &body.secret)?;
    let change = tenant.begin().await?;
    let row = connection::ActiveModel {
        id: Set(id),
        org_id: Set(tenant.org()),
        name: Set(body.name.0.into_string()),
        provider: Set(body.provider.0.into_string()),
        description: Set(body.description.map(|text| text.0.into_string())),
        sealed: Set(sealed),
        version: Set(1),
        rotated_at: Set(None),
        usable_by_keys: Set(false),
        created_by: Set(tenant.user()),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let row = row.insert(&change).await.or_conflict(TAKEN)?;
    let made = tenant.event(Action::ConnectionCreated, id).with_detail(json!({ "provider": row.provider }));
    change.record(made);
    change.commit().await?;
    Ok(row.into())
}

/// # Errors
/// `NOT_FOUND`, `BAD_REQUEST` naming the field, `CONFLICT` for a name that another connection of the org has.
pub async fn patch(tenant: &Tenant, id: ConnectionId, body: PatchConnectionIn) -> Result<ConnectionOut> {
    let change = tenant.begin().await?;
    let found = connection::Entity::find_in_org(tenant.org(), id).lock_exclusive().one(&change).await?;
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
    let row = changed.update(&change).await.or_conflict(TAKEN)?;
    change.record(tenant.event(Action::ConnectionUpdated, id));
    change.commit().await?;
    Ok(row.into())
}

/// Puts another credential in the place of the one before, of which nothing is kept.
///
/// # Errors
/// `NOT_FOUND`
pub async fn rotate(tenant: &Tenant, id: ConnectionId, secret: &Secret) -> Result<ConnectionOut> {
    let (state, sealed) = (tenant.state(), seal(tenant, id, secret)?);
    let change = tenant.begin().await?;
    let rotating = connection::Entity::rotate_in_org(tenant.org(), id, sealed, state.now());
    if rotating.exec(&change).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    let found = connection::Entity::find_in_org(tenant.org(), id).one(&change).await?;
    let row = found.ok_or_else(Error::not_found)?;
    let rotated = tenant.event(Action::ConnectionRotated, id).with_detail(json!({ "version": row.version }));
    change.record(rotated);
    change.commit().await?;
    Ok(row.into())
}

/// # Errors
/// `NOT_FOUND`
pub async fn delete(tenant: &Tenant, id: ConnectionId) -> Result<()> {
    let change = tenant.begin().await?;
    if connection::Entity::delete_in_org(tenant.org(), id).exec(&change).await?.rows_affected == 0 {
        return Err(Error::not_found());
    }
    change.record(tenant.event(Action::ConnectionDeleted, id));
    change.commit().await
}

/// For this row of this org and no other.
fn seal(tenant: &Tenant, id: ConnectionId, secret: &Secret) -> Result<Vec<u8>> {
    let (state, owner) = (tenant.state(), [tenant.org().uuid(), id.uuid()]);
    let sealed = state.sealer.seal(Sealed::Connection, &owner, state.random(), secret.0.expose().as_bytes());
    sealed.map_err(Error::unavailable)
}
