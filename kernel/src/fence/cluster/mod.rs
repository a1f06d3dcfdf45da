//! Several nodes on one PostgreSQL: why each may answer from its own memory although all of them change the rows.
//! `docs/operating/scale.md` has the protocol and its proof; the parts are:
//!
//! - `log`: every change that alters pictures adds a numbered entry in its own transaction.
//! - `lease`: for how long a node may answer from memory without having heard anything.
//! - `node`: the task that holds the lease, applies entries and acknowledges them.
//! - `acknowledged`: how a change waits until no node can answer from an older picture.
//! - `lost`: striking out nodes that are gone, so that nobody waits for them again.

mod acknowledged;
mod lease;
mod log;
mod lost;
mod node;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use acknowledged::Acknowledged;
use lease::Lease;
pub use log::append;
use lost::Lost;
pub use lost::Seen;
use sea_orm::sqlx::{self, PgPool};
use uuid::{Builder, Uuid};

use super::stamps::Stamps;
use crate::{
    seam::{Clock, Entropy, bytes},
    telemetry::Metrics,
};

/// How long a node may answer from memory after it last asked what has changed. Counted on the node's own clock from
/// before it asked.
pub const LEASE: Duration = Duration::from_secs(2);
/// By how much clocks may go apart within a lease: 25 ms in 2 s are 1.25 %, many times what any clock is out by.
const DRIFT: Duration = Duration::from_millis(25);
/// After this long a change need wait for nobody: whoever still answers from memory has asked since, and been told.
const LONGEST_WAIT: Duration = LEASE.saturating_add(DRIFT).saturating_add(DRIFT);
/// How long a change looks for nodes to strike out, so that the next one need not wait for them.
const LOOK: Duration = Duration::from_millis(500);

/// This process among the nodes. It is one of them only while `keep` runs; a command never is, and still waits for them.
pub struct Cluster {
    id: Uuid,
    pool: PgPool,
    clock: Arc<dyn Clock>,
    stamps: Arc<Stamps>,
    lease: Lease,
    lost: Lost,
    acknowledged: Acknowledged,
    metrics: Arc<Metrics>,
}

impl Cluster {
    pub fn new(
        pool: PgPool,
        clock: Arc<dyn Clock>,
        entropy: &dyn Entropy,
        stamps: Arc<Stamps>,
        metrics: Arc<Metrics>,
    ) -> Self {
        let id = Builder::from_random_bytes(bytes(entropy)).into_uuid();
        Self {
            id,
            lease: Lease::new(Arc::clone(&clock)),
            lost: Lost::new(id, Arc::clone(&clock)),
            acknowledged: Acknowledged::new(pool.clone()),
            pool,
            clock,
            stamps,
            metrics,
        }
    }

    /// True if memory may answer now. Must be asked before memory is looked at, not after: what was applied by the time
    /// the lease was good is then seen.
    pub fn may_remember(&self) -> bool {
        self.lease.is_good()
    }

    /// Returns when no node answers from a picture older than entry `number`. This process has stamped it already.
    pub async fn wait(&self, number: i64) {
        self.wait_for(number, Some(self.id)).await;
    }

    /// Returns when no node, this one included, answers from a picture older than what is committed now.
    pub async fn settle(&self) -> Result<(), sqlx::Error> {
        let head = node::within(async { log::head(&mut *self.pool.acquire().await?).await });
        self.wait_for(head.await?.number, None).await;
        Ok(())
    }

    /// Every node of the database.
    pub async fn all(&self) -> Result<Vec<Seen>, sqlx::Error> {
        node::within(async { lost::all(&mut *self.pool.acquire().await?).await }).await
    }

    /// How long ago this node last made sure that it knew every change; at most a lease, else `None`.
    pub fn lag(&self) -> Option<Duration> {
        self.lease.left().map(|left| LEASE.saturating_sub(left))
    }

    /// Deletes entries that every node has long applied.
    pub async fn forget_old(&self) -> Result<(), sqlx::Error> {
        node::within(async { log::forget_old(&mut *self.pool.acquire().await?).await }).await
    }

    async fn wait_for(&self, number: i64, but: Option<Uuid>) {
        let began = Instant::now();
        let reached = self.acknowledged.reach(number, but, || self.look_for_lost());
        if tokio::time::timeout(LONGEST_WAIT, reached).await.is_err() {
            tracing::warn!(number, "waited for a node's lease to run out");
            self.look_for_lost().await;
        }
        self.metrics.nodes_waited_for(began.elapsed());
    }

    async fn look_for_lost(&self) {
        let looked = async { self.lost.look(&mut *self.pool.acquire().await?).await };
        match tokio::time::timeout(LOOK, looked).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "can't look for lost nodes"),
            Err(_) => tracing::warn!("can't look for lost nodes: the database takes too long"),
        }
    }
}
