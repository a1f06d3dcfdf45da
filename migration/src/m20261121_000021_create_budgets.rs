//! What a workspace may spend, and what it has spent.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let budgets = Table::create()
            .table("budgets")
            .col(pk_uuid("workspace_id"))
            .col(uuid("org_id"))
            .col(big_integer_null("tpm_limit"))
            .col(big_integer_null("daily_token_limit"))
            .col(big_integer("minute_at"))
            .col(big_integer("minute_tokens"))
            .col(big_integer("day_at"))
            .col(big_integer("day_tokens"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .foreign_key(&mut belongs_to("budgets", "workspace_id", "workspaces"))
            .foreign_key(&mut belongs_to("budgets", "org_id", "orgs"))
            .to_owned();
        manager.create_table(budgets).await?;
        manager.create_index(index("budgets", &["org_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["budgets"]).await
    }
}
