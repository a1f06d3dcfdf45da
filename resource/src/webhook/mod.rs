//! Sending webhooks: on each node, what `outbox` has queued. Endpoints are `resource::webhook_endpoint`'s;
//! what the payment service is asked for goes the same way. `docs/guide/webhooks.md` tells it to users.

mod attempt;
mod behind;
mod flight;
mod flights;
mod schedule;
mod search;
mod send;
mod settle;
mod target;

use std::time::Duration;

use entity::{WebhookDeliveryId, webhook_delivery};
use kernel::{error::Result, state::State};
pub use send::{run, send_due};

/// How long what was sent can be looked at.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);

/// Forgets what was sent long ago.
pub async fn forget_old(state: &State) -> Result<()> {
    let before = WebhookDeliveryId::new(state.now().minus(KEPT), [0; 10]);
    webhook_delivery::Entity::delete_over_before(before).exec(state.db.write()).await?;
    Ok(())
}
