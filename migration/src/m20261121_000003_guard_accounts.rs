//! What watches over accounts: attempts that failed in a row, where owners sign in from, and when sessions were used.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let attempts = Table::create()
            .table("attempts")
            .col(blob("id").primary_key())
            .col(integer("failures"))
            .col(big_integer("counted_at"))
            .col(big_integer("locked_until"))
            .col(big_integer_null("told_at"))
            .to_owned();
        let known_networks = Table::create()
            .table("known_networks")
            .col(blob("account"))
            .col(blob("network"))
            .col(big_integer("seen_at"))
            .primary_key(Index::create().col("account").col("network"))
            .to_owned();
        for table in [attempts, known_networks] {
            manager.create_table(table).await?;
        }
        manager.create_index(index("attempts", &["counted_at"])).await?;
        manager.create_index(index("known_networks", &["seen_at"])).await?;
        // SQLite adds one column at a time; null is what an older version that still runs beside this one leaves.
        for column in [text_null("user_agent"), big_integer_null("last_seen_at")] {
            manager.alter_table(Table::alter().table("sessions").add_column(column).to_owned()).await?;
        }
        manager.create_index(index("sessions", &["expires_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("ix_sessions_expires_at").table("sessions").to_owned()).await?;
        for column in ["last_seen_at", "user_agent"] {
            manager.alter_table(Table::alter().table("sessions").drop_column(column).to_owned()).await?;
        }
        drop_tables(manager, &["known_networks", "attempts"]).await
    }
}
