//! How often keys were used and refused, by the hour and by the day.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // No foreign key: counts are written long after the request, when the org may have ended, and go by their age.
        let counts = Table::create()
            .table("use_counts")
            .col(uuid("org_id"))
            .col(uuid("key_id"))
            .col(text("span"))
            .col(big_integer("begins_at"))
            .col(big_integer("valid"))
            .col(big_integer("revoked"))
            .col(big_integer("expired"))
            .col(big_integer("disabled"))
            .col(big_integer("insufficient_scope"))
            .col(big_integer("forbidden_address"))
            .col(big_integer("rate_limited"))
            .col(big_integer("usage_exceeded"))
            .col(big_integer("forbidden"))
            .col(big_integer("tokens"))
            .primary_key(Index::create().col("org_id").col("key_id").col("span").col("begins_at"))
            .to_owned();
        manager.create_table(counts).await?;
        manager.create_index(index("use_counts", &["span", "begins_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["use_counts"]).await
    }
}
