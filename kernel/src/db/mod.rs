//! The two pools of a database: one that writes, one that reads. On SQLite there is a single writer and each of its
//! transactions begins IMMEDIATE, so that no write is ever refused for having read first; on PostgreSQL both are one pool.

mod conflict;
mod copy;
mod lock;
mod migrate;
mod patience;
pub mod postgres;
mod root_secret;
mod why;

use std::{path::PathBuf, sync::Arc, time::Duration};

pub use conflict::OrConflict;
pub use lock::{InUse, SqliteLock, beside};
pub use migrate::{MigrationState, migrate, migration_status};
pub use patience::{Bounded, of_request};
pub use root_secret::{WrongSecret, accept_root_secret, check_root_secret};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DatabaseTransaction, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait, sqlx::PgPool,
};
use tokio::{sync::Mutex, time::Instant};
pub use why::why;

use crate::{config, telemetry::Statements};

/// How long a request waits for its turn with SQLite's writer before it is told 503.
const TURN: Duration = Duration::from_secs(5);

/// How long that the database can be written to may take to be known.
const WRITABLE: Duration = Duration::from_secs(3);
/// How long it counts as known.
const SHARED: Duration = Duration::from_millis(500);

/// Handles to one database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    read: Bounded<DatabaseConnection>,
    write: Bounded<DatabaseConnection>,
    sqlite: Option<PathBuf>,
    statements: Statements,
    writable: Arc<Mutex<Option<(Instant, bool)>>>,
}

impl Db {
    /// Opens the pools; a SQLite file is made when there is none, and a PostgreSQL that isn't up yet is waited for.
    ///
    /// # Errors
    /// Why the database can't be reached, or can't be used.
    pub async fn connect(config: &config::Database, patience: Duration) -> Result<Self, DbErr> {
        let (statements, writable) = (Statements::default(), Arc::default());
        match config {
            config::Database::Sqlite(path) => {
                // Nobody waits for whoever is just turning on the write-ahead log of a new file.
                let _turn = SqliteLock::turn(path).await?;
                // The writer first: it makes the file and turns on the write-ahead log.
                let write = statements.counted(Database::connect(sqlite(path, 1, false)).await?);
                let read = statements.counted(Database::connect(sqlite(path, 4, true)).await?);
                Ok(Self {
                    read: Bounded(read),
                    write: Bounded(write),
                    sqlite: Some(path.clone()),
                    statements,
                    writable,
                })
            }
            config::Database::Postgres(url) => {
                let pool = Bounded(statements.counted(postgres::connect(url.expose(), patience).await?));
                Ok(Self { read: pool.clone(), write: pool, sqlite: None, statements, writable })
            }
        }
    }

    /// For statements that change nothing.
    pub fn read(&self) -> &Bounded<DatabaseConnection> {
        &self.read
    }

    /// For single statements that are a transaction of their own, narrow nothing, and give back no rows: one that does
    /// would be committed only after its rows were handed over.
    pub fn write(&self) -> &Bounded<DatabaseConnection> {
        &self.write
    }

    /// A transaction for a change; `Fence::begin` wraps it for everybody who changes what a credential may do.
    ///
    /// Begun in a task of its own: sqlx forgets a BEGIN whose future is dropped before PostgreSQL has confirmed it, and
    /// the connection would go back to the pool inside a transaction that nobody ends, for others to write into.
    pub async fn begin(&self) -> Result<Bounded<DatabaseTransaction>, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: self.sqlite.as_ref().map(|_| SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let write = self.write.0.clone();
        let begun = tokio::spawn(async move { write.begin_with_options(options).await });
        let begun = async { begun.await.map_err(|interrupted| DbErr::Custom(interrupted.to_string()))? };
        let begun = if self.is_shared() { patience::within(begun).await } else { begun.await };
        begun.map(Bounded)
    }

    /// True if other processes may change the rows behind this one's back. On SQLite one `serve` holds the file.
    pub fn is_shared(&self) -> bool {
        self.sqlite.is_none()
    }

    /// The pool, if it is one of PostgreSQL.
    pub fn postgres(&self) -> Option<&PgPool> {
        self.is_shared().then(|| self.read.0.get_postgres_connection_pool())
    }

    pub fn sqlite_path(&self) -> Option<&PathBuf> {
        self.sqlite.as_ref()
    }

    /// How many statements there were.
    pub fn statements(&self) -> &Statements {
        &self.statements
    }

    /// True if the database answers within a second.
    pub async fn ping(&self) -> bool {
        matches!(tokio::time::timeout(Duration::from_secs(1), self.read.0.ping()).await, Ok(Ok(())))
    }

    /// True if a statement that would write may; it finds nothing to write. On SQLite it has its turn behind others, so
    /// that those who ask at the same time, or a moment later, share an answer.
    pub async fn is_writable(&self) -> bool {
        let mut known = self.writable.lock().await;
        if let Some((at, is_writable)) = *known
            && at.elapsed() < SHARED
        {
            return is_writable;
        }
        let asked = self.write.0.execute_unprepared("DELETE FROM audit_heads WHERE chain IS NULL");
        let is_writable = matches!(tokio::time::timeout(WRITABLE, asked).await, Ok(Ok(_)));
        *known = Some((Instant::now(), is_writable));
        is_writable
    }

    pub async fn close(self) {
        for Bounded(pool) in [self.read, self.write] {
            if let Err(error) = pool.close().await {
                tracing::warn!(%error, "a database pool did not close cleanly");
            }
        }
    }
}

fn sqlite(path: &std::path::Path, connections: u32, read_only: bool) -> ConnectOptions {
    let path = path.to_owned();
    let mut options = ConnectOptions::new("sqlite://almond");
    options.max_connections(connections).min_connections(1).acquire_timeout(TURN).sqlx_logging(false);
    // A file that stays in place needs no fresh connections, and closing the last one would checkpoint for nothing.
    options.idle_timeout(None).max_lifetime(None).test_before_acquire(false);
    options.map_sqlx_sqlite_opts(move |options| {
        let options = options
            .filename(&path)
            .create_if_missing(true)
            .busy_timeout(TURN)
            .foreign_keys(true)
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("temp_store", "MEMORY");
        if read_only { options.pragma("query_only", "ON") } else { options }
    });
    options
}

impl From<InUse> for DbErr {
    fn from(error: InUse) -> Self {
        Self::Custom(error.to_string())
    }
}

/// The unique constraint that a statement broke, if that is why it failed.
pub fn is_unique_violation(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
}
