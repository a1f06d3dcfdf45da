//! Until when this node may answer from memory, by its own clock: one that goes on while the machine sleeps, and that
//! nobody sets.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use crate::seam::Clock;

pub struct Lease {
    clock: Arc<dyn Clock>,
    /// Nanoseconds of `Clock::uptime`; zero: none.
    ends_at: AtomicU64,
}

impl Lease {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, ends_at: AtomicU64::new(0) }
    }

    /// On the hot path: a load and a look at the clock.
    pub fn is_good(&self) -> bool {
        // Acquire: whoever sees the lease sees the stamps that were set before it was extended.
        nanos(self.clock.uptime()) < self.ends_at.load(Ordering::Acquire)
    }

    /// How much is left of it; `None` when it isn't good.
    pub fn left(&self) -> Option<Duration> {
        let left = self.ends_at.load(Ordering::Acquire).checked_sub(nanos(self.clock.uptime()))?;
        (left > 0).then(|| Duration::from_nanos(left))
    }

    /// `ends_at` by `Clock::uptime`. Everything that had to be known before must have been stamped.
    pub fn extend(&self, ends_at: Duration) {
        self.ends_at.store(nanos(ends_at), Ordering::Release);
    }

    pub fn give_back(&self) {
        self.ends_at.store(0, Ordering::Release);
    }
}

/// Whole in 64 bits for the next five hundred years.
fn nanos(span: Duration) -> u64 {
    u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)
}
