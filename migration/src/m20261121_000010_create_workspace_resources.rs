//! Small things that are in a workspace each: skills and guardrails.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{create_in_workspace, drop_tables, unique_index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_in_workspace(manager, "skills", |table| {
            table.col(text("name")).col(text_null("description")).col(text("instructions")).col(boolean("enabled"))
        })
        .await?;
        create_in_workspace(manager, "guardrails", |table| {
            table
                .col(text("name"))
                .col(text_null("description"))
                .col(text("kind"))
                .col(text("pattern"))
                .col(boolean("enabled"))
        })
        .await?;
        manager.create_index(unique_index("skills", &["workspace_id", "name"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["guardrails", "skills"]).await
    }
}
