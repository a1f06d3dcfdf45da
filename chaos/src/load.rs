//! Checks on every node without a pause: of keys that are good, and of keys whose revocation has been answered.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use http::Method;
use tokio::time::sleep;

use crate::{client::Client, site::Site};

pub const CHECK: &str = "/api/v1/models";

/// What became of the checks so far.
#[derive(Default)]
pub struct Counts {
    pub checks: AtomicU64,
    /// Accepted, though the request began after the revocation was answered. Must be none.
    pub stale: AtomicU64,
    /// Good keys that were refused with 401. Must be none.
    pub wronged: AtomicU64,
    /// 503.
    pub unavailable: AtomicU64,
    /// No answer.
    pub lost: AtomicU64,
}

impl Counts {
    pub fn add(&self, more: &Self) {
        for (sum, more) in [
            (&self.checks, &more.checks),
            (&self.stale, &more.stale),
            (&self.wronged, &more.wronged),
            (&self.unavailable, &more.unavailable),
            (&self.lost, &more.lost),
        ] {
            sum.fetch_add(more.load(Relaxed), Relaxed);
        }
    }
}

pub struct Load {
    pub counts: Counts,
    good: Mutex<Vec<String>>,
    /// The newest of those whose revocation was answered.
    dead: Mutex<Vec<String>>,
    pub stop: AtomicBool,
    /// Between two checks.
    pause: Option<Duration>,
}

/// How many dead keys are asked for again and again.
const REMEMBERED: usize = 64;

impl Load {
    pub fn new(good: Vec<String>, pause: Option<Duration>) -> Arc<Self> {
        let (dead, stop) = (Mutex::default(), AtomicBool::new(false));
        Arc::new(Self { counts: Counts::default(), good: Mutex::new(good), dead, stop, pause })
    }

    pub fn died(&self, key: String) {
        let mut dead = self.dead.lock().unwrap_or_else(PoisonError::into_inner);
        if dead.len() == REMEMBERED {
            dead.remove(0);
        }
        dead.push(key);
    }

    /// One connection's life after the other.
    pub async fn run(self: Arc<Self>, site: Arc<Site>, node: usize) {
        let mut turn = node;
        while !self.stop.load(Relaxed) {
            let connected = match site.address(node) {
                Ok(address) => Client::connect(address).await,
                Err(error) => Err(error),
            };
            let Ok(mut client) = connected else {
                sleep(Duration::from_millis(20)).await;
                continue;
            };
            while !self.stop.load(Relaxed) {
                turn += 1;
                if !self.check(&mut client, turn).await {
                    break;
                }
                if let Some(pause) = self.pause {
                    sleep(pause).await;
                }
            }
        }
    }

    async fn check(&self, client: &mut Client, turn: usize) -> bool {
        // Taken from the list first, asked then: whatever is on the list of dead keys was answered before.
        let from = if turn.is_multiple_of(2) { &self.good } else { &self.dead };
        let key = {
            let keys = from.lock().unwrap_or_else(PoisonError::into_inner);
            // Mostly the newest: what died last is what a node may not have heard of.
            let place = if turn % 4 == 1 { keys.len().saturating_sub(1) } else { (turn / 2) % keys.len().max(1) };
            keys.get(place).cloned()
        };
        let Some(key) = key else { return true };
        let answer = client.send(Method::GET, CHECK, &key, None).await;
        self.counts.checks.fetch_add(1, Relaxed);
        let was_good = turn.is_multiple_of(2);
        match answer {
            Ok((200..=299, _)) if !was_good => _ = self.counts.stale.fetch_add(1, Relaxed),
            Ok((401, _)) if was_good => _ = self.counts.wronged.fetch_add(1, Relaxed),
            Ok((503, _)) => _ = self.counts.unavailable.fetch_add(1, Relaxed),
            Ok(_) => {}
            Err(_) => {
                self.counts.lost.fetch_add(1, Relaxed);
                return false;
            }
        }
        true
    }
}
