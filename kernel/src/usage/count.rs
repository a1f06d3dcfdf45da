//! How often keys are used, and refused for which reason, by the hour and by the day; for people to look at, not to bill
//! by. What is counted and not yet written is lost when a process is killed.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use entity::{KeyId, OrgId, Timestamp, UseSpan, use_count};
use tokio_util::sync::CancellationToken;

use crate::{db::Db, error::Result, fence::DeadKey};

/// How long a use may stay unwritten.
const INTERVAL: Duration = Duration::from_secs(30);
/// Rows in one statement, of 14 values each: PostgreSQL takes 65,535 and SQLite 32,766.
const BATCH: usize = 500;
/// Locks, so that few wait for each other; a key's id says which is its.
const SHARDS: usize = 16;
/// Keys of an org that are counted by themselves in an hour, in a shard. Further ones are counted with the org's alone.
const MOST_OF_ORG: usize = 2_000 / SHARDS;
/// Keys that are counted by themselves in an hour, in a shard.
const MOST_KEYS: usize = 200_000 / SHARDS;
/// Orgs that are counted in an hour, in a shard.
const MOST_ORGS: usize = 200_000 / SHARDS;
/// Rows that are kept while the database can't be written to. The oldest hours go first.
const MOST_UNWRITTEN: usize = 400_000;

/// How the judging of a key ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Valid,
    Revoked,
    Expired,
    Disabled,
    InsufficientScope,
    ForbiddenAddress,
    RateLimited,
    UsageExceeded,
    /// Any other reason.
    Forbidden,
}

impl From<DeadKey> for Outcome {
    fn from(key: DeadKey) -> Self {
        if key.is_revoked { Self::Revoked } else { Self::Disabled }
    }
}

/// The outcomes and the tokens, each in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    outcomes: [i64; 9],
    tokens: i64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        for (count, more) in self.outcomes.iter_mut().zip(other.outcomes) {
            *count = count.saturating_add(more).min(use_count::MOST);
        }
        self.tokens = self.tokens.saturating_add(other.tokens).min(use_count::MOST);
    }

    /// What was counted since it was last taken.
    fn take(&mut self) -> Option<Self> {
        let taken = std::mem::take(self);
        (taken != Self::default()).then_some(taken)
    }
}

#[derive(Default)]
struct OfOrg {
    keys: HashMap<KeyId, Tally>,
    /// Of keys for which there was no room.
    others: Tally,
}

/// Who has been seen in an hour stays until it is over, so that the bounds hold for the hour.
#[derive(Default)]
struct Hour {
    orgs: HashMap<OrgId, OfOrg>,
    keys: usize,
}

impl Hour {
    /// Where a use of the key is to be added; `None` where there is no room for its org.
    fn tally(&mut self, org: OrgId, key: KeyId) -> Option<&mut Tally> {
        if self.orgs.len() >= MOST_ORGS && !self.orgs.contains_key(&org) {
            return None;
        }
        let OfOrg { keys, others } = self.orgs.entry(org).or_default();
        let has_room = keys.len() < MOST_OF_ORG && self.keys < MOST_KEYS;
        if !has_room && !keys.contains_key(&key) {
            return Some(others);
        }
        Some(keys.entry(key).or_insert_with(|| {
            self.keys += 1;
            Tally::default()
        }))
    }
}

/// A row's primary key, the oldest first.
type Place = (Timestamp, UseSpan, OrgId, KeyId);

/// What was counted and isn't written yet.
#[derive(Default)]
pub struct Counts {
    shards: [Mutex<BTreeMap<Timestamp, Hour>>; SHARDS],
    /// Taken from the shards, to be written.
    unwritten: tokio::sync::Mutex<BTreeMap<Place, Tally>>,
}

