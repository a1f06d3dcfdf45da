//! What ended orgs have left in the store of files, until it is taken away; and whose budget a member's keys keep spending
//! from once they have left the workspace.

use sea_orm_migration::{prelude::*, schema::*};

use crate::drop_tables;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let ended = Table::create().table("ended_orgs").col(pk_uuid("org_id")).col(big_integer("ended_at")).to_owned();
        manager.create_table(ended).await?;
        let memberships = Table::alter().table("memberships").add_column(uuid_null("metered_by")).to_owned();
        manager.alter_table(memberships).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("memberships").drop_column("metered_by").to_owned()).await?;
        drop_tables(manager, &["ended_orgs"]).await
    }
}
