//! Answers of mints that can be given again.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let answers = Table::create()
            .table("minted_answers")
            .col(blob("id").primary_key())
            .col(uuid("org_id"))
            .col(blob("request"))
            .col(uuid("key_id"))
            .col(blob("sealed"))
            .col(big_integer("expires_at"))
            .foreign_key(&mut belongs_to("minted_answers", "org_id", "orgs"))
            .to_owned();
        manager.create_table(answers).await?;
        manager.create_index(index("minted_answers", &["expires_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["minted_answers"]).await
    }
}
