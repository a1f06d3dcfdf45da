//! How nodes that share a PostgreSQL tell each other what changed: who they are, and the log of invalidations with its
//! head. SQLite has one node and none of this.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const UP: &str = "\
    CREATE TABLE nodes (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        version text NOT NULL,
        renewals bigint NOT NULL,
        acknowledged bigint NOT NULL,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        renewed_at timestamptz NOT NULL DEFAULT clock_timestamp()
    ) WITH (fillfactor = 50);
    CREATE TABLE invalidation_heads (
        id smallint PRIMARY KEY CHECK (id = 1),
        number bigint NOT NULL,
        previous uuid NOT NULL,
        mark uuid NOT NULL
    ) WITH (fillfactor = 50);
    INSERT INTO invalidation_heads VALUES (1, 0, gen_random_uuid(), gen_random_uuid());
    CREATE TABLE invalidations (
        number bigint PRIMARY KEY,
        previous uuid NOT NULL,
        mark uuid NOT NULL,
        tags text NOT NULL,
        made_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, "DROP TABLE invalidations, invalidation_heads, nodes").await
    }
}

async fn run(manager: &SchemaManager<'_>, statements: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() == DbBackend::Postgres {
        manager.get_connection().execute_unprepared(statements).await?;
    }
    Ok(())
}
