//! What a change asks of the fence: a number among the changes, taken in its transaction; and after the commit, that
//! what it touched is void here and known to be void on every other node.

use std::sync::Arc;

use sea_orm::{ConnectionTrait, DbErr};

use super::{
    Tag,
    cluster::{self, Cluster},
    stamps::Stamps,
};

/// Voids pictures. Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct Voids {
    pub(super) stamps: Arc<Stamps>,
    /// The other nodes, on a database that can have some.
    pub(super) cluster: Option<Arc<Cluster>>,
}

impl Voids {
    /// Tells the other nodes, with the transaction's commit, what it touched. The last statement before that: from here
    /// to the commit nobody else can take a number. `None` where there is nobody to tell, or nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn number(&self, transaction: &impl ConnectionTrait, touched: &[Tag]) -> Result<Option<i64>, DbErr> {
        cluster::append(transaction, touched).await
    }

    /// Voids every picture of these things whose loading has begun by now. To be called after the commit.
    pub fn stamp(&self, touched: &[Tag]) {
        self.stamps.stamp(touched);
    }

    /// Returns when no node answers from a picture older than the change of this number.
    pub async fn wait(&self, number: Option<i64>) {
        if let (Some(cluster), Some(number)) = (&self.cluster, number) {
            cluster.wait(number).await;
        }
    }
}
