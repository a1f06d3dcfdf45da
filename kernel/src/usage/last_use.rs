//! When keys and sessions were last used, and keys from where: gathered in memory and written in batches, by a statement that touches nothing
//! else and nothing that is over. The first use of a key is written at once.

use std::{
    collections::HashMap,
    hash::Hash,
    net::IpAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::Ordering::{AcqRel, Relaxed, Release},
    },
    time::Duration,
};

use entity::{KeyId, SessionId, Timestamp, api_key, session};
use sea_orm::{EntityTrait, UpdateMany};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{db::Db, error::Result, fence::LastUse};

/// How long a use may stay unwritten.
const INTERVAL: Duration = Duration::from_secs(10);

/// Keys or sessions in one statement.
const BATCH: usize = 2000;

/// The id of something whose uses are noted.
pub trait Used: Copy + Ord + Hash {
    type Row: EntityTrait;

    /// The statement that writes them back.
    fn touch(uses: &[(Self, Timestamp, Option<String>)]) -> UpdateMany<Self::Row>;
}

impl Used for KeyId {
    type Row = api_key::Entity;

    fn touch(uses: &[(Self, Timestamp, Option<String>)]) -> UpdateMany<Self::Row> {
        api_key::Entity::touch(uses)
    }
}

impl Used for SessionId {
    type Row = session::Entity;

    fn touch(uses: &[(Self, Timestamp, Option<String>)]) -> UpdateMany<Self::Row> {
        session::Entity::touch(uses)
    }
}

/// The uses that are not written yet.
pub struct Usage<I> {
    unwritten: Mutex<HashMap<I, Arc<LastUse<I>>>>,
    first_use: Notify,
}

impl<I> Default for Usage<I> {
    fn default() -> Self {
        Self { unwritten: Mutex::default(), first_use: Notify::default() }
    }
}

impl<I: Used> Usage<I> {
    /// Notes a use; true if it is the first since uses were written. On the hot path: a store and a swap, and a lock
    /// once a key per interval.
    pub fn note(&self, last_use: &Arc<LastUse<I>>, now: Timestamp, from: Option<IpAddr>) -> bool {
        let before = last_use.at.fetch_max(now.millis(), Relaxed);
        let first = !last_use.unwritten.swap(true, AcqRel);
        if first {
            let mut unwritten = self.unwritten.lock().unwrap_or_else(PoisonError::into_inner);
            let noted = unwritten.entry(last_use.id).or_insert_with(|| Arc::clone(last_use));
            noted.at.fetch_max(now.millis(), Relaxed);
            if from.is_some() {
                *noted.from.lock().unwrap_or_else(PoisonError::into_inner) = from;
            }
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
        first
    }

    /// A last use that isn't written yet.
    pub fn unwritten(&self, id: I) -> Option<(Timestamp, Option<IpAddr>)> {
        let unwritten = self.unwritten.lock().unwrap_or_else(PoisonError::into_inner);
        unwritten.get(&id).map(|last_use| (Timestamp::from_millis(last_use.at.load(Relaxed)), place(last_use)))
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
                tracing::warn!(?error, "last uses could not be written; they stay for the next time");
            }
        }
    }

    /// Writes what is unwritten. Entries stay until their batch is durable, so that nobody reads an older instant.
    pub async fn write(&self, db: &Db) -> Result<()> {
        let mut pending: Vec<Arc<LastUse<I>>> = {
            let unwritten = self.unwritten.lock().unwrap_or_else(PoisonError::into_inner);
            unwritten.values().cloned().collect()
        };
        // Ids go by age, and so do rows: in this order a batch changes few pages of the table, not one for each key.
        pending.sort_unstable_by_key(|last_use| last_use.id);
        for batch in pending.chunks(BATCH) {
            let uses: Vec<(I, Timestamp, Option<String>)> = batch
                .iter()
                .map(|last_use| {
                    last_use.unwritten.swap(false, AcqRel);
                    let from = place(last_use).map(|address| address.to_string());
                    (last_use.id, Timestamp::from_millis(last_use.at.load(Relaxed)), from)
                })
                .collect();
            I::touch(&uses).exec(db.write()).await?;
            let mut unwritten = self.unwritten.lock().unwrap_or_else(PoisonError::into_inner);
            for last_use in batch.iter().filter(|last_use| !last_use.unwritten.load(Relaxed)) {
                unwritten.remove(&last_use.id);
            }
        }
        Ok(())
    }
}

fn place<I>(last_use: &LastUse<I>) -> Option<IpAddr> {
    *last_use.from.lock().unwrap_or_else(PoisonError::into_inner)
}
