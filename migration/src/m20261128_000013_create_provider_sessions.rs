//! Which session at a provider each of ours came from, and what a code has of it until then.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sessions = Table::create()
            .table("provider_sessions")
            .col(pk_uuid("session_id"))
            .col(text("provider"))
            .col(text("issuer"))
            .col(text("subject"))
            .col(text_null("sid"))
            .foreign_key(&mut belongs_to("provider_sessions", "session_id", "sessions"))
            .to_owned();
        manager.create_table(sessions).await?;
        manager.create_index(index("provider_sessions", &["issuer", "subject"])).await?;
        manager.create_index(index("provider_sessions", &["issuer", "sid"])).await?;
        let codes = Table::alter().table("exchange_codes").add_column(text_null("origin")).to_owned();
        manager.alter_table(codes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let codes = Table::alter().table("exchange_codes").drop_column("origin").to_owned();
        manager.alter_table(codes).await?;
        drop_tables(manager, &["provider_sessions"]).await
    }
}
