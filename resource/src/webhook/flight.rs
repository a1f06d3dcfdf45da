//! One attempt, from its start to what follows from it. It ends early when its share is taken back: it is slow, and the
//! node's attempts are all under way while an org has none.

use std::{sync::Arc, time::Duration};

use entity::webhook_delivery;
use kernel::{error::Result, share::Share, state::State};
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use super::{
    attempt::{Outcome, attempt},
    settle::settle,
};

/// From when on an attempt is slow, whatever comes of it.
pub const SLOW: Duration = Duration::from_secs(3);

/// What an attempt says of its receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    /// It arrived, and soon.
    Quick,
    /// It failed, or took long.
    Troubled,
    /// Nothing: this node had no room for it.
    Postponed,
}

/// Sends the delivery. If what follows can't be written down, the claim runs out and it is sent again.
pub async fn fly(state: Arc<State>, delivery: webhook_delivery::Model, claim: Uuid, share: Share) -> Landing {
    let begun = Instant::now();
    match try_fly(&state, &delivery, claim, &share).await {
        Ok(Outcome::Postponed(_)) => Landing::Postponed,
        Ok(Outcome::Arrived { .. }) if begun.elapsed() < SLOW => Landing::Quick,
        Ok(_) => Landing::Troubled,
        Err(error) => {
            tracing::warn!(?error, delivery = %delivery.id, "an attempt at a webhook could not be written down");
            Landing::Troubled
        }
    }
}

async fn try_fly(state: &State, delivery: &webhook_delivery::Model, claim: Uuid, share: &Share) -> Result<Outcome> {
    let (outcome, target) = tokio::select! {
        done = attempt(state, delivery) => done?,
        () = crowded_out(state, share) => (Outcome::Postponed("crowded_out"), None),
    };
    state.metrics.webhook_attempted(outcome.as_str());
    let endpoint = target.as_ref().and_then(|target| target.endpoint.as_ref());
    settle(state, delivery, claim, outcome, endpoint).await?;
    Ok(outcome)
}

/// Returns once the share was taken back for an org that has none.
async fn crowded_out(state: &State, share: &Share) {
    sleep(SLOW).await;
    share.set_slow(true);
    // Somebody may wait for it.
    state.webhooks.wake();
    share.taken_back().await;
}
