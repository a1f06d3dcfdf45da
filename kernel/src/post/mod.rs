//! Mail that is kept until it is taken: written and sealed in the transaction of the change that it belongs to, sent right
//! after it by the node that wrote it, and from then on by whichever node comes first. What mails say is not decided
//! here, nor who gets one.

mod attempt;
mod letterhead;
mod queue;
mod schedule;
mod write;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use entity::mail;
pub use letterhead::Written;
pub use queue::run;
use tokio_util::task::TaskTracker;
pub use write::keep;

use crate::{
    db::Db,
    draft::Templates,
    error::Result,
    seam::{Clock, Entropy, Mail},
    share::Shares,
    telemetry::metrics::Metrics,
    token::Sealer,
};

/// How long a mail is tried, counted from its writing or from when an operator had it sent again.
pub const PATIENCE: Duration = Duration::from_secs(3 * 24 * 3600);
/// How long a mail can be looked at once it is over: longer than any link in one works.
const KEPT: Duration = Duration::from_secs(14 * 24 * 3600);

/// What it takes to send mail. A server has one.
pub struct Post {
    pub(crate) db: Db,
    pub(crate) mail: Arc<dyn Mail>,
    pub(crate) templates: Arc<Templates>,
    pub(crate) sealer: Arc<Sealer>,
    /// Shared by whoever has mails sent.
    pub(crate) turns: Shares,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) metrics: Arc<Metrics>,
    /// First attempts. Shutting down waits for them.
    pub(crate) background: TaskTracker,
    /// When each kind of failure was last in the log, by the time that the machine is up.
    pub(crate) told: Mutex<HashMap<&'static str, Duration>>,
}

impl Post {
    /// False where this server sends no mail: production without `ALMOND_SMTP_URL`.
    pub fn is_set_up(&self) -> bool {
        self.mail.is_set_up()
    }

    /// Forgets the mails that were over long ago.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database fails.
    pub async fn forget_old(&self) -> Result<()> {
        mail::Entity::delete_over_before(self.clock.now().minus(KEPT)).exec(self.db.write()).await?;
        Ok(())
    }
}
