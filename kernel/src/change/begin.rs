//! Beginning a change, for a request or for the server itself.

use std::sync::Arc;

use tokio::sync::Notify;

use super::Change;
use crate::{
    audit::Seals,
    db::Db,
    error::Result,
    fence::Voids,
    post::Post,
    request::Context,
    revocation::Revocations,
    seam::{Clock, Entropy},
};

/// Begins changes, and knows what a commit reaches besides the rows.
#[derive(Clone)]
pub struct Changes {
    pub(super) db: Db,
    /// For the audit records.
    pub(super) seals: Arc<Seals>,
    pub(super) voids: Voids,
    /// Told of webhooks that can be sent.
    pub(super) queued: Arc<Notify>,
    pub(super) post: Arc<Post>,
    pub(super) revocations: Revocations,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Arc<dyn Entropy>,
}

impl Changes {
    pub fn new(
        db: Db,
        seals: Arc<Seals>,
        voids: Voids,
        queued: Arc<Notify>,
        post: Arc<Post>,
        revocations: Revocations,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self { db, seals, voids, queued, post, revocations, clock, entropy }
    }

    /// Begins a change that a request makes; its records say which.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database can't begin a transaction.
    pub async fn begin(&self, context: &Context) -> Result<Change> {
        let origin = (context.address.to_string(), context.request_id.clone());
        Ok(Change::new(self.db.begin().await?, self.clone(), Some(origin)))
    }

    /// Begins a change that no request makes: the operator's command line, or the server by itself.
    ///
    /// # Errors
    /// As `begin`.
    pub async fn begin_unasked(&self) -> Result<Change> {
        Ok(Change::new(self.db.begin().await?, self.clone(), None))
    }
}
