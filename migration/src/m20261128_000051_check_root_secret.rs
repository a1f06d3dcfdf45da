//! What tells at a start that the root secret is the one that the database was sealed with.

use sea_orm_migration::{prelude::*, schema::*};

use crate::drop_tables;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create();
        // One row, `id` 1, from the first start on.
        table.table("root_secret_checks").col(integer("id").primary_key()).col(blob("sealed"));
        manager.create_table(table.to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["root_secret_checks"]).await
    }
}
