//! The node's figures, each with a closed set of labels so that no caller can make the list grow.
//! The registry belongs to the value, not to the process: tests make as many as they like.

use std::{fmt, time::Duration};

use poem::http::StatusCode;
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};

use super::{Statements, lines::LostLines, losses::Losses};

/// Upper bounds in seconds: fine where verification from memory happens, coarse up to the 10 s at which bodies are cut.
const DURATIONS: [f64; 13] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// How the verification of a presented key ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyCheck {
    /// Accepted from memory.
    Memory,
    /// Accepted after asking the database.
    Database,
    /// Refused, from wherever.
    Refused,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    operation: &'static str,
    status: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Operation {
    operation: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    outcome: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Bucket {
    bucket: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Bound {
    bound: &'static str,
}

/// All figures of one node. Every method is safe from many threads and cheap enough for every request.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    answers: Family<Answer, Counter>,
    durations: Family<Operation, Histogram, fn() -> Histogram>,
    // Taken out of their family beforehand: a verification counts with one atomic addition.
    memory: Counter,
    database: Counter,
    refused: Counter,
    limited: Family<Bucket, Counter>,
    shares_refused: Family<Bound, Counter>,
    minted: Counter,
    revoked: Counter,
    webhooks: Family<Outcome, Counter>,
    mails: Family<Outcome, Counter>,
    mails_waiting: Gauge,
    mails_oldest: Gauge,
    renewals: Counter,
    entries: Counter,
    forgotten: Counter,
    waits: Histogram,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// Figures that all stand at zero.
    #[must_use]
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("almond");
        let answers = Family::default();
        registry.register("http_requests", "Requests answered, by operation and status", answers.clone());
        let durations = Family::new_with_constructor((|| Histogram::new(DURATIONS)) as fn() -> Histogram);
        let help = "Time from a request's headers to its answer, by operation";
        registry.register_with_unit("http_request_duration", help, Unit::Seconds, durations.clone());
        let checks = Family::<Outcome, Counter>::default();
        registry.register("key_verifications", "Keys presented, by how verifying them ended", checks.clone());
        let limited = Family::default();
        registry.register("rate_limited", "Requests refused by a token bucket, by bucket", limited.clone());
        let shares_refused = Family::default();
        let help = "Times that there was no share of a bounded thing to be had, by what it was";
        registry.register("shares_refused", help, shares_refused.clone());
        let minted = Counter::default();
        registry.register("keys_minted", "API keys issued, rotations included", minted.clone());
        let revoked = Counter::default();
        registry.register("keys_revoked", "API keys revoked", revoked.clone());
        let webhooks = Family::default();
        registry.register("webhook_attempts", "Attempts to send a webhook, by how they ended", webhooks.clone());
        let mails = Family::default();
        registry.register("mail_attempts", "Attempts to send a mail, by how they ended", mails.clone());
        let (mails_waiting, mails_oldest) = (Gauge::default(), Gauge::default());
        registry.register(
            "mails_waiting",
            "Mails that no mail server has taken yet, of all nodes",
            mails_waiting.clone(),
        );
        let help = "Age of the oldest mail that no mail server has taken yet";
        registry.register_with_unit("mails_oldest", help, Unit::Seconds, mails_oldest.clone());
        let renewals = Counter::default();
        let help = "Times this node renewed its lease to answer from memory";
        registry.register("fence_renewals", help, renewals.clone());
        let entries = Counter::default();
        registry.register("fence_entries", "Changes that were applied to this node's memory", entries.clone());
        let forgotten = Counter::default();
        let help = "Times this node forgot all it remembered, because it could not tell what had changed";
        registry.register("fence_forgotten", help, forgotten.clone());
        let waits = Histogram::new(DURATIONS);
        let help = "Time that changes waited for other nodes";
        registry.register_with_unit("fence_wait", help, Unit::Seconds, waits.clone());
        let check = |outcome| checks.get_or_create_owned(&Outcome { outcome });
        let (memory, database, refused) = (check("memory"), check("database"), check("refused"));
        Self {
            registry,
            answers,
            durations,
            memory,
            database,
            refused,
            limited,
            shares_refused,
            minted,
            revoked,
            webhooks,
            mails,
            mails_waiting,
            mails_oldest,
            renewals,
            entries,
            forgotten,
            waits,
        }
    }

    /// Also tells how many log lines were given up, as counted by the log's writer (`logging::Guard::lost_lines`).
    #[must_use]
    pub fn with_log_losses(mut self, lost: LostLines) -> Self {
        self.registry.register_collector(Box::new(Losses(lost)));
        self
    }

    /// Also tells how many statements the database was given.
    #[must_use]
    pub fn with_statements(mut self, statements: &Statements) -> Self {
        let help = "Statements given to the database, by kind";
        self.registry.register("database_statements", help, statements.by_kind().clone());
        self
    }

    /// One finished request. `operation` is the operation's id, never the path as sent.
    pub fn answered(&self, operation: &'static str, status: StatusCode, took: Duration) {
        self.answers.get_or_create(&Answer { operation, status: status.as_u16() }).inc();
        self.durations.get_or_create(&Operation { operation }).observe(took.as_secs_f64());
    }

    /// One presented key and what became of it.
    pub fn key_checked(&self, outcome: KeyCheck) {
        match outcome {
            KeyCheck::Memory => &self.memory,
            KeyCheck::Database => &self.database,
            KeyCheck::Refused => &self.refused,
        }
        .inc();
    }

    /// One request refused because `bucket` (the bucket's name, not its subject) was empty.
    pub fn limited(&self, bucket: &'static str) {
        self.limited.get_or_create(&Bucket { bucket }).inc();
    }

    /// One time that there was no share of `bound` (its name, not its holder) to be had.
    pub fn share_refused(&self, bound: &'static str) {
        self.shares_refused.get_or_create(&Bound { bound }).inc();
    }

    /// One key issued.
    pub fn key_minted(&self) {
        self.minted.inc();
    }

    /// `count` keys revoked at once.
    pub fn keys_revoked(&self, count: u64) {
        self.revoked.inc_by(count);
    }

    /// One attempt to send a webhook.
    pub fn webhook_attempted(&self, outcome: &'static str) {
        self.webhooks.get_or_create(&Outcome { outcome }).inc();
    }

    /// One attempt to send a mail.
    pub fn mail_attempted(&self, outcome: &'static str) {
        self.mails.get_or_create(&Outcome { outcome }).inc();
    }

    /// So many mails wait, and the oldest has for so long.
    pub fn mails_wait(&self, waiting: i64, oldest: Duration) {
        self.mails_waiting.set(waiting);
        self.mails_oldest.set(i64::try_from(oldest.as_secs()).unwrap_or(i64::MAX));
    }

    /// This node may answer from memory for another while.
    pub fn lease_renewed(&self) {
        self.renewals.inc();
    }

    /// One change, this node's own included, was applied to memory.
    pub fn entry_applied(&self) {
        self.entries.inc();
    }

    /// This node remembers nothing of what it knew.
    pub fn memory_forgotten(&self) {
        self.forgotten.inc();
    }

    /// A change waited so long for other nodes.
    pub fn nodes_waited_for(&self, took: Duration) {
        self.waits.observe(took.as_secs_f64());
    }

    /// All figures in the OpenMetrics 1.0 text format.
    ///
    /// # Errors
    /// Only when a figure can't be formatted, which none of ours does.
    pub fn render(&self) -> Result<String, fmt::Error> {
        let mut page = String::new();
        text::encode(&mut page, &self.registry)?;
        Ok(page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_node_shows_every_verification_outcome_at_zero() {
        let page = Metrics::new().render().unwrap();
        for outcome in ["memory", "database", "refused"] {
            assert!(page.contains(&format!("almond_key_verifications_total{{outcome=\"{outcome}\"}} 0\n")), "{page}");
        }
        assert!(page.ends_with("# EOF\n"));
    }

    #[test]
    fn what_is_counted_is_rendered() {
        let metrics = Metrics::new();
        metrics.answered("list_models", StatusCode::OK, Duration::from_micros(700));
        metrics.answered("list_models", StatusCode::OK, Duration::from_micros(700));
        metrics.key_checked(KeyCheck::Memory);
        metrics.limited("mint");
        metrics.key_minted();
        metrics.keys_revoked(3);
        let page = metrics.render().unwrap();
        for line in [
            "almond_http_requests_total{operation=\"list_models\",status=\"200\"} 2\n",
            "almond_http_request_duration_seconds_bucket{le=\"0.0005\",operation=\"list_models\"} 0\n",
            "almond_http_request_duration_seconds_bucket{le=\"0.001\",operation=\"list_models\"} 2\n",
            "almond_key_verifications_total{outcome=\"memory\"} 1\n",
            "almond_rate_limited_total{bucket=\"mint\"} 1\n",
            "almond_keys_minted_total 1\n",
            "almond_keys_revoked_total 3\n",
        ] {
            assert!(page.contains(line), "{line}\n{page}");
        }
    }
}