impl Counts {
    /// Counts that a key was judged, and the tokens that it spent. On the hot path: a lock that few share, and three look-ups.
    pub fn note(&self, (org, key): (OrgId, KeyId), outcome: Outcome, tokens: i64, now: Timestamp) {
        // The bits at an id's end are random.
        let shard = usize::from(key.uuid().as_bytes()[15]) % SHARDS;
        let mut hours = self.shards[shard].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tally) = hours.entry(UseSpan::Hour.begin(now)).or_default().tally(org, key) {
            let mut outcomes = [0; 9];
            outcomes[outcome as usize] = 1;
            tally.add(Tally { outcomes, tokens });
        }
    }

    /// Writes until `stop`, and once more then.
    pub async fn run(&self, db: &Db, now: impl Fn() -> Timestamp, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            tokio::select! {
                () = tokio::time::sleep(INTERVAL) => {}
                () = stop.cancelled() => {}
            }
            if let Err(error) = self.write(db, now()).await {
                tracing::warn!(?error, "uses of keys could not be counted; they stay for the next time");
            }
        }
    }

    /// Writes what is unwritten. A statement that fails is tried again the next time.
    pub async fn write(&self, db: &Db, now: Timestamp) -> Result<()> {
        let mut unwritten = self.unwritten.lock().await;
        self.gather(&mut unwritten, now);
        while unwritten.len() > MOST_UNWRITTEN {
            unwritten.pop_first();
        }
        while !unwritten.is_empty() {
            let batch: Vec<_> = unwritten.iter().take(BATCH).map(|(place, tally)| (*place, *tally)).collect();
            let rows = batch.iter().map(|(place, tally)| row(*place, *tally)).collect();
            use_count::Entity::add(rows).exec_without_returning(db.write()).await?;
            for (place, _) in &batch {
                unwritten.remove(place);
            }
        }
        Ok(())
    }

    fn gather(&self, unwritten: &mut BTreeMap<Place, Tally>, now: Timestamp) {
        let mut add = |hour: Timestamp, org, key, tally| {
            for span in [UseSpan::Hour, UseSpan::Day] {
                for key in [key, Some(use_count::Entity::all_keys())].into_iter().flatten() {
                    unwritten.entry((span.begin(hour), span, org, key)).or_default().add(tally);
                }
            }
        };
        for shard in &self.shards {
            let mut hours = shard.lock().unwrap_or_else(PoisonError::into_inner);
            for (hour, Hour { orgs, .. }) in hours.iter_mut() {
                for (org, OfOrg { keys, others }) in orgs {
                    for (key, tally) in keys {
                        if let Some(tally) = tally.take() {
                            add(*hour, *org, Some(*key), tally);
                        }
                    }
                    if let Some(tally) = others.take() {
                        add(*hour, *org, None, tally);
                    }
                }
            }
            hours.retain(|hour, _| *hour >= UseSpan::Hour.begin(now));
        }
    }
}

fn row((begins_at, span, org_id, key_id): Place, tally: Tally) -> use_count::Model {
    let [
        valid,
        revoked,
        expired,
        disabled,
        insufficient_scope,
        forbidden_address,
        rate_limited,
        usage_exceeded,
        forbidden,
    ] = tally.outcomes;
    use_count::Model {
        org_id,
        key_id,
        span,
        begins_at,
        valid,
        revoked,
        expired,
        disabled,
        insufficient_scope,
        forbidden_address,
        rate_limited,
        usage_exceeded,
        forbidden,
        tokens: tally.tokens,
    }
}

/// For how long counts of such spans are kept.
pub const fn kept(span: UseSpan) -> Duration {
    let days = match span {
        UseSpan::Hour => 8,
        UseSpan::Day => 91,
    };
    Duration::from_secs(days * 24 * 3600)
}

/// Deletes counts that are older than anybody may ask for.
pub async fn forget_old(db: &Db, now: Timestamp) -> Result<()> {
    for span in UseSpan::ALL {
        use_count::Entity::forget(*span, now.minus(kept(*span) + span.length())).exec(db.write()).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn ids(number: u128) -> (OrgId, KeyId) {
        (Uuid::from_u128(1).into(), Uuid::from_u128(number << 8).into())
    }

    fn gathered(counts: &Counts, now: Timestamp) -> BTreeMap<Place, Tally> {
        let mut rows = BTreeMap::new();
        counts.gather(&mut rows, now);
        rows
    }

    #[test]
    fn an_orgs_further_keys_are_counted_with_the_org_alone_until_the_hour_is_over() {
        let (counts, now) = (Counts::default(), Timestamp::from_millis(7_200_000));
        let of_org =
            |rows: &BTreeMap<Place, Tally>| rows.keys().filter(|(_, span, _, _)| *span == UseSpan::Hour).count();
        for number in 1..=200 {
            counts.note(ids(number), Outcome::Valid, 3, now);
        }
        let rows = gathered(&counts, now);
        assert_eq!(of_org(&rows), MOST_OF_ORG + 1, "those that there is room for, and all together");
        let all = rows[&(UseSpan::Hour.begin(now), UseSpan::Hour, ids(1).0, use_count::Entity::all_keys())];
        assert_eq!((all.outcomes[0], all.tokens), (200, 600));
        for number in 201..=400 {
            counts.note(ids(number), Outcome::Revoked, 0, now);
        }
        assert_eq!(of_org(&gathered(&counts, now)), 1, "new keys have no room in the same hour");
        let later = now.plus(UseSpan::Hour.length());
        gathered(&counts, later);
        counts.note(ids(401), Outcome::Valid, 0, later);
        assert_eq!(of_org(&gathered(&counts, later)), 2, "but in the next");
    }

    #[test]
    fn a_use_is_counted_in_its_own_hour_and_once() {
        let (counts, end) = (Counts::default(), Timestamp::from_millis(3_599_999));
        counts.note(ids(1), Outcome::Expired, 0, end);
        let later = end.plus(Duration::from_millis(1));
        counts.note(ids(1), Outcome::Valid, 0, later);
        let rows = gathered(&counts, later);
        let hours: Vec<_> = rows.keys().filter(|place| place.1 == UseSpan::Hour && place.3 == ids(1).1).collect();
        assert_eq!(hours.len(), 2);
        let days: Vec<_> = rows.iter().filter(|(place, _)| place.1 == UseSpan::Day && place.3 == ids(1).1).collect();
        assert_eq!(days.len(), 1);
        assert_eq!(days[0].1.outcomes.iter().sum::<i64>(), 2);
        assert!(gathered(&counts, later).is_empty());
    }
}
