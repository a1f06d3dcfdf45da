//! Orgs, users, who is a member of what, and workspaces.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let orgs = Table::create()
            .table("orgs")
            .col(pk_uuid("id"))
            .col(text("name"))
            .col(text_uniq("handle").null())
            .col(boolean("strict_scopes").default(false))
            .col(integer_null("step_up_max_age"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .to_owned();
        let users = Table::create()
            .table("users")
            .col(pk_uuid("id"))
            .col(text("email"))
            .col(text_uniq("email_normalised"))
            .col(text("name"))
            .col(text_null("avatar"))
            .col(text_null("password_hash"))
            .col(integer("security_version").default(0))
            .col(big_integer_null("email_verified_at"))
            .col(big_integer_null("disabled_at"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .to_owned();
        let memberships = Table::create()
            .table("memberships")
            .col(uuid("org_id"))
            .col(uuid("user_id"))
            .col(text("role"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .primary_key(Index::create().col("org_id").col("user_id"))
            .foreign_key(&mut belongs_to("memberships", "org_id", "orgs"))
            .foreign_key(&mut belongs_to("memberships", "user_id", "users"))
            .to_owned();
        let workspaces = Table::create()
            .table("workspaces")
            .col(pk_uuid("id"))
            .col(uuid("org_id"))
            .col(text("name"))
            .col(uuid("created_by"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .foreign_key(&mut belongs_to("workspaces", "org_id", "orgs"))
            .to_owned();
        for table in [orgs, users, memberships, workspaces] {
            manager.create_table(table).await?;
        }
        manager.create_index(index("memberships", &["user_id"])).await?;
        manager.create_index(index("workspaces", &["org_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["workspaces", "memberships", "users", "orgs"]).await
    }
}
