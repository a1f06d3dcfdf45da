//! Orgs with endpoints and a backlog, written straight to the database: as many as a crowd takes.

use entity::{
    DeliveryStatus, OrgId, Timestamp, WebhookDeliveryId, WebhookEndpointId, org, webhook_delivery, webhook_endpoint,
};
use kernel::token::{Sealed, WebhookSecret};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};
use tests::World;

/// So many rows in one statement.
const AT_ONCE: usize = 1_000;

/// So many orgs, with so many endpoints at `url` each, to which so many deliveries have been due for an hour.
pub async fn crowd(world: &World, orgs: usize, endpoints: usize, deliveries: usize, url: &str) {
    for _ in 0..orgs {
        let org = make_org(world).await;
        for _ in 0..endpoints {
            let endpoint = make_endpoint(world, org, url).await;
            queue(world, org, Some(endpoint), deliveries).await;
        }
    }
}

pub async fn make_org(world: &World) -> OrgId {
    let (state, now) = (world.state(), world.state().now());
    let id = OrgId::new(now, state.random());
    let made = org::Model {
        id,
        name: "one of a crowd".to_owned(),
        handle: None,
        strict_scopes: false,
        step_up_max_age: None,
        max_key_lifetime_days: None,
        two_factor_since: None,
        created_at: now,
        updated_at: now,
    };
    made.into_active_model().insert(state.db.write()).await.unwrap();
    id
}

async fn make_endpoint(world: &World, org: OrgId, url: &str) -> WebhookEndpointId {
    let (state, now) = (world.state(), world.state().now());
    let id = WebhookEndpointId::new(now, state.random());
    let secret = WebhookSecret::mint(state.random());
    let owner = [org.uuid(), id.uuid()];
    let made = webhook_endpoint::Model {
        id,
        org_id: org,
        url: url.to_owned(),
        description: None,
        events: None,
        secret: state.sealer.seal(Sealed::WebhookSecret, &owner, state.random(), secret.bytes()).unwrap(),
        previous_secret: None,
        previous_secret_until: None,
        disabled_at: None,
        disabled_reason: None,
        failing_since: None,
        created_at: now,
        updated_at: now,
    };
    made.into_active_model().insert(state.db.write()).await.unwrap();
    id
}

/// Deliveries that have been due for an hour: to the endpoint, or to the payment service.
pub async fn queue(world: &World, org: OrgId, endpoint: Option<WebhookEndpointId>, count: usize) {
    let state = world.state();
    let due = state.now().minus(std::time::Duration::from_secs(3600));
    let row = |_| delivery(WebhookDeliveryId::new(due, state.random()), org, endpoint, due);
    let rows: Vec<_> = (0..count).map(row).collect();
    for rows in rows.chunks(AT_ONCE) {
        let queued = webhook_delivery::Entity::append(rows.to_vec());
        queued.exec_without_returning(state.db.write()).await.unwrap();
    }
}

fn delivery(
    id: WebhookDeliveryId,
    org: OrgId,
    endpoint: Option<WebhookEndpointId>,
    due: Timestamp,
) -> webhook_delivery::Model {
    webhook_delivery::Model {
        id,
        org_id: org,
        endpoint_id: endpoint,
        payment_id: None,
        message_id: id.uuid(),
        event: "project.updated".to_owned(),
        payload: r#"{"type":"project.updated"}"#.to_owned(),
        status: DeliveryStatus::Pending,
        attempts: 0,
        due_at: Some(due),
        claim: None,
        last_attempt_at: None,
        last_status: None,
        last_error: None,
        created_at: due,
        finished_at: None,
    }
}
