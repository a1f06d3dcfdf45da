//! What agents say of themselves, when they last did and with which key; and when one was retired.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One at a time, as SQLite has it.
        for column in [
            big_integer_null("last_seen_at"),
            uuid_null("last_key_id"),
            text_null("status"),
            text_null("version"),
            big_integer_null("retired_at"),
        ] {
            manager.alter_table(Table::alter().table("agents").add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["retired_at", "version", "status", "last_key_id", "last_seen_at"] {
            manager.alter_table(Table::alter().table("agents").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
