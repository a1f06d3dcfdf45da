//! What stands before the buckets in the database: which of them it has lately found empty, and until when. It only
//! refuses what the database would refuse too, on whichever node the tokens went, and spares it the question: whoever
//! keeps asking costs a look-up in memory.

use entity::Digest;
use moka::sync::Cache;

use super::bucket::Flow;

/// How many empty buckets are remembered; of more, the database is asked about some again.
const KEPT: u64 = 10_000;

/// Buckets that had no token, by when they are full again.
pub struct Shield(Cache<Digest, i64>);

impl Default for Shield {
    fn default() -> Self {
        Self(Cache::new(KEPT))
    }
}

impl Shield {
    /// When the bucket is full again, if it still has no token. Whatever is drawn meanwhile makes it no fuller.
    pub fn full_at(&self, id: Digest, flow: Flow, now: i64) -> Option<i64> {
        self.0.get(&id).filter(|full_at| !flow.has_token(*full_at, now))
    }

    /// A token has come back. Another node that has found the bucket empty refuses until the next one would have flowed in.
    pub fn forget(&self, id: Digest) {
        self.0.invalidate(&id);
    }

    /// The database has found it empty.
    pub fn note(&self, id: Digest, full_at: i64) {
        self.0.insert(id, full_at);
    }
}
