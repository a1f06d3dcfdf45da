//! What is due to the payment service, by org: found without passing what is due for other orgs.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = "CREATE INDEX ix_webhook_deliveries_payments_due ON webhook_deliveries (org_id, due_at) \
                     WHERE endpoint_id IS NULL AND due_at IS NOT NULL";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("ix_webhook_deliveries_payments_due").to_owned()).await
    }
}
