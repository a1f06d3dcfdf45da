//! Files, and how much room those of an org take up.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let files = Table::create()
            .table("files")
            .col(pk_uuid("id"))
            .col(uuid("org_id"))
            .col(text("name"))
            .col(text("content_type"))
            .col(big_integer("size"))
            .col(text("sha256"))
            .col(uuid("created_by"))
            .col(big_integer("created_at"))
            .foreign_key(&mut belongs_to("files", "org_id", "orgs"))
            .to_owned();
        let usage = Table::create()
            .table("file_usage")
            .col(pk_uuid("org_id"))
            .col(big_integer("bytes"))
            .foreign_key(&mut belongs_to("file_usage", "org_id", "orgs"))
            .to_owned();
        for table in [files, usage] {
            manager.create_table(table).await?;
        }
        manager.create_index(index("files", &["org_id", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["file_usage", "files"]).await
    }
}
