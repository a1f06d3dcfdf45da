//! Looks for where something is due. Usually that is little, and all of it is read. When it is much, those who wait the
//! longest would hide everybody else: then every endpoint, and every org's payments, are looked at, one step in an
//! index each, though not for more than a part of the time.

use std::{collections::HashSet, time::Duration};

use entity::{Timestamp, webhook_delivery::Entity, webhook_queue::Destination};
use kernel::{error::Result, state::State};
use tokio::time::Instant;

/// Deliveries to read in one go.
const READ: u64 = 256;
/// How long looking everywhere rests, in times of what it took.
const REST: u32 = 4;

#[derive(Default)]
pub struct Search {
    rests_until: Option<Instant>,
}

/// Where something is due; each comes once, the longest due first as far as that is known.
pub struct Found {
    pub to: Vec<Destination>,
    /// In how long there may be more to find.
    pub again: Option<Duration>,
}

impl Search {
    pub async fn destinations(&mut self, state: &State, now: Timestamp) -> Result<Found> {
        let db = state.db.read();
        let mut to = Entity::due_the_longest(now, READ).all(db).await?;
        let is_all = u64::try_from(to.len()).is_ok_and(|read| read < READ);
        let mut again = None;
        if !is_all {
            let begun = Instant::now();
            again = self.rests_until.map(|until| until.saturating_duration_since(begun)).filter(|rest| !rest.is_zero());
            if again.is_none() {
                to.extend(Entity::endpoints_due(now).all(db).await?);
                to.extend(Entity::payments_due(now).all(db).await?);
                self.rests_until = Some(Instant::now() + begun.elapsed() * REST);
            }
        }
        let mut seen = HashSet::new();
        to.retain(|to| seen.insert(*to));
        Ok(Found { to, again })
    }
}
