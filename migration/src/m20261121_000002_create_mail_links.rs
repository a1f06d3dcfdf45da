//! Links that are mailed and work once: to sign in, to set a new password.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mail_links = Table::create()
            .table("mail_links")
            .col(text("purpose"))
            .col(text("email_normalised"))
            .col(blob_uniq("digest"))
            .col(big_integer("expires_at"))
            .col(big_integer("created_at"))
            // At most one link of a purpose is live for an address, however many are asked for at once.
            .primary_key(Index::create().col("purpose").col("email_normalised"))
            .to_owned();
        manager.create_table(mail_links).await?;
        manager.create_index(index("mail_links", &["email_normalised"])).await?;
        manager.create_index(index("mail_links", &["expires_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["mail_links"]).await
    }
}
