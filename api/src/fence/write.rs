//! A transaction that remembers what it touches. Its `commit` is the only way to keep the changes, and it stamps.

use std::{ops::Deref, sync::Arc};

use sea_orm::{DatabaseTransaction, DbErr};
use tokio::sync::Notify;

use super::{Open, Tag, cluster::Cluster, stamps::Stamps};
use crate::{
    audit::Seals,
    db::Bounded,
    error::{Error, Result},
};

/// What a commit reaches besides the rows.
#[derive(Clone)]
pub(super) struct Reach {
    /// For the audit records.
    pub seals: Arc<Seals>,
    pub stamps: Arc<Stamps>,
    /// Told of webhooks that can be sent.
    pub queued: Arc<Notify>,
    /// The other nodes, on a database that can have some.
    pub cluster: Option<Arc<Cluster>>,
}

/// An open change. Dropped without `commit`, it changes nothing.
pub struct Write {
    open: Open,
    reach: Reach,
    touched: Vec<Tag>,
}

impl Write {
    pub(super) fn new(transaction: Bounded<DatabaseTransaction>, reach: Reach) -> Self {
        Self { open: Open::new(transaction), reach, touched: Vec::new() }
    }

    /// Says that this change alters what pictures of `tag` show.
    pub fn touch(&mut self, tag: Tag) {
        self.touched.push(tag);
    }

    /// Adds what is to be recorded, makes the change durable, then voids the pictures it altered, here and on every other
    /// node. When this returns, no request that starts afterwards is answered from an older picture.
    ///
    /// Runs as a task of its own: a client that hangs up between the two steps must not keep the second from happening.
    pub async fn commit(self) -> Result<()> {
        let Self { open, reach, touched } = self;
        let finish = tokio::spawn(async move {
            let committed = open.commit(&reach.seals, &touched).await;
            // Also after a failure: whether the rows were changed is then unknown, and looking again is always right.
            reach.stamps.stamp(&touched);
            let committed = committed?;
            if committed.queued {
                reach.queued.notify_one();
            }
            if let (Some(cluster), Some(number)) = (reach.cluster, committed.number) {
                cluster.wait(number).await;
            }
            Ok::<(), DbErr>(())
        });
        finish.await.map_err(Error::unavailable)??;
        Ok(())
    }
}

/// Statements run on the transaction itself.
impl Deref for Write {
    type Target = Open;

    fn deref(&self) -> &Open {
        &self.open
    }
}
