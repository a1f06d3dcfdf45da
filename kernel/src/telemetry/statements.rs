//! How many statements the pools were given, reads apart from writes: what a flood costs the database. What the cluster
//! asks on connections of its own doesn't count.

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family},
};
use sea_orm::{DatabaseConnection, metric::Info};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Kind {
    kind: &'static str,
}

/// Counts since the pools were opened. Cheap to clone; all clones are the same.
#[derive(Clone, Debug)]
pub struct Statements {
    by_kind: Family<Kind, Counter>,
    reads: Counter,
    writes: Counter,
}

impl Default for Statements {
    fn default() -> Self {
        let by_kind = Family::<Kind, Counter>::default();
        let [reads, writes] = ["read", "write"].map(|kind| by_kind.get_or_create_owned(&Kind { kind }));
        Self { by_kind, reads, writes }
    }
}

impl Statements {
    pub fn reads(&self) -> u64 {
        self.reads.get()
    }

    pub fn writes(&self) -> u64 {
        self.writes.get()
    }

    /// For the page of metrics.
    pub const fn by_kind(&self) -> &Family<Kind, Counter> {
        &self.by_kind
    }

    /// The connection, whose statements count here from now on.
    pub fn counted(&self, mut connection: DatabaseConnection) -> DatabaseConnection {
        let (reads, writes) = (self.reads.clone(), self.writes.clone());
        connection.set_metric_callback(move |info: &Info<'_>| {
            let is_read = info.statement.sql.trim_start().starts_with("SELECT");
            (if is_read { &reads } else { &writes }).inc();
        });
        connection
    }
}
