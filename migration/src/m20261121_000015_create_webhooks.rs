//! Webhook endpoints, and what is sent to them.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let endpoints = Table::create()
            .table("webhook_endpoints")
            .col(pk_uuid("id"))
            .col(uuid("org_id"))
            .col(text("url"))
            .col(text_null("description"))
            .col(text_null("events"))
            .col(blob("secret"))
            .col(blob_null("previous_secret"))
            .col(big_integer_null("previous_secret_until"))
            .col(big_integer_null("disabled_at"))
            .col(text_null("disabled_reason"))
            .col(big_integer_null("failing_since"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .foreign_key(&mut belongs_to("webhook_endpoints", "org_id", "orgs"))
            .to_owned();
        let deliveries = Table::create()
            .table("webhook_deliveries")
            .col(pk_uuid("id"))
            .col(uuid("org_id"))
            .col(uuid_null("endpoint_id"))
            .col(uuid("message_id"))
            .col(text("event"))
            .col(text("payload"))
            .col(text("status"))
            .col(integer("attempts"))
            .col(big_integer_null("due_at"))
            .col(uuid_null("claim"))
            .col(big_integer_null("last_attempt_at"))
            .col(integer_null("last_status"))
            .col(text_null("last_error"))
            .col(big_integer("created_at"))
            .col(big_integer_null("finished_at"))
            .foreign_key(&mut belongs_to("webhook_deliveries", "org_id", "orgs"))
            .foreign_key(&mut belongs_to("webhook_deliveries", "endpoint_id", "webhook_endpoints"))
            .to_owned();
        manager.create_table(endpoints).await?;
        manager.create_table(deliveries).await?;
        manager.create_index(index("webhook_endpoints", &["org_id"])).await?;
        manager.create_index(index("webhook_deliveries", &["org_id"])).await?;
        // A list, and what is due: everywhere, and at one place.
        manager.create_index(index("webhook_deliveries", &["endpoint_id", "id"])).await?;
        manager.create_index(index("webhook_deliveries", &["due_at"])).await?;
        manager.create_index(index("webhook_deliveries", &["endpoint_id", "due_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["webhook_deliveries", "webhook_endpoints"]).await
    }
}
