//! What agents keep in mind.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_in_workspace, drop_tables, index, may_name};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_in_workspace(manager, "memories", |table| {
            let agent = uuid_null("agent_id");
            table.col(text("name")).col(text("content")).col(agent);
            table.foreign_key(&mut may_name("memories", "agent_id", "agents"))
        })
        .await?;
        manager.create_index(index("memories", &["agent_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["memories"]).await
    }
}
