//! A transaction that remembers what it touches. Its `commit` is the only way to keep the changes, and it stamps.

use std::{ops::Deref, sync::Arc};

use sea_orm::{DatabaseTransaction, DbErr};

use super::{Open, Tag, cluster::Cluster, stamps::Stamps};
use crate::{
    audit::Seals,
    error::{Error, Result},
};

/// An open change. Dropped without `commit`, it changes nothing.
pub struct Write {
    open: Open,
    seals: Arc<Seals>,
    stamps: Arc<Stamps>,
    cluster: Option<Arc<Cluster>>,
    touched: Vec<Tag>,
}

impl Write {
    pub(super) fn new(
        transaction: DatabaseTransaction,
        seals: Arc<Seals>,
        stamps: Arc<Stamps>,
        cluster: Option<Arc<Cluster>>,
    ) -> Self {
        Self { open: Open::new(transaction), seals, stamps, cluster, touched: Vec::new() }
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
        let Self { open, seals, stamps, cluster, touched } = self;
        let finish = tokio::spawn(async move {
            let committed = open.commit(&seals, &touched).await;
            // Also after a failure: whether the rows were changed is then unknown, and looking again is always right.
            stamps.stamp(&touched);
            if let (Some(cluster), Some(number)) = (cluster, committed?) {
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
