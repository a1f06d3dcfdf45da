//! Keys that are switched off for a while, and who did it.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [big_integer_null("paused_at"), uuid_null("paused_by")] {
            manager.alter_table(Table::alter().table("api_keys").add_column(column).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in ["paused_by", "paused_at"] {
            manager.alter_table(Table::alter().table("api_keys").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
