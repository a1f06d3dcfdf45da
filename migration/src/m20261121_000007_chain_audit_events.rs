//! Audit records in chains, and the heads of those. The chains start here: `audit_events` keeps what was recorded before,
//! unprotected as it was, and takes what a node of the version before still writes while it is being replaced.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let records = Table::create()
            .table("audit_records")
            .col(pk_uuid("id"))
            .col(uuid("chain"))
            .col(big_integer("sequence"))
            .col(text("actor_kind"))
            .col(uuid_null("actor_id"))
            .col(text("action"))
            .col(text_null("target_id"))
            .col(text_null("ip"))
            .col(text_null("request_id"))
            .col(text_null("detail"))
            .col(big_integer("created_at"))
            .col(blob("previous_hash"))
            .col(blob("hash"))
            .to_owned();
        let heads = Table::create()
            .table("audit_heads")
            .col(pk_uuid("chain"))
            .col(big_integer("sequence"))
            .col(blob("hash"))
            .col(blob("seal"))
            .to_owned();
        manager.create_table(records).await?;
        manager.create_table(heads).await?;
        // No chain forks.
        manager.create_index(index("audit_records", &["chain", "sequence"]).unique().to_owned()).await?;
        // What a list can be filtered by.
        for column in ["action", "actor_id", "target_id", "created_at"] {
            manager.create_index(index("audit_records", &["chain", column, "sequence"])).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["audit_heads", "audit_records"]).await
    }
}
