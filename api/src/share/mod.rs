//! Fair shares of what a node has only so much of: connections, uploads, webhook attempts, password hashes, and so on.
//!
//! Each share is held by an org, a user, an address, or several of them. No holder has more than its cap, and a reserve is
//! kept for holders that have nothing yet. Where waiting is allowed, turns are handed out by the time that a holder's
//! earlier turns took (start-time fair queuing), so a flood waits behind itself and a newcomer goes next. A share that is
//! marked as slow is taken back when somebody with nothing would be refused otherwise.
//!
//! In memory and for one node; what must hold on all nodes together is a bucket of the `limiter`. `table` has the figures.

mod inner;
mod look_up;
pub mod table;
#[cfg(test)]
mod tests;

use std::{
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use entity::{OrgId, UserId};
use inner::Inner;
pub use look_up::LookUps;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::{
    error::{Error, Result},
    limiter::address,
    telemetry::metrics::Metrics,
};

/// The figures of one bounded thing. `usize::MAX` is no cap.
#[derive(Debug)]
pub struct Bound {
    /// What it is, as metrics and documents name it.
    pub name: &'static str,
    /// How many there are on a node.
    pub most: usize,
    /// How many of them are kept for holders that have none.
    pub kept: usize,
    /// How many one org, one user and one address (IPv6: one /64) may hold.
    pub org: usize,
    pub user: usize,
    pub address: usize,
    /// How many requests may wait for a turn; a quarter of them for one holder.
    pub waiting: usize,
}

/// Who a share counts against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    Org(OrgId),
    User(UserId),
    /// A network, as limits count it: [`Holder::at`] makes one.
    Address(IpAddr),
}

impl Holder {
    pub fn at(address: IpAddr) -> Self {
        Self::Address(address::network(address))
    }
}

impl Bound {
    const fn cap(&self, holder: Holder) -> usize {
        match holder {
            Holder::Org(_) => self.org,
            Holder::User(_) => self.user,
            Holder::Address(_) => self.address,
        }
    }
}

/// One bounded thing, shared.
pub struct Shares {
    name: &'static str,
    inner: Arc<Mutex<Inner>>,
    metrics: Arc<Metrics>,
}

/// One share; given back when dropped.
#[derive(Debug)]
pub struct Share {
    id: u64,
    begun: Instant,
    inner: Arc<Mutex<Inner>>,
    taken_back: CancellationToken,
}

impl Shares {
    pub fn new(bound: &'static Bound, metrics: Arc<Metrics>) -> Self {
        Self::with_most(bound, bound.most, metrics)
    }

    /// With fewer than the table says: where the machine has less.
    pub fn with_most(bound: &'static Bound, most: usize, metrics: Arc<Metrics>) -> Self {
        Self { name: bound.name, inner: Arc::new(Mutex::new(Inner::new(bound, most.min(bound.most)))), metrics }
    }

    /// A share for `holders`, or none: a cap is reached, or all there is has been taken.
    pub fn take(&self, holders: &[Holder]) -> Option<Share> {
        let taken = lock(&self.inner).take(holders);
        if taken.is_none() {
            self.metrics.share_refused(self.name);
        }
        taken.map(|(id, taken_back)| self.share(id, taken_back))
    }

    /// As [`Shares::take`], for a request.
    ///
    /// # Errors
    /// `UNAVAILABLE`.
    pub fn take_now(&self, holders: &[Holder]) -> Result<Share> {
        self.take(holders).ok_or_else(|| self.full())
    }

    /// A share for `holders`, once it is their turn.
    ///
    /// # Errors
    /// `UNAVAILABLE` when too many wait already, or `patience` is over.
    pub async fn wait(&self, holders: &[Holder], patience: Duration) -> Result<Share> {
        let (turn, mine) = oneshot::channel();
        if !lock(&self.inner).queue(holders, turn, &self.inner) {
            return Err(self.full());
        }
        // A turn that comes to somebody who has gone is dropped with its channel, and goes to the next.
        let came = tokio::time::timeout(patience, mine).await;
        came.ok().and_then(Result::ok).ok_or_else(|| self.full())
    }

    /// How many of all are taken.
    pub fn taken(&self) -> usize {
        lock(&self.inner).taken()
    }

    /// How many `holder` has.
    pub fn held_by(&self, holder: Holder) -> usize {
        lock(&self.inner).held_by(holder)
    }

    fn full(&self) -> Error {
        self.metrics.share_refused(self.name);
        Error::unavailable(format!("no share of {} to be had", self.name))
    }

    fn share(&self, id: u64, taken_back: CancellationToken) -> Share {
        Share { id, begun: Instant::now(), inner: Arc::clone(&self.inner), taken_back }
    }
}

impl Share {
    /// Marks the share as slow, or no longer so. Only a slow one is ever taken back.
    pub fn set_slow(&self, is_slow: bool) {
        lock(&self.inner).set_slow(self.id, is_slow);
    }

    /// Returns once the share was taken back: its holder should end. It counts for nobody any more.
    pub async fn taken_back(&self) {
        self.taken_back.cancelled().await;
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        lock(&self.inner).give_back(self.id, self.begun.elapsed(), &self.inner);
    }
}

fn lock(inner: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    inner.lock().unwrap_or_else(PoisonError::into_inner)
}
