//! Where the master key may be used. Wrong ones draw from a bucket of their address, and while that is empty the right one
//! is refused there as well: who guesses must not learn any sooner that a guess was right. It never is where it was
//! used lately, so nobody locks the operator out who sends wrong ones from the operator's own network.

use std::{net::IpAddr, time::Duration};

use entity::{Digest, Timestamp, known_network};
use moka::sync::Cache;

use super::{Bucket, Limiter, Subject, lockout, micros, target::network_digest};
use crate::{error::Result, share::network};

/// How often a node writes down that the key is used at an address: often enough for the address to stay known.
const NOTED_FOR: Duration = Duration::from_secs(24 * 3600);
/// How many networks are remembered; of more, each use of the key is written down.
const KEPT: u64 = 10_000;

/// Networks the master key was used in, by when that was last written down.
pub(super) struct Places(Cache<IpAddr, Timestamp>);

impl Default for Places {
    fn default() -> Self {
        Self(Cache::new(KEPT))
    }
}

impl Limiter {
    /// Lets the operator in at this address, who has the right key.
    ///
    /// # Errors
    /// `BAD_REQUEST` `Too many requests` at an address with too many wrong ones, unless it is known.
    pub async fn operator_at(&self, address: IpAddr) -> Result<()> {
        let (network, now) = (network(address), self.clock.now());
        if self.operators.0.get(&network).is_some_and(|noted_at| now < noted_at.plus(NOTED_FOR)) {
            return Ok(());
        }
        // Boxed: every request would make room for it otherwise.
        Box::pin(self.operator_at_new_place(address, network, now)).await
    }

    async fn operator_at_new_place(&self, address: IpAddr, network: IpAddr, now: Timestamp) -> Result<()> {
        let (account, network_digest) = (Digest::of(b"operator"), network_digest(address));
        let subject = Subject::Address(address);
        let flow = self.flow(Bucket::MasterKey, subject);
        let id = subject.id(Bucket::MasterKey.as_str());
        if let Some(full_at) = self.shield.full_at(id, flow, micros(now)) {
            let since = now.minus(lockout::KNOWN);
            let known = known_network::Entity::seen_since(account, network_digest, since).one(self.db.read()).await?;
            if known.is_none() {
                return Err(self.refuse(Bucket::MasterKey, flow, full_at, micros(now)));
            }
        }
        // First in memory, so that of many requests at once one writes.
        self.operators.0.insert(network, now);
        let note = known_network::Entity::note(account, network_digest, now);
        if let Err(error) = note.exec_without_returning(self.db.write()).await {
            self.operators.0.invalidate(&network);
            tracing::warn!(%error, "where the master key was used could not be written down");
        }
        Ok(())
    }
}
