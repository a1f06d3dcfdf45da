//! A node's life: it hears of entries, applies them, acknowledges them and renews its lease, all on one connection of
//! its own, so that neither a busy pool nor a connection that is half dead can do one without the others.

use std::{convert::Infallible, time::Duration};

use sea_orm::sqlx::{
    self, Acquire as _, Error, PgConnection,
    postgres::{PgListener, PgPoolOptions},
};
use tokio::time;
use tokio_util::sync::CancellationToken;

use super::{
    Cluster, LEASE,
    log::{self, Entry, Position},
};
use crate::{db::postgres::prepare, fence::Tag};

/// How often the lease is renewed.
const RENEWAL: Duration = Duration::from_millis(500);
/// How long the database may take for a statement, or for a connection.
pub const PATIENCE: Duration = Duration::from_secs(1);
/// Between two attempts to be a node.
const REST: Duration = Duration::from_millis(200);
/// Every so many renewals the node looks for others that are gone.
const WATCH: i64 = 4;

/// `renewals` only grows, also if an older statement arrives late.
const RENEW: &str = "\
    INSERT INTO nodes (id, name, version, renewals, acknowledged) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (id) DO UPDATE
    SET renewals = EXCLUDED.renewals, acknowledged = EXCLUDED.acknowledged, renewed_at = clock_timestamp()
    WHERE nodes.renewals < EXCLUDED.renewals";

/// Need not be on disk: an acknowledgement that is lost is only made again. (A renewal must be, or a node that still
/// has its lease could be unknown to the database after a crash.)
const ACKNOWLEDGE: &str = "\
    UPDATE nodes SET acknowledged = $2 FROM (SELECT set_config('synchronous_commit', 'off', true)) AS quick
    WHERE id = $1";

struct Node<'a> {
    cluster: &'a Cluster,
    name: &'a str,
    /// The last entry that was applied; `None` before the first look.
    position: Option<Position>,
    acknowledged: i64,
    renewals: i64,
}

impl Cluster {
    /// Is a node until `stop`, then gives the lease back, so that nobody waits for it.
    pub async fn keep(&self, name: &str, stop: &CancellationToken) {
        let mut node = Node { cluster: self, name, position: None, acknowledged: 0, renewals: 0 };
        let mut troubled = false;
        loop {
            let renewals = node.renewals;
            let Err(error) = tokio::select! {
                ended = node.attend() => ended,
                () = stop.cancelled() => break,
            };
            // Once for each time that it went well before.
            if !troubled || node.renewals > renewals + 1 {
                tracing::warn!(%error, "lost touch with the other nodes; asking the database about every credential");
            }
            troubled = true;
            tokio::select! {
                () = time::sleep(REST) => {}
                () = stop.cancelled() => break,
            }
        }
        self.lease.give_back();
        let leave = sqlx::query("DELETE FROM nodes WHERE id = $1").bind(self.id).execute(&self.pool);
        if !matches!(time::timeout(PATIENCE, leave).await, Ok(Ok(_))) {
            tracing::warn!("could not give back the lease; changes wait until it has run out");
        }
    }
}

