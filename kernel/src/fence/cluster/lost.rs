//! Striking out nodes that are gone. A node is gone when its row has not changed for longer than a lease by the clock of
//! whoever watches it: then the lease has run out, whatever became of the node. The database's own clock gives a hint
//! which rows to watch and decides nothing, because it can be set.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use sea_orm::sqlx::{self, PgConnection};
use uuid::Uuid;

use super::{DRIFT, LEASE};
use crate::seam::Clock;

const SUSPECTS: &str = "\
    SELECT id, renewals FROM nodes WHERE id <> $1 AND (renewed_at < clock_timestamp() - interval '1 second'
        OR acknowledged < (SELECT number FROM invalidation_heads))";

/// A node as the operator sees it.
#[derive(Debug)]
pub struct Seen {
    pub id: Uuid,
    pub name: String,
    pub version: String,
    /// Since so many seconds.
    pub up: i64,
    /// Before so many milliseconds.
    pub renewed: i64,
    /// So many entries.
    pub behind: i64,
}

/// Every node there is, oldest first.
pub async fn all(connection: &mut PgConnection) -> Result<Vec<Seen>, sqlx::Error> {
    let all = "SELECT id, name, version, extract(epoch FROM clock_timestamp() - started_at)::bigint,
        (extract(epoch FROM clock_timestamp() - renewed_at) * 1000)::bigint,
        greatest(0, (SELECT number FROM invalidation_heads) - acknowledged) FROM nodes ORDER BY started_at, id";
    let rows: Vec<(Uuid, String, String, i64, i64, i64)> = sqlx::query_as(all).fetch_all(connection).await?;
    let seen = |(id, name, version, up, renewed, behind)| Seen { id, name, version, up, renewed, behind };
    Ok(rows.into_iter().map(seen).collect())
}

pub struct Lost {
    me: Uuid,
    clock: Arc<dyn Clock>,
    /// Nodes, the renewal each had made last, and since when that is known.
    suspects: Mutex<HashMap<Uuid, (i64, Duration)>>,
}

impl Lost {
    pub fn new(me: Uuid, clock: Arc<dyn Clock>) -> Self {
        Self { me, clock, suspects: Mutex::default() }
    }

    /// Looks at all nodes, and strikes out those that are gone. To be called again after a while.
    pub async fn look(&self, connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        let before = self.clock.uptime();
        let found: Vec<(Uuid, i64)> = sqlx::query_as(SUSPECTS).bind(self.me).fetch_all(&mut *connection).await?;
        for (id, renewals) in self.gone(&found, before, self.clock.uptime()) {
            // Only as it was seen: if it has renewed its lease since, it stays.
            let strike = "DELETE FROM nodes WHERE id = $1 AND renewals = $2";
            if sqlx::query(strike).bind(id).bind(renewals).execute(&mut *connection).await?.rows_affected() > 0 {
                tracing::warn!(node = %id, "a node is gone");
            }
        }
        Ok(())
    }

    /// Those of the nodes `found` between `before` and `after` whose lease has run out.
    fn gone(&self, found: &[(Uuid, i64)], before: Duration, after: Duration) -> Vec<(Uuid, i64)> {
        let mut suspects = self.suspects.lock().unwrap_or_else(PoisonError::into_inner);
        let known = std::mem::take(&mut *suspects);
        for &(id, renewals) in found {
            // The renewal was made before `after`, so its lease can't begin any later.
            let same = known.get(&id).filter(|(seen, _)| *seen == renewals);
            suspects.insert(id, (renewals, same.map_or(after, |(_, since)| *since)));
        }
        let ran_out = |since: Duration| before.saturating_sub(since) >= LEASE + DRIFT;
        suspects.iter().filter(|(_, (_, since))| ran_out(*since)).map(|(id, (seen, _))| (*id, *seen)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seam::SystemClock;

    #[test]
    fn a_node_is_gone_when_it_did_not_renew_for_longer_than_a_lease() {
        let lost = Lost::new(Uuid::nil(), Arc::new(SystemClock));
        let (dead, alive) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let at = |millis: u64| Duration::from_millis(10_000 + millis);
        let millis = Duration::from_millis(1);
        assert_eq!(lost.gone(&[(dead, 5), (alive, 5)], at(0), at(3)), []);
        assert_eq!(lost.gone(&[(dead, 5), (alive, 6)], at(1000), at(1000)), []);
        let end = at(3) + LEASE + DRIFT;
        assert_eq!(lost.gone(&[(dead, 5), (alive, 7)], end - millis, end), []);
        assert_eq!(lost.gone(&[(dead, 5), (alive, 8)], end, end), [(dead, 5)]);
        // Not looked at in between is not the same as not renewed.
        assert_eq!(lost.gone(&[(alive, 9)], at(9000), at(9000)), []);
        assert_eq!(lost.gone(&[(dead, 5), (alive, 9)], at(9100), at(9100)), []);
    }
}
