//! Projects in workspaces, and links that show one to whoever has them.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index, rests_on_membership};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let projects = Table::create()
            .table("projects")
            .col(pk_uuid("id"))
            .col(uuid("org_id"))
            .col(uuid("workspace_id"))
            .col(text("name"))
            .col(text_null("description"))
            .col(uuid("created_by"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .foreign_key(&mut belongs_to("projects", "org_id", "orgs"))
            .foreign_key(&mut belongs_to("projects", "workspace_id", "workspaces"))
            .to_owned();
        let share_links = Table::create()
            .table("share_links")
            .col(pk_uuid("id"))
            .col(uuid("org_id"))
            .col(uuid("project_id"))
            .col(text_null("name"))
            .col(blob_uniq("digest"))
            .col(uuid("created_by"))
            .col(big_integer("expires_at"))
            .col(big_integer("created_at"))
            .foreign_key(&mut belongs_to("share_links", "project_id", "projects"))
            // Who left the org could make the link no more, and has it still.
            .foreign_key(&mut rests_on_membership("share_links", "created_by"))
            .to_owned();
        for table in [projects, share_links] {
            manager.create_table(table).await?;
        }
        manager.create_index(index("projects", &["org_id", "id"])).await?;
        manager.create_index(index("projects", &["workspace_id", "id"])).await?;
        manager.create_index(index("share_links", &["project_id", "id"])).await?;
        manager.create_index(index("share_links", &["org_id", "created_by"])).await?;
        manager.create_index(index("share_links", &["expires_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["share_links", "projects"]).await
    }
}
