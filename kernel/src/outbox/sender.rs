//! What it takes to send what is queued, made once at the start; `webhook` does it.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::{
    seam::http::Courier,
    share::{Shares, table},
    telemetry::metrics::Metrics,
};

/// What sending takes. Cheap to make; a server has one.
pub struct Sender {
    pub courier: Courier,
    /// Shared by org.
    pub attempts: Shares,
    /// Look-ups of receivers' names, shared by org.
    pub lookups: Shares,
    wake: Arc<Notify>,
}

impl Sender {
    pub fn new(courier: Courier, wake: Arc<Notify>, metrics: &Arc<Metrics>) -> Self {
        let attempts = Shares::new(&table::WEBHOOKS, Arc::clone(metrics));
        let lookups = Shares::new(&table::NAME_LOOKUPS, Arc::clone(metrics));
        Self { courier, attempts, lookups, wake }
    }

    /// Says that something was queued and committed.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Until something was.
    pub async fn woken(&self) {
        self.wake.notified().await;
    }
}
