//! The log of what was sent to an endpoint, and sending at somebody's wish.

use entity::{WebhookDeliveryId, WebhookEndpointId, webhook_delivery, webhook_endpoint};
use identity::policy::{Admission, SteppedUp, Tenant};
use kernel::{
    change::Change,
    error::{Error, Result},
    outbox::{Message, TEST, queued},
    wire::{List, PageIn},
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};
use serde_json::json;
use uuid::Uuid;

use super::wire::DeliveryOut;

/// What was sent to the endpoint, newest first.
///
/// # Errors
/// `NOT_FOUND`
pub async fn list(
    tenant: &Tenant,
    endpoint: WebhookEndpointId,
    page: &PageIn<WebhookDeliveryId>,
) -> Result<List<DeliveryOut>> {
    let found = webhook_endpoint::Entity::find_in_org(tenant.org(), endpoint).one(tenant.read()).await?;
    found.ok_or_else(Error::not_found)?;
    let rows = webhook_delivery::Entity::page_of_endpoint_in_org(tenant.org(), endpoint, page.after, page.fetch());
    Ok(page.list(rows.all(tenant.read()).await?, |row| row.id, DeliveryOut::from))
}

/// Queues a message that means nothing.
///
/// # Errors
/// `NOT_FOUND`; `CONFLICT` for an endpoint that is turned off.
pub async fn test(
    tenant: &Tenant,
    _proof: SteppedUp,
    _admission: Admission,
    endpoint: WebhookEndpointId,
) -> Result<DeliveryOut> {
    let (state, now) = (tenant.state(), tenant.state().now());
    let change = tenant.begin().await?;
    check_enabled(tenant, &change, endpoint).await?;
    let data = json!({ "orgId": tenant.org(), "endpointId": endpoint });
    let message = Message::new(Uuid::from_bytes(state.random()), TEST, now, &data);
    let id = WebhookDeliveryId::new(now, state.random());
    let row = queued(id, tenant.org(), Some(endpoint), &message, now);
    let row = row.into_active_model().insert(&change).await?;
    change.commit().await?;
    state.webhooks.wake();
    Ok(row.into())
}

/// Queues a message anew that arrived or was given up.
///
/// # Errors
/// `NOT_FOUND`; `CONFLICT` for one that is still to be sent, and for an endpoint that is turned off.
pub async fn redeliver(
    tenant: &Tenant,
    _proof: SteppedUp,
    _admission: Admission,
    endpoint: WebhookEndpointId,
    id: WebhookDeliveryId,
) -> Result<DeliveryOut> {
    let (state, org) = (tenant.state(), tenant.org());
    let change = tenant.begin().await?;
    check_enabled(tenant, &change, endpoint).await?;
    find(tenant, &change, endpoint, id).await?;
    let revived = webhook_delivery::Entity::revive_of_endpoint_in_org(org, endpoint, id, state.now());
    if revived.exec(&change).await?.rows_affected == 0 {
        return Err(Error::conflict("It is still to be sent"));
    }
    let row = find(tenant, &change, endpoint, id).await?;
    change.commit().await?;
    state.webhooks.wake();
    Ok(row.into())
}

/// # Errors
/// `NOT_FOUND`
pub async fn find(
    tenant: &Tenant,
    db: &impl ConnectionTrait,
    endpoint: WebhookEndpointId,
    id: WebhookDeliveryId,
) -> Result<webhook_delivery::Model> {
    let found = webhook_delivery::Entity::find_of_endpoint_in_org(tenant.org(), endpoint, id).one(db).await?;
    found.ok_or_else(Error::not_found)
}

async fn check_enabled(tenant: &Tenant, change: &Change, endpoint: WebhookEndpointId) -> Result<()> {
    let found = webhook_endpoint::Entity::find_in_org(tenant.org(), endpoint).one(change).await?;
    match found.ok_or_else(Error::not_found)?.disabled_at {
        None => Ok(()),
        Some(_) => Err(Error::conflict("The endpoint is turned off")),
    }
}
