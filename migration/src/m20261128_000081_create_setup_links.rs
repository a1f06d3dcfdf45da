//! The link with which the first person sets an installation up.

use sea_orm_migration::{prelude::*, schema::*};

use crate::drop_tables;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        // At most one row, `id` 1: a newer link replaces the one before.
        table.table("setup_links").col(integer("id").primary_key()).col(blob("digest")).col(big_integer("expires_at"));
        manager.create_table(table.to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["setup_links"]).await
    }
}
