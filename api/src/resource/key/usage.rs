//! When keys were last used: gathered in memory and written in batches, by a statement that touches nothing else and
//! never a revoked key. The first use of a key is written at once.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::Ordering::{AcqRel, Relaxed, Release},
    },
    time::Duration,
};

use entity::{KeyId, Timestamp, api_key};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{db::Db, error::Result, fence::KeyUse};

/// How long a use may stay unwritten.
const INTERVAL: Duration = Duration::from_secs(10);

/// Keys in one statement.
const BATCH: usize = 2000;

/// The uses that are not written yet.
#[derive(Default)]
pub struct KeyUsage {
    unwritten: Mutex<HashMap<KeyId, Arc<KeyUse>>>,
    first_use: Notify,
}

impl KeyUsage {
    /// Notes a use. On the hot path: a store and a swap, and a lock once a key per interval.
    pub fn note(&self, last_use: &Arc<KeyUse>, now: Timestamp) {
        let before = last_use.at.fetch_max(now.millis(), Relaxed);
        if !last_use.unwritten.swap(true, AcqRel) {
            let mut unwritten = self.unwritten.lock().unwrap_or_else(PoisonError::into_inner);
            let noted = unwritten.entry(last_use.key).or_insert_with(|| Arc::clone(last_use));
            noted.at.fetch_max(now.millis(), Relaxed);
            noted.unwritten.store(true, Release);
            // While an older picture's note of the key waits to be written, it is told of every use. Only what is itself
            // in the map may hold its mark: nothing else takes that off again.
            if !Arc::ptr_eq(noted, last_use) {
                last_use.unwritten.store(false, Release);
            }
        }
        if before == 0 {
            self.first_use.notify_one();
        }
    }

    /// A key's last use that isn't written yet.
    pub fn unwritten(&self, key: KeyId) -> Option<Timestamp> {
        let unwritten = self.unwritten.lock().unwrap_or_else(PoisonError::into_inner);
        unwritten.get(&key).map(|last_use| Timestamp::from_millis(last_use.at.load(Relaxed)))
    }

    /// Writes until `stop`, and once more then.
    pub async fn run(&self, db: &Db, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            tokio::select! {
                () = tokio::time::sleep(INTERVAL) => {}
                () = self.first_use.notified() => {}
                () = stop.cancelled() => {}
            }
            if let Err(error) = self.write(db).await {
                tracing::warn!(?error, "last uses of keys could not be written; they stay for the next time");
            }
        }
    }

    /// Writes what is unwritten. Entries stay until their batch is durable, so that nobody reads an older instant.
    pub async fn write(&self, db: &Db) -> Result<()> {
        let mut pending: Vec<Arc<KeyUse>> = {
            let unwritten = self.unwritten.lock().unwrap_or_else(PoisonError::into_inner);
            unwritten.values().cloned().collect()
        };
        // Ids go by age, and so do rows: in this order a batch changes few pages of the table, not one for each key.
        pending.sort_unstable_by_key(|last_use| last_use.key);
        for batch in pending.chunks(BATCH) {
            let uses: Vec<(KeyId, Timestamp)> = batch
                .iter()
                .map(|last_use| {
                    last_use.unwritten.swap(false, AcqRel);
                    (last_use.key, Timestamp::from_millis(last_use.at.load(Relaxed)))
                })
                .collect();
            api_key::Entity::touch(&uses).exec(db.write()).await?;
            let mut unwritten = self.unwritten.lock().unwrap_or_else(PoisonError::into_inner);
            for last_use in batch.iter().filter(|last_use| !last_use.unwritten.load(Relaxed)) {
                unwritten.remove(&last_use.key);
            }
        }
        Ok(())
    }
}
