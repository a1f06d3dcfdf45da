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
    pub(crate) db: Db,
    /// For the audit records.
    pub(crate) seals: Arc<Seals>,
    pub(crate) voids: Voids,
    /// Told of webhooks that can be sent.
    pub(crate) queued: Arc<Notify>,
    pub(crate) post: Arc<Post>,
    /// None for what the list says itself.
    pub(crate) revocations: Option<Revocations>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
}

impl Changes {
    /// Begins a change that a request makes; its records say which.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database can't begin a transaction.
    pub async fn begin(&self, context: &Context) -> Result<Change> {
        let origin = (context.address.to_string(), context.request_id.clone());
        Ok(Change::new(self.db.begin().await?, self.clone(), Some(origin)))
    }

    /// These, but that the revocation list isn't told: of what it says itself.
    pub fn unlisted(&self) -> Self {
        Self { revocations: None, ..self.clone() }
    }

    /// Begins a change that no request makes: the operator's command line, or the server by itself.
    ///
    /// # Errors
    /// As `begin`.
    pub async fn begin_unasked(&self) -> Result<Change> {
        Ok(Change::new(self.db.begin().await?, self.clone(), None))
    }
}
