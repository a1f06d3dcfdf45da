//! Queues what a change's records tell, in the change's own transaction: no event without its change, none of a change
//! that was not kept, none lost however the server ends.

use std::collections::BTreeMap;

use entity::{
    DeliveryStatus, OrgId, Timestamp, WebhookDeliveryId, WebhookEndpointId, audit_event, webhook_delivery,
    webhook_endpoint,
};
use sea_orm::{ConnectionTrait, DbErr};
use sha2::{Digest, Sha256};

use super::{event, message::Message};

/// Adds a delivery for each endpoint that wants to hear of one of the records; says whether there is any. To an org
/// without endpoints this is one statement, which finds none.
///
/// Comes before the records themselves: endpoints are held before chains. What deletes an endpoint holds it, too, while
/// it waits for its chain.
pub async fn publish(db: &impl ConnectionTrait, records: &[audit_event::Model]) -> Result<bool, DbErr> {
    let mut orgs = BTreeMap::<OrgId, Vec<(&audit_event::Model, &event::Published)>>::new();
    for record in records {
        if let Some((org, published)) = record.chain.org().zip(event::find(&record.action)) {
            orgs.entry(org).or_default().push((record, published));
        }
    }
    let mut any = false;
    for (org, records) in orgs {
        let listening = webhook_endpoint::Entity::listening_in_org(org).all(db).await?;
        let mut rows = Vec::new();
        for (record, published) in records {
            let message = Message::of_record(record, published);
            let wanting = listening.iter();
            let wanting = wanting.filter(|(endpoint, events)| wants(*endpoint, events.as_deref(), record, published));
            rows.extend(wanting.map(|(endpoint, _)| delivery(org, *endpoint, record, &message)));
        }
        if !rows.is_empty() {
            webhook_delivery::Entity::append(rows).exec_without_returning(db).await?;
            any = true;
        }
    }
    Ok(any)
}

/// What one endpoint is sent of a record; nothing of one that it doesn't want to hear of. The same each time, so that it
/// can be told whether it was queued.
pub fn of_record(
    org: OrgId,
    endpoint: WebhookEndpointId,
    events: Option<&str>,
    record: &audit_event::Model,
) -> Option<webhook_delivery::Model> {
    let published = event::find(&record.action).filter(|published| wants(endpoint, events, record, published))?;
    Some(delivery(org, endpoint, record, &Message::of_record(record, published)))
}

fn delivery(
    org: OrgId,
    endpoint: WebhookEndpointId,
    record: &audit_event::Model,
    message: &Message,
) -> webhook_delivery::Model {
    let id = WebhookDeliveryId::new(record.created_at, random(record, endpoint));
    queued(id, org, Some(endpoint), message, record.created_at)
}

/// A delivery that is due at once.
pub fn queued(
    id: WebhookDeliveryId,
    org: OrgId,
    endpoint: Option<WebhookEndpointId>,
    message: &Message,
    now: Timestamp,
) -> webhook_delivery::Model {
    webhook_delivery::Model {
        id,
        org_id: org,
        endpoint_id: endpoint,
        payment_id: None,
        message_id: message.id,
        event: message.event.clone(),
        payload: message.body.clone(),
        status: DeliveryStatus::Pending,
        attempts: 0,
        due_at: Some(now),
        claim: None,
        last_attempt_at: None,
        last_status: None,
        last_error: None,
        created_at: now,
        finished_at: None,
    }
}

/// True if the record's event is among those that an endpoint wants, and is none of its own. None named means all.
fn wants(
    endpoint: WebhookEndpointId,
    events: Option<&str>,
    record: &audit_event::Model,
    published: &event::Published,
) -> bool {
    let is_wanted = events.is_none_or(|events| events.split(' ').any(|wanted| wanted == record.action));
    let is_own = || record.target_id.as_deref().is_some_and(|target| target.parse() == Ok(endpoint));
    is_wanted && !(published.to_others && is_own())
}

/// Random enough for an id: the record's own is.
fn random(record: &audit_event::Model, endpoint: WebhookEndpointId) -> [u8; 10] {
    let mixed = Sha256::digest([*record.id.uuid().as_bytes(), *endpoint.uuid().as_bytes()].concat());
    mixed.first_chunk().copied().unwrap_or_default()
}
