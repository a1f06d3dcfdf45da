//! Endpoints that will never catch up: what waits for one is bounded, and beyond that it is turned off.

use std::{collections::HashMap, time::Duration};

use entity::{WebhookEndpointId, webhook_delivery, webhook_endpoint, webhook_queue::Destination};
use kernel::{error::Result, state::State};
use tokio::time::Instant;

use super::settle;

/// How many messages may be due at one endpoint.
const MOST: u64 = 20_000;
/// How often they are counted, which takes a moment where there are many.
const COUNT: Duration = Duration::from_secs(10);
/// How many endpoints are remembered.
const REMEMBERED: usize = 10_000;

#[derive(Default)]
pub struct Behind(HashMap<WebhookEndpointId, Instant>);

impl Behind {
    /// Turns the endpoint off if too much waits for it.
    pub async fn look_at(&mut self, state: &State, to: Destination) -> Result<()> {
        let Some(id) = to.endpoint_id else { return Ok(()) };
        if self.0.get(&id).is_some_and(|counted| counted.elapsed() < COUNT) {
            return Ok(());
        }
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        self.0.insert(id, Instant::now());
        let beyond = webhook_delivery::Entity::behind_by_more_than(MOST, id, state.now());
        if beyond.one(state.db.read()).await?.is_none() {
            return Ok(());
        }
        match webhook_endpoint::Entity::by_id(id).one(state.db.read()).await? {
            Some(endpoint) => settle::turn_off_behind(state, &endpoint).await,
            None => Ok(()),
        }
    }
}
