//! Machine payments and their ledger.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let payments = Table::create()
            .table("machine_payments")
            .col(pk_uuid("id"))
            .col(uuid("org_id"))
            .col(text("idempotency_key"))
            .col(big_integer("amount"))
            .col(text("currency"))
            .col(text_null("description"))
            .col(text_null("reference"))
            .col(text("status"))
            .col(text_null("external_id"))
            .col(text_null("failure_reason"))
            .col(uuid("created_by"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .foreign_key(&mut belongs_to("machine_payments", "org_id", "orgs"))
            .to_owned();
        let events = Table::create()
            .table("machine_payment_events")
            .col(uuid("payment_id"))
            .col(text("status"))
            .col(uuid("org_id"))
            .col(text_null("reason"))
            .col(big_integer("created_at"))
            .primary_key(Index::create().col("payment_id").col("status"))
            .foreign_key(&mut belongs_to("machine_payment_events", "org_id", "orgs"))
            .foreign_key(&mut belongs_to("machine_payment_events", "payment_id", "machine_payments"))
            .to_owned();
        manager.create_table(payments).await?;
        manager.create_table(events).await?;
        let once = index("machine_payments", &["org_id", "idempotency_key"]).unique().to_owned();
        manager.create_index(once).await?;
        manager.create_index(index("machine_payments", &["org_id", "id"])).await?;
        manager.create_index(index("machine_payment_events", &["org_id"])).await?;
        let asks_for = Table::alter().table("webhook_deliveries").add_column(uuid_null("payment_id")).to_owned();
        manager.alter_table(asks_for).await?;
        manager.create_index(index("webhook_deliveries", &["payment_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("ix_webhook_deliveries_payment_id").to_owned()).await?;
        let asks_for = Table::alter().table("webhook_deliveries").drop_column("payment_id").to_owned();
        manager.alter_table(asks_for).await?;
        drop_tables(manager, &["machine_payment_events", "machine_payments"]).await
    }
}