impl Node<'_> {
    /// Until the connection fails.
    async fn attend(&mut self) -> Result<Infallible, Error> {
        let mut feed = within(self.listen()).await?;
        let mut renewal = time::interval(RENEWAL);
        renewal.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                _ = renewal.tick() => self.renew(&mut feed).await?,
                heard = feed.try_recv() => {
                    let heard = heard?.ok_or_else(|| Error::Protocol("the connection was closed".to_owned()))?;
                    let mut whole = self.hear(heard.payload());
                    while let Some(heard) = feed.next_buffered() {
                        whole &= self.hear(heard.payload());
                    }
                    within(async {
                        let connection = feed.acquire().await?;
                        if !whole {
                            self.catch_up(connection).await?;
                        }
                        self.acknowledge(connection).await
                    })
                    .await?;
                }
            }
        }
    }

    async fn listen(&self) -> Result<PgListener, Error> {
        let options = self.cluster.pool.connect_options().as_ref().clone().application_name("almond fence");
        let own = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
        let own = own.after_connect(|connection, _| Box::pin(prepare(connection)));
        let mut feed = PgListener::connect_with(&own.connect_lazy_with(options)).await?;
        feed.ignore_pool_close_event(true);
        feed.eager_reconnect(false);
        feed.listen(log::CHANNEL).await?;
        Ok(feed)
    }

    /// Applies what was announced. `false` if something before it is missing.
    fn hear(&mut self, announced: &str) -> bool {
        let Some(position) = self.position else { return false };
        match Entry::announced(announced) {
            Some(entry) if entry.follows(position) => self.apply(entry),
            Some(entry) if entry.at.number <= position.number => {}
            _ => return false,
        }
        true
    }

    fn apply(&mut self, entry: Entry) {
        self.cluster.stamps.stamp(&entry.tags);
        self.cluster.metrics.entry_applied();
        self.position = Some(entry.at);
    }

    /// The new lease counts from before it was asked for, and only once everything that was committed by the time the
    /// database had it has been applied.
    async fn renew(&mut self, feed: &mut PgListener) -> Result<(), Error> {
        let asked_at = self.cluster.clock.uptime();
        let ends_at = asked_at + LEASE;
        self.renewals += 1;
        within(async {
            let connection = feed.acquire().await?;
            let applied = self.position.map_or(0, |position| position.number);
            let renewed = sqlx::query(RENEW)
                .bind(self.cluster.id)
                .bind(self.name)
                .bind(env!("CARGO_PKG_VERSION"))
                .bind(self.renewals)
                .bind(applied)
                .execute(&mut *connection)
                .await?;
            if renewed.rows_affected() == 0 {
                return Err(Error::Protocol("the lease was not renewed".to_owned()));
            }
            self.acknowledged = applied;
            // A statement of its own, begun after the renewal was committed: a change that didn't see the renewal was
            // committed before this, and is seen here.
            self.catch_up(connection).await?;
            self.cluster.lease.extend(ends_at);
            self.cluster.metrics.lease_renewed();
            self.acknowledge(connection).await
        })
        .await?;
        if self.renewals % WATCH == 0 {
            within(async { self.cluster.lost.look(feed.acquire().await?).await }).await?;
        }
        Ok(())
    }

    /// Applies every entry there is.
    async fn catch_up(&mut self, connection: &mut PgConnection) -> Result<(), Error> {
        let head = log::head(connection).await?;
        let is_behind = |position: Position| position.number < head.number;
        let caught_up = match self.position {
            Some(position) if is_behind(position) => {
                for entry in log::after(connection, position.number).await? {
                    if self.position.is_some_and(|position| entry.follows(position)) {
                        self.apply(entry);
                    }
                }
                !self.position.is_some_and(is_behind)
            }
            position => position == Some(head),
        };
        if !caught_up {
            // The first look, or entries are missing, or the database has another history than it had.
            self.cluster.stamps.stamp(&[Tag::Everything]);
            self.cluster.metrics.memory_forgotten();
            self.position = Some(head);
        }
        Ok(())
    }

    async fn acknowledge(&mut self, connection: &mut PgConnection) -> Result<(), Error> {
        let applied = self.position.map_or(0, |position| position.number);
        if applied != self.acknowledged {
            sqlx::query(ACKNOWLEDGE).bind(self.cluster.id).bind(applied).execute(connection).await?;
            self.acknowledged = applied;
        }
        Ok(())
    }
}

/// What the database doesn't do in time has failed: nobody may wait for a connection that nobody answers on.
pub async fn within<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    time::timeout(PATIENCE, work).await.unwrap_or_else(|_| Err(Error::PoolTimedOut))
}
