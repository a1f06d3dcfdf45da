//! The sender: on each node, woken by a commit or by the clock, it claims what is due and sends it. Which attempts are
//! made is `flights`'s to say, so that an org or a receiver that is slow holds up nobody else.

use std::{sync::Arc, time::Duration};

use kernel::{error::Result, state::State};
use tokio_util::sync::CancellationToken;

use super::flights::Flights;

/// How often to look although nobody woke us: another node may have died before it sent.
const LOOK: Duration = Duration::from_secs(30);
/// When the database doesn't answer.
const TROUBLE: Duration = Duration::from_secs(2);
/// For attempts under way when the server ends; what doesn't end by then is sent again.
const GRACE: Duration = Duration::from_secs(2);

/// Sends until `stop`.
pub async fn run(state: Arc<State>, stop: CancellationToken) {
    let mut flights = Flights::default();
    loop {
        let next = flights.take_off(&state).await.unwrap_or_else(|error| {
            tracing::warn!(?error, "webhooks that are due could not be looked up");
            Some(TROUBLE)
        });
        tokio::select! {
            () = stop.cancelled() => break,
            () = state.webhooks.woken() => {}
            () = flights.landed() => {}
            () = tokio::time::sleep(next.map_or(LOOK, |next| next.min(LOOK))) => {}
        }
    }
    let _ = tokio::time::timeout(GRACE, flights.all_land()).await;
}

/// Sends all that is due now, and says how many attempts that took. For whoever drives the clock.
pub async fn send_due(state: &Arc<State>) -> Result<usize> {
    let (mut flights, mut attempts) = (Flights::default(), 0);
    loop {
        flights.take_off(state).await?;
        if flights.under_way() == 0 {
            return Ok(attempts);
        }
        attempts += flights.under_way();
        flights.all_land().await;
        flights.look_everywhere();
    }
}
