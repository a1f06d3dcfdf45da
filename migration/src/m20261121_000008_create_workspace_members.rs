//! Who is what in which workspace, and what a workspace is for. Whoever made one that is there already is its admin.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index, rests_on_membership};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let description = Table::alter().table("workspaces").add_column(text_null("description")).to_owned();
        manager.alter_table(description).await?;
        let workspace_members = Table::create()
            .table("workspace_members")
            .col(uuid("workspace_id"))
            .col(uuid("user_id"))
            .col(uuid("org_id"))
            .col(text("role"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .primary_key(Index::create().col("workspace_id").col("user_id"))
            .foreign_key(&mut belongs_to("workspace_members", "workspace_id", "workspaces"))
            .foreign_key(&mut rests_on_membership("workspace_members", "user_id"))
            .to_owned();
        manager.create_table(workspace_members).await?;
        manager.create_index(index("workspace_members", &["org_id", "user_id"])).await?;
        let makers = "INSERT INTO workspace_members (workspace_id, user_id, org_id, role, created_at, updated_at) \
                      SELECT w.id, w.created_by, w.org_id, 'admin', w.created_at, w.created_at FROM workspaces w \
                      JOIN memberships m ON m.org_id = w.org_id AND m.user_id = w.created_by";
        manager.get_connection().execute_unprepared(makers).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["workspace_members"]).await?;
        let description = Table::alter().table("workspaces").drop_column("description").to_owned();
        manager.alter_table(description).await
    }
}
