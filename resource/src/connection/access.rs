//! Who gets a connection's credential: somebody who manages the org and shows that they are there, and keys that have the
//! scope for it, of a connection that they may use. Each time is recorded; what a person reads is mailed to the owners.

use entity::{ConnectionId, OrgRole, connection, org};
use identity::policy::{SteppedUp, Tenant};
use kernel::{
    audit::{Action, Actor},
    change::Change,
    error::{Error, Result},
    notice::news::{self, News},
    token::{Plain, Sealed},
};
use sea_orm::QuerySelect;
use serde_json::json;

use super::wire::{ConnectionOut, ConnectionSecretOut};

/// The credential.
///
/// # Errors
/// `NOT_FOUND`; `FORBIDDEN` for a person who doesn't manage the org, and for a key of a connection that keys may not use.
pub async fn reveal(tenant: &Tenant, id: ConnectionId) -> Result<ConnectionSecretOut> {
    let state = tenant.state();
    let by_key = matches!(tenant.actor(), Actor::Key { .. });
    let change = tenant.begin().await?;
    let row = find(tenant, &change, id).await?;
    if by_key && !row.usable_by_keys {
        return Err(Error::forbidden("Keys may not use this connection; an owner or admin can let them"));
    }
    if !by_key && tenant.role() < OrgRole::Admin {
        return Err(Error::forbidden("Only owners and admins of the organization may read a credential"));
    }
    let owner = [tenant.org().uuid(), id.uuid()];
    let opened = state.sealer.open(Sealed::Connection, &owner, &row.sealed);
    let secret = opened.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
    let secret = secret.ok_or_else(|| Error::unavailable("a connection's credential can't be opened"))?;
    let detail = json!({ "provider": row.provider, "version": row.version });
    change.record(tenant.event(Action::ConnectionSecretRead, id).with_detail(detail));
    if !by_key {
        let owners = news::owners(&change, tenant.org()).await?;
        let org = org::Entity::by_id(tenant.org()).one(&change).await?.ok_or_else(Error::not_found)?;
        news::tell(&change, &owners, &org.name, News::CredentialRead)?;
    }
    change.commit().await?;
    Ok(ConnectionSecretOut::new(row, &Plain::new(secret)))
}

/// Lets keys use the connection, or no longer. Doing it twice is no error.
///
/// # Errors
/// `NOT_FOUND`
pub async fn allow(tenant: &Tenant, _proof: SteppedUp, id: ConnectionId) -> Result<ConnectionOut> {
    set(tenant, id, true).await
}

/// # Errors
/// `NOT_FOUND`
pub async fn disallow(tenant: &Tenant, id: ConnectionId) -> Result<ConnectionOut> {
    set(tenant, id, false).await
}

async fn set(tenant: &Tenant, id: ConnectionId, is_usable: bool) -> Result<ConnectionOut> {
    let change = tenant.begin().await?;
    let row = find(tenant, &change, id).await?;
    if row.usable_by_keys == is_usable {
        return Ok(row.into());
    }
    connection::Entity::let_keys_in_org(tenant.org(), id, is_usable, tenant.state().now()).exec(&change).await?;
    let row = find(tenant, &change, id).await?;
    let detail = json!({ "usableByKeys": is_usable });
    change.record(tenant.event(Action::ConnectionUpdated, id).with_detail(detail));
    change.commit().await?;
    Ok(row.into())
}

async fn find(tenant: &Tenant, change: &Change, id: ConnectionId) -> Result<connection::Model> {
    let found = connection::Entity::find_in_org(tenant.org(), id).lock_exclusive().one(change).await?;
    found.ok_or_else(Error::not_found)
}
