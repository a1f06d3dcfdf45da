//! One attempt at a time, for each thing attempted: an attempt counts as failed while it is being judged, and many right
//! ones at once must not look like many wrong ones. A fixed table of turns shared by hash.
//! On several nodes a few attempts are under way at once, which is as good: what counts is the database's statement.

use std::{collections::hash_map::RandomState, hash::BuildHasher, sync::Arc, time::Duration};

use entity::Digest;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::error::{Error, Result};

const TURNS: usize = 1024;
/// How long an attempt waits for those before it.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Turns {
    turns: Box<[Arc<Mutex<()>>]>,
    hasher: RandomState,
}

/// Held while an attempt is judged.
#[derive(Debug)]
pub struct Turn {
    _held: OwnedMutexGuard<()>,
}

impl Default for Turns {
    fn default() -> Self {
        Self { turns: (0..TURNS).map(|_| Arc::default()).collect(), hasher: RandomState::new() }
    }
}

impl Turns {
    /// # Errors
    /// `UNAVAILABLE` when too many are waiting already.
    pub async fn wait(&self, subject: Digest) -> Result<Turn> {
        let turn = Arc::clone(&self.turns[self.hasher.hash_one(subject) as usize % TURNS]);
        let waited = tokio::time::timeout(PATIENCE, turn.lock_owned()).await;
        waited
            .map(|held| Turn { _held: held })
            .map_err(|_| Error::unavailable("too many attempts at once on one account"))
    }
}
