//! The book-keeping of one bounded thing. Pure but for handing turns to those who wait; all of it under one lock.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::{Bound, Holder, Share};

/// How many shares are looked at for a slow one, so that a flood of newcomers doesn't cost a walk over all for each.
const LOOKED_AT: usize = 256;

/// How many holders are known at most, besides those that hold or wait for something.
const REMEMBERED: usize = 10_000;

#[derive(Debug)]
pub(super) struct Inner {
    bound: Bound,
    next_id: u64,
    /// By id, so the oldest first.
    shares: BTreeMap<u64, Held>,
    /// Where the next look for a slow one begins.
    look_from: u64,
    holders: HashMap<Holder, Account>,
    queue: Vec<Waiting>,
    /// The virtual time of fair queuing, in milliseconds that a turn took: that of the turn handed out last.
    now: u64,
}

/// A share that is out.
#[derive(Debug)]
struct Held {
    holders: Vec<Holder>,
    is_slow: Arc<AtomicBool>,
    taken_back: CancellationToken,
}

/// What is known of a holder while it has anything, or was served more than others.
#[derive(Debug, Default)]
struct Account {
    held: usize,
    waiting: usize,
    /// The virtual time up to which it has been served.
    served: u64,
}

#[derive(Debug)]
struct Waiting {
    holders: Vec<Holder>,
    tag: u64,
    turn: oneshot::Sender<Share>,
}

impl Inner {
    pub(super) fn new(bound: Bound) -> Self {
        let (shares, holders, queue) = (BTreeMap::new(), HashMap::new(), Vec::new());
        Self { bound, next_id: 0, shares, look_from: 0, holders, queue, now: 0 }
    }

    pub(super) fn taken(&self) -> usize {
        self.shares.len()
    }

    pub(super) fn held_by(&self, holder: Holder) -> usize {
        self.holders.get(&holder).map_or(0, |account| account.held)
    }

    #[cfg(test)]
    pub(super) fn holders_known(&self) -> usize {
        self.holders.len()
    }

    /// `taken_back` is cancelled if the share is taken back.
    pub(super) fn take(
        &mut self,
        holders: &[Holder],
        taken_back: CancellationToken,
        this: &Arc<Mutex<Self>>,
    ) -> Option<Share> {
        if !self.has_room_for(holders) && !self.take_back_for(holders) {
            return None;
        }
        Some(self.enter(holders, taken_back, this))
    }

    /// Waits in the queue; false when that is too long.
    pub(super) fn queue(&mut self, holders: &[Holder], turn: oneshot::Sender<Share>, this: &Arc<Mutex<Self>>) -> bool {
        self.forget_gone();
        let of_one = (self.bound.waiting / 4).max(1);
        let has_place = |holder: &Holder| self.holders.get(holder).is_none_or(|account| account.waiting < of_one);
        if !self.has_room_for(holders) && (self.queue.len() >= self.bound.waiting || !holders.iter().all(has_place)) {
            return false;
        }
        let mut tag = self.now;
        for holder in holders {
            let account = self.holders.entry(*holder).or_default();
            account.waiting += 1;
            tag = tag.max(account.served);
        }
        // One more turn of the same holder comes after this one, however short they are.
        for holder in holders {
            self.holders.entry(*holder).or_default().served = tag + 1;
        }
        self.queue.push(Waiting { holders: holders.to_vec(), tag, turn });
        self.serve(this);
        true
    }

    pub(super) fn give_back(&mut self, id: u64, took: Duration, this: &Arc<Mutex<Self>>) {
        let took = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        if let Some(held) = self.shares.remove(&id) {
            self.leave(&held.holders, took);
        }
        self.serve(this);
    }

    fn has_room_for(&self, holders: &[Holder]) -> bool {
        let below_caps = holders.iter().all(|holder| self.held_by(*holder) < self.bound.cap(*holder));
        let have_none = holders.iter().all(|holder| self.held_by(*holder) == 0);
        let most = if have_none { self.bound.most } else { self.bound.most.saturating_sub(self.bound.kept) };
        below_caps && self.taken() < most
    }

