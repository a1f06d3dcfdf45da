//! Counting guesses: before each is judged, in a statement of its own that holds whatever becomes of the request.

use std::net::IpAddr;

use entity::{Digest, attempt, known_network};
use sea_orm::ConnectionTrait;

use super::{Limiter, Place, Subject, Target, Turn, lockout, target::network_digest, too_many};
use crate::error::{Error, Result};

/// The name of the counters, in their keys, in headers and in metrics.
const NAME: &str = "lockout";

impl Limiter {
    /// Says if the address is one that the account's owner signs in from.
    pub async fn place(&self, account: &Target, address: IpAddr) -> Result<Place> {
        let since = self.clock.now().minus(lockout::KNOWN);
        let known = known_network::Entity::seen_since(account.digest(), network_digest(address), since);
        let known = known.one(self.db.read()).await?.is_some();
        Ok(if known { Place::Known(address) } else { Place::Elsewhere })
    }

    /// Makes the address one that the account's owner signs in from, as part of the sign-in.
    pub async fn note_sign_in(&self, db: &impl ConnectionTrait, account: &Target, address: IpAddr) -> Result<()> {
        let note = known_network::Entity::note(account.digest(), network_digest(address), self.clock.now());
        note.exec_without_returning(db).await?;
        Ok(())
    }

    /// The key of the counter for guesses at this account from this place.
    pub fn counter(account: &Target, place: Place) -> Digest {
        Subject::Target(account, place).id(NAME)
    }

    /// Waits until nobody else's guess is being judged.
    pub async fn turn(&self, counter: Digest) -> Result<Turn> {
        self.turns.wait(counter).await
    }

    /// Counts a guess as wrong until it is said to be otherwise. False while the account is locked.
    pub async fn count(&self, counter: Digest) -> Result<bool> {
        let (db, now) = (self.db.write(), self.clock.now());
        let count = attempt::Entity::count(db.get_database_backend(), counter, now, &lockout::locks(now));
        Ok(db.execute_raw(count).await?.rows_affected() > 0)
    }

    /// True if guesses have led to a lock that nobody told the owner of.
    pub async fn is_untold(&self, counter: Digest) -> Result<bool> {
        let row = attempt::Entity::by_id(counter).one(self.db.read()).await?;
        Ok(row.is_some_and(|row| row.failures >= lockout::FAILURES && row.told_at.is_none()))
    }

    /// What a guess at a locked account is answered; the right one too.
    pub async fn locked(&self, counter: Digest) -> Result<Error> {
        self.metrics.limited(NAME);
        let now = self.clock.now();
        let row = attempt::Entity::by_id(counter).one(self.db.read()).await?;
        let seconds = row.map_or(1, |row| lockout::retry_after(row.locked_until, now));
        Ok(too_many(NAME, lockout::FAILURES.unsigned_abs(), lockout::FORGOTTEN.as_secs(), seconds))
    }

    /// A right guess: those before it are forgotten.
    pub async fn forget(&self, counter: Digest) -> Result<()> {
        attempt::Entity::forget(counter).exec(self.db.write()).await?;
        Ok(())
    }

    /// What was counted turned out to be no guess.
    pub async fn take_back(&self, counter: Digest) -> Result<()> {
        attempt::Entity::take_back(counter).exec(self.db.write()).await?;
        Ok(())
    }

    /// Forgets the guesses and the networks that are too old to count.
    pub async fn forget_old(&self) -> Result<()> {
        let now = self.clock.now();
        attempt::Entity::delete_counted_before(now.minus(lockout::FORGOTTEN)).exec(self.db.write()).await?;
        known_network::Entity::delete_seen_before(now.minus(lockout::KNOWN)).exec(self.db.write()).await?;
        Ok(())
    }
}
