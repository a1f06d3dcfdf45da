//! Invitations that were left open though their address had become a member's by another way. No later invitation
//! outlives that: joining ends them.

use sea_orm_migration::prelude::*;

const END: &str = "DELETE FROM invitations WHERE EXISTS (SELECT 1 FROM memberships JOIN users ON users.id = \
                   memberships.user_id WHERE memberships.org_id = invitations.org_id AND users.email_normalised = \
                   invitations.email_normalised)";

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(END).await.map(|_| ())
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Ok(())
    }
}
