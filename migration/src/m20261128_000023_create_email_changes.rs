//! Changes of address that wait for the new address to be proved.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let email_changes = Table::create()
            .table("email_changes")
            .col(pk_uuid("user_id"))
            .col(text("email"))
            .col(text("email_normalised"))
            .col(blob_uniq("digest"))
            .col(blob_uniq("stop_digest"))
            .col(big_integer("expires_at"))
            .col(big_integer("created_at"))
            .foreign_key(&mut belongs_to("email_changes", "user_id", "users"))
            .to_owned();
        manager.create_table(email_changes).await?;
        manager.create_index(index("email_changes", &["expires_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["email_changes"]).await
    }
}
