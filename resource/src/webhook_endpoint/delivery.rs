//! The log of what was sent to an endpoint, and sending at somebody's wish.

use entity::{DeliveryStatus, WebhookDeliveryId, WebhookEndpointId, webhook_delivery, webhook_endpoint};
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
    status: Option<DeliveryStatus>,
    page: &PageIn<WebhookDeliveryId>,
) -> Result<List<DeliveryOut>> {
    let found = webhook_endpoint::Entity::find_in_org(tenant.org(), endpoint).one(tenant.read()).await?;
    found.ok_or_else(Error::not_found)?;
    let finder =
        |after, limit| webhook_delivery::Entity::page_of_endpoint_in_org(tenant.org(), endpoint, status, after, limit);
    Ok(page.list(page.find(tenant.read(), &[], finder).await?, |row| row.id, DeliveryOut::from))
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

/// Queues a message anew that arrived or was given up; sends one now that waits for its next attempt.
///
/// # Errors
/// `NOT_FOUND`; `CONFLICT` for one that is just being sent, and for an endpoint that is turned off.
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
        let hastened = webhook_delivery::Entity::hasten_of_endpoint_in_org(org, endpoint, id, state.now());
        if hastened.exec(&change).await?.rows_affected == 0 {
            return Err(Error::conflict("It is being sent right now"));
        }
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

/// The endpoint, which is on.
pub async fn check_enabled(
    tenant: &Tenant,
    change: &Change,
    endpoint: WebhookEndpointId,
) -> Result<webhook_endpoint::Model> {
    let found = webhook_endpoint::Entity::find_in_org(tenant.org(), endpoint).one(change).await?;
    let found = found.ok_or_else(Error::not_found)?;
    match found.disabled_at {
        None => Ok(found),
        Some(_) => Err(Error::conflict("The endpoint is turned off")),
    }
}
