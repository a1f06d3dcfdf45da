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
mod network;
pub mod table;
#[cfg(test)]
mod tests;

use std::{
    fmt,
    net::IpAddr,
    str::FromStr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use entity::{OrgId, UserId};
use inner::Inner;
pub use look_up::LookUps;
pub use network::network;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::{
    error::{Error, Result},
    telemetry::metrics::Metrics,
};

/// The figures of one bounded thing. `usize::MAX` is no cap.
#[derive(Clone, Copy, Debug)]
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
        Self::Address(network(address))
    }
}

/// As it is kept with what waits for its turn.
impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Org(id) => write!(f, "org:{id}"),
            Self::User(id) => write!(f, "user:{id}"),
            Self::Address(address) => write!(f, "address:{address}"),
        }
    }
}

impl FromStr for Holder {
    type Err = UnknownHolder;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            Some(("org", id)) => id.parse().map(Self::Org).map_err(|_| UnknownHolder),
            Some(("user", id)) => id.parse().map(Self::User).map_err(|_| UnknownHolder),
            Some(("address", address)) => address.parse().map(Self::Address).map_err(|_| UnknownHolder),
            _ => Err(UnknownHolder),
        }
    }
}

/// The text names no holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown holder")]
pub struct UnknownHolder;

impl Bound {
    /// The bound where a node has only `most`: caps and reserve are the same parts of it.
    fn scaled_to(&self, most: usize) -> Self {
        let most = most.min(self.most);
        let part = |of: usize| if of == usize::MAX { of } else { of.saturating_mul(most) / self.most.max(1) };
        let cap = |of: usize| part(of).max(1);
        let (org, user, address) = (cap(self.org), cap(self.user), cap(self.address));
        Self { most, kept: part(self.kept), org, user, address, ..*self }
    }

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
    /// None if there is nothing to give back.
    inner: Option<Arc<Mutex<Inner>>>,
    is_slow: Arc<AtomicBool>,
    taken_back: CancellationToken,
}

impl Shares {
    pub fn new(bound: &'static Bound, metrics: Arc<Metrics>) -> Self {
        Self::with_most(bound, bound.most, metrics)
    }

    /// With fewer than the table says, where the machine has less; caps and reserve shrink with it.
    pub fn with_most(bound: &'static Bound, most: usize, metrics: Arc<Metrics>) -> Self {
        Self { name: bound.name, inner: Arc::new(Mutex::new(Inner::new(bound.scaled_to(most)))), metrics }
    }

    /// A share for `holders`, or none: a cap is reached, or all there is has been taken.
    pub fn take(&self, holders: &[Holder]) -> Option<Share> {
        self.take_with(holders, CancellationToken::new())
    }

    /// As [`Shares::take`]; `taken_back` is cancelled if the share is taken back, and may be by others.
    pub fn take_with(&self, holders: &[Holder], taken_back: CancellationToken) -> Option<Share> {
        let taken = lock(&self.inner).take(holders, taken_back, &self.inner);
        if taken.is_none() {
            self.metrics.share_refused(self.name);
        }
        taken
    }

    /// As [`Shares::take`], for work that is in a queue of its own and loses nothing: not counted as refused.
    pub fn try_take(&self, holders: &[Holder]) -> Option<Share> {
        lock(&self.inner).take(holders, CancellationToken::new(), &self.inner)
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
}

impl Share {
    /// Marks the share as slow, or no longer so. Only a slow one is ever taken back. Takes no lock.
    pub fn set_slow(&self, is_slow: bool) {
        self.is_slow.store(is_slow, Relaxed);
    }

    pub fn is_slow(&self) -> bool {
        self.is_slow.load(Relaxed)
    }

    /// Returns once the share was taken back: its holder should end. It counts for nobody any more.
    pub async fn taken_back(&self) {
        self.taken_back.cancelled().await;
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        if let Some(inner) = &self.inner {
            lock(inner).give_back(self.id, self.begun.elapsed(), inner);
        }
    }
}

fn lock(inner: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    inner.lock().unwrap_or_else(PoisonError::into_inner)
}