    /// Takes a slow share back, the oldest of whoever holds the most, for somebody who has none.
    fn take_back_for(&mut self, holders: &[Holder]) -> bool {
        if holders.iter().any(|holder| self.held_by(*holder) > 0) {
            return false;
        }
        let weight = |held: &Held| held.holders.iter().map(|holder| self.held_by(*holder)).max();
        let (before, after) = (self.shares.range(..self.look_from), self.shares.range(self.look_from..));
        let looked_at = || after.clone().chain(before.clone()).take(LOOKED_AT);
        let slow = looked_at().filter(|(_, held)| held.is_slow.load(Relaxed));
        let Some(id) = slow.max_by_key(|(id, held)| (weight(held), Reverse(**id))).map(|(id, _)| *id) else {
            self.look_from = looked_at().last().map_or(0, |(id, _)| id + 1);
            return false;
        };
        let Some(held) = self.shares.remove(&id) else { return false };
        held.taken_back.cancel();
        self.leave(&held.holders, 0);
        self.has_room_for(holders)
    }

    fn enter(&mut self, holders: &[Holder], taken_back: CancellationToken, this: &Arc<Mutex<Self>>) -> Share {
        for holder in holders {
            self.holders.entry(*holder).or_default().held += 1;
        }
        let (id, is_slow) = (self.next_id, Arc::<AtomicBool>::default());
        self.next_id += 1;
        let held = Held { holders: holders.to_vec(), is_slow: Arc::clone(&is_slow), taken_back: taken_back.clone() };
        self.shares.insert(id, held);
        Share { id, begun: Instant::now(), inner: Some(Arc::clone(this)), is_slow, taken_back }
    }

    fn leave(&mut self, holders: &[Holder], took: u64) {
        for holder in holders {
            if let Some(account) = self.holders.get_mut(holder) {
                account.held = account.held.saturating_sub(1);
                if self.bound.waiting > 0 {
                    account.served = account.served.max(self.now).saturating_add(took);
                }
            }
        }
        self.forget(holders);
    }

    /// Hands out turns, the least served first, as long as there are any.
    fn serve(&mut self, this: &Arc<Mutex<Self>>) {
        loop {
            self.forget_gone();
            let waiting = self.queue.iter().enumerate().filter(|(_, one)| self.has_room_for(&one.holders));
            let Some((next, _)) = waiting.min_by_key(|(_, one)| one.tag) else { return };
            let Waiting { holders, tag, turn } = self.queue.remove(next);
            self.now = self.now.max(tag);
            self.stop_waiting(&holders);
            let share = self.enter(&holders, CancellationToken::new(), this);
            let id = share.id;
            if let Err(mut share) = turn.send(share) {
                // Its drop would want the lock that is held here.
                share.inner = None;
                self.shares.remove(&id);
                self.leave(&holders, 0);
            }
        }
    }

    /// Forgets those who gave up waiting.
    fn forget_gone(&mut self) {
        if !self.queue.iter().any(|one| one.turn.is_closed()) {
            return;
        }
        let (gone, queue) = std::mem::take(&mut self.queue).into_iter().partition(|one| one.turn.is_closed());
        self.queue = queue;
        let gone: Vec<Waiting> = gone;
        for one in gone {
            self.stop_waiting(&one.holders);
            self.forget(&one.holders);
        }
    }

    fn stop_waiting(&mut self, holders: &[Holder]) {
        for holder in holders {
            if let Some(account) = self.holders.get_mut(holder) {
                account.waiting = account.waiting.saturating_sub(1);
            }
        }
    }

    /// Keeps no account of holders that have nothing and are owed nothing.
    fn forget(&mut self, holders: &[Holder]) {
        for holder in holders {
            let is_idle = |account: &Account| account.held == 0 && account.waiting == 0 && account.served <= self.now;
            if self.holders.get(holder).is_some_and(is_idle) {
                self.holders.remove(holder);
            }
        }
        // What was served ahead of time is forgiven once nobody waits: the node was idle meanwhile. So it is when there
        // are too many to remember.
        if self.queue.is_empty() && self.shares.is_empty() {
            self.holders.clear();
        } else if self.holders.len() > REMEMBERED {
            self.holders.retain(|_, account| account.held > 0 || account.waiting > 0);
        }
    }
}
