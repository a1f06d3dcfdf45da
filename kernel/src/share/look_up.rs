//! Turns to look up a key or a code that memory doesn't know. Nobody needs a credential for presenting one, so whoever
//! presents many waits for themselves, and others go next.

use std::{net::IpAddr, sync::Arc, time::Duration};

use super::{Holder, Share, Shares, table};
use crate::{error::Result, telemetry::metrics::Metrics};

/// How long anybody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(4);

/// Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct LookUps(Arc<Shares>);

impl LookUps {
    pub fn new(metrics: Arc<Metrics>) -> Self {
        Self(Arc::new(Shares::new(&table::KEY_LOOKUPS, metrics)))
    }

    /// How many look something up now.
    pub fn under_way(&self) -> usize {
        self.0.taken()
    }

    /// # Errors
    /// `UNAVAILABLE` when too many wait, or it takes too long.
    pub async fn turn(&self, address: IpAddr) -> Result<Share> {
        self.0.wait(&[Holder::at(address)], PATIENCE).await
    }
}
