//! API keys.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let api_keys = Table::create()
            .table("api_keys")
            .col(pk_uuid("id"))
            .col(uuid("org_id"))
            .col(uuid("user_id"))
            .col(uuid_null("workspace_id"))
            .col(text("name"))
            .col(text_null("description"))
            .col(text("prefix"))
            .col(blob_uniq("digest"))
            .col(text("scopes"))
            .col(text_null("allowed_cidrs"))
            .col(big_integer_null("expires_at"))
            .col(big_integer_null("last_used_at"))
            .col(uuid_null("rotated_from"))
            .col(big_integer_null("rotated_at"))
            .col(big_integer_null("revoked_at"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .foreign_key(&mut belongs_to("api_keys", "org_id", "orgs"))
            .foreign_key(&mut belongs_to("api_keys", "user_id", "users"))
            // Not SET NULL: a key bound to a workspace must not become one of the whole org.
            .foreign_key(&mut belongs_to("api_keys", "workspace_id", "workspaces"))
            .to_owned();
        manager.create_table(api_keys).await?;
        manager.create_index(index("api_keys", &["org_id", "user_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["api_keys"]).await
    }
}
