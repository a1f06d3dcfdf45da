//! Invitations into orgs, how long an org's keys may live, and indexes by which what belongs to an org is found when
//! the org or one of its workspaces is deleted.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let longest = Table::alter().table("orgs").add_column(integer_null("max_key_lifetime_days")).to_owned();
        manager.alter_table(longest).await?;
        let invitations = Table::create()
            .table("invitations")
            .col(pk_uuid("id"))
            .col(uuid("org_id"))
            .col(text("email"))
            .col(text("email_normalised"))
            .col(text("role"))
            .col(uuid("invited_by"))
            .col(blob_uniq("digest"))
            .col(big_integer("expires_at"))
            .col(big_integer("created_at"))
            .index(
                Index::create()
                    .unique()
                    .name("uq_invitations_org_id_email_normalised")
                    .col("org_id")
                    .col("email_normalised"),
            )
            .foreign_key(&mut belongs_to("invitations", "org_id", "orgs"))
            .foreign_key(&mut belongs_to("invitations", "invited_by", "users"))
            .to_owned();
        manager.create_table(invitations).await?;
        manager.create_index(index("invitations", &["invited_by"])).await?;
        manager.create_index(index("sessions", &["org_id"])).await?;
        manager.create_index(index("api_keys", &["workspace_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["ix_api_keys_workspace_id", "ix_sessions_org_id"] {
            manager.drop_index(Index::drop().name(name).to_owned()).await?;
        }
        drop_tables(manager, &["invitations"]).await?;
        let longest = Table::alter().table("orgs").drop_column("max_key_lifetime_days").to_owned();
        manager.alter_table(longest).await
    }
}
