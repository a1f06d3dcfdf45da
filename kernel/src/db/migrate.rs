//! Migrations: one process at a time, however many start at once. On PostgreSQL an advisory lock sees to that, on
//! SQLite a lock file.

use migration::Migrator;
use sea_orm::{ConnectionTrait, DbErr, Statement, TransactionTrait};
use sea_orm_migration::MigratorTrait;

use super::{Db, SqliteLock};

/// The advisory lock's number: "almond" in ASCII.
const ADVISORY_LOCK: i64 = 0x0061_6c6d_6f6e_6400;

/// One migration and whether the database has it.
#[derive(Debug, PartialEq, Eq)]
pub struct MigrationState {
    pub name: String,
    pub applied: bool,
}

/// Brings the schema up to date.
pub async fn migrate(db: &Db) -> Result<(), DbErr> {
    if let Some(path) = db.sqlite_path() {
        let _turn = SqliteLock::turn(path).await?;
        return up(db).await;
    }
    // Held by this transaction until it ends; the migrations run on connections of their own.
    let turn = db.write().0.begin().await?;
    let backend = turn.get_database_backend();
    // However many wait, and however long those before them take.
    turn.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0")
        .await?;
    turn.execute_raw(Statement::from_string(backend, format!("SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))).await?;
    up(db).await?;
    turn.commit().await
}

/// Applies what is missing, and says how much that was.
async fn up(db: &Db) -> Result<(), DbErr> {
    let missing = Migrator::get_pending_migrations(&db.write().0).await?.len();
    Migrator::up(&db.write().0, None).await?;
    if missing > 0 {
        tracing::info!(applied = missing, "the database's schema was brought up to date");
    }
    Ok(())
}

/// Every migration this program knows, oldest first. Reads only.
pub async fn migration_status(db: &Db) -> Result<Vec<MigrationState>, DbErr> {
    let applied = Migrator::get_applied_migrations_read_only(&db.read().0).await?;
    let applied: Vec<_> = applied.iter().map(|migration| migration.name()).collect();
    let all = Migrator::migrations();
    let names = all.iter().map(|migration| migration.name());
    Ok(names.map(|name| MigrationState { name: name.to_owned(), applied: applied.contains(&name) }).collect())
}
