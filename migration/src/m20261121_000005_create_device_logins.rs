//! Logins that programs ask for and people approve (RFC 8628).

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let device_logins = Table::create()
            .table("device_logins")
            .col(pk_uuid("id"))
            .col(blob_uniq("device_digest"))
            .col(text_uniq("user_code"))
            .col(text_null("client_name"))
            .col(text_null("client_id"))
            .col(text("scopes"))
            .col(text_null("ip"))
            .col(text("status"))
            .col(uuid_null("user_id"))
            .col(uuid_null("org_id"))
            .col(uuid_null("session_id"))
            .col(big_integer_null("decided_at"))
            .col(big_integer("interval_ms"))
            .col(big_integer_null("status_asked_at"))
            .col(big_integer_null("key_asked_at"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .foreign_key(&mut belongs_to("device_logins", "user_id", "users"))
            .foreign_key(&mut belongs_to("device_logins", "org_id", "orgs"))
            .foreign_key(&mut belongs_to("device_logins", "session_id", "sessions"))
            .to_owned();
        manager.create_table(device_logins).await?;
        manager.create_index(index("device_logins", &["expires_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["device_logins"]).await
    }
}
