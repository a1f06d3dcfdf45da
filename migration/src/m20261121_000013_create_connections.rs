//! Credentials of third parties, sealed.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connections = Table::create()
            .table("connections")
            .col(pk_uuid("id"))
            .col(uuid("org_id"))
            .col(text("name"))
            .col(text("provider"))
            .col(text_null("description"))
            .col(blob("sealed"))
            .col(integer("version"))
            .col(big_integer_null("rotated_at"))
            .col(uuid("created_by"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .index(Index::create().unique().name("uq_connections_org_id_name").col("org_id").col("name"))
            .foreign_key(&mut belongs_to("connections", "org_id", "orgs"))
            .to_owned();
        manager.create_table(connections).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["connections"]).await
    }
}
