//! Webhooks, by the Standard Webhooks specification: which events there are, how they are queued in the transaction of
//! the change they tell of, and the machine that sends them, on each node. Endpoints are `resource::webhook_endpoint`'s;
//! what the payment service is asked for goes the same way. `docs/guide/webhooks.md` tells it to users.

mod attempt;
mod behind;
mod event;
mod flight;
mod flights;
mod message;
mod publish;
mod schedule;
mod search;
mod send;
mod settle;
mod target;

use std::{sync::Arc, time::Duration};

use entity::{WebhookDeliveryId, webhook_delivery};
pub use event::{EVENTS, Published, TEST, is_event};
pub use message::{Message, VERSION_HEADERS, name};
pub use publish::{publish, queued};
pub use send::{run, send_due};
use tokio::sync::Notify;

use crate::{
    error::Result,
    seam::http::Courier,
    share::{Shares, table},
    state::State,
    telemetry::metrics::Metrics,
};

/// How long what was sent can be looked at.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);

/// What sending takes.
pub struct Webhooks {
    pub courier: Courier,
    /// Shared by org.
    pub attempts: Shares,
    /// Look-ups of receivers' names, shared by org.
    lookups: Shares,
    wake: Arc<Notify>,
}

impl Webhooks {
    pub fn new(courier: Courier, wake: Arc<Notify>, metrics: &Arc<Metrics>) -> Self {
        let attempts = Shares::new(&table::WEBHOOKS, Arc::clone(metrics));
        let lookups = Shares::new(&table::NAME_LOOKUPS, Arc::clone(metrics));
        Self { courier, attempts, lookups, wake }
    }

    /// Says that something was queued and committed.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Until something was.
    async fn woken(&self) {
        self.wake.notified().await;
    }
}

/// Forgets what was sent long ago.
pub async fn forget_old(state: &State) -> Result<()> {
    let before = WebhookDeliveryId::new(state.now().minus(KEPT), [0; 10]);
    webhook_delivery::Entity::delete_over_before(before).exec(state.db.write()).await?;
    Ok(())
}
