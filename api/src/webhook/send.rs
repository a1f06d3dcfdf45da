//! The sender: on each node, woken by a commit or by the clock, it claims what is due and sends it. A receiver that is
//! slow holds up nobody else: few attempts at a time go to one, and a single one while its last has failed.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use entity::webhook_delivery::{self, Destination};
use tokio::task::{Id, JoinError, JoinSet};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{
    attempt::{Outcome, attempt},
    settle::settle,
};
use crate::{error::Result, state::State};

/// Attempts under way at once, on this node.
const AT_ONCE: usize = 64;
/// To one receiver.
const AT_ONE: usize = 4;
/// To one whose last attempt failed.
const AT_A_FAILING_ONE: usize = 1;
/// How long a claim holds: longer than an attempt may take.
const LEASE: Duration = Duration::from_secs(30);
/// How often to look although nobody woke us: another node may have died before it sent.
const LOOK: Duration = Duration::from_secs(30);
/// When the database doesn't answer.
const TROUBLE: Duration = Duration::from_secs(2);
/// For attempts under way when the server ends; what doesn't end by then is sent again.
const GRACE: Duration = Duration::from_secs(2);
/// How many receivers to look at in one go.
const RECEIVERS: u64 = 256;

/// Sends until `stop`.
pub async fn run(state: Arc<State>, stop: CancellationToken) {
    let mut flights = Flights::default();
    loop {
        let wait = flights.take_off(&state).await.unwrap_or_else(|error| {
            tracing::warn!(?error, "webhooks that are due could not be looked up");
            TROUBLE
        });
        tokio::select! {
            () = stop.cancelled() => break,
            () = state.webhooks.woken() => {}
            Some(landed) = flights.tasks.join_next_with_id() => flights.land(landed),
            () = tokio::time::sleep(wait) => {}
        }
    }
    let _ = tokio::time::timeout(GRACE, flights.all_land()).await;
}

/// Sends all that is due now, and says how many attempts that took. For whoever drives the clock.
pub async fn send_due(state: &Arc<State>) -> Result<usize> {
    let (mut flights, mut attempts) = (Flights::default(), 0);
    loop {
        flights.take_off(state).await?;
        if flights.tasks.is_empty() {
            return Ok(attempts);
        }
        attempts += flights.tasks.len();
        flights.all_land().await;
    }
}

/// Attempts under way.
#[derive(Default)]
struct Flights {
    /// Each says whether it arrived.
    tasks: JoinSet<bool>,
    to: HashMap<Id, Destination>,
    failing: HashSet<Destination>,
}

impl Flights {
    /// Begins what is due as far as there is room; says how long nothing else will be.
    async fn take_off(&mut self, state: &Arc<State>) -> Result<Duration> {
        let now = state.now();
        let due = webhook_delivery::Entity::destinations_due(now, RECEIVERS).all(state.db.read()).await?;
        for to in due {
            let room = self.room(to);
            if room > 0 {
                self.claim(state, to, room).await?;
            }
        }
        let next = webhook_delivery::Entity::next_due(now).one(state.db.read()).await?.flatten();
        Ok(next.map_or(LOOK, |next| next.since(now).min(LOOK)))
    }

    fn room(&self, to: Destination) -> usize {
        let most = if self.failing.contains(&to) { AT_A_FAILING_ONE } else { AT_ONE };
        let there = self.to.values().filter(|bound| **bound == to).count();
        most.saturating_sub(there).min(AT_ONCE.saturating_sub(self.tasks.len()))
    }

    async fn claim(&mut self, state: &Arc<State>, to: Destination, room: usize) -> Result<()> {
        let (now, claim) = (state.now(), Uuid::from_bytes(state.random()));
        let (until, most) = (now.plus(LEASE), u64::try_from(room).unwrap_or(1));
        webhook_delivery::Entity::claim(to, most, claim, until, now).exec(state.db.write()).await?;
        for delivery in webhook_delivery::Entity::claimed(claim, until).all(state.db.read()).await? {
            let task = self.tasks.spawn(fly(Arc::clone(state), delivery, claim));
            self.to.insert(task.id(), to);
        }
        Ok(())
    }

    fn land(&mut self, landed: Result<(Id, bool), JoinError>) {
        let (id, arrived) = landed.unwrap_or_else(|broken| (broken.id(), false));
        let Some(to) = self.to.remove(&id) else { return };
        if arrived {
            self.failing.remove(&to);
        } else {
            self.failing.insert(to);
        }
    }

    async fn all_land(&mut self) {
        while let Some(landed) = self.tasks.join_next_with_id().await {
            self.land(landed);
        }
    }
}

/// One attempt and what follows from it. If that can't be written down, the claim runs out and it is sent again.
async fn fly(state: Arc<State>, delivery: webhook_delivery::Model, claim: Uuid) -> bool {
    match try_fly(&state, &delivery, claim).await {
        Ok(outcome) => matches!(outcome, Outcome::Arrived { .. }),
        Err(error) => {
            tracing::warn!(?error, delivery = %delivery.id, "an attempt at a webhook could not be written down");
            false
        }
    }
}

async fn try_fly(state: &State, delivery: &webhook_delivery::Model, claim: Uuid) -> Result<Outcome> {
    let (outcome, target) = attempt(state, delivery).await?;
    state.metrics.webhook_attempted(outcome.as_str());
    let endpoint = target.as_ref().and_then(|target| target.endpoint.as_ref());
    settle(state, delivery, claim, outcome, endpoint).await?;
    Ok(outcome)
}
