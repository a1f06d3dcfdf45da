//! Signing in with other providers: whom an identity of theirs belongs to, and what works once on the way.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let identities = Table::create()
            .table("identities")
            .col(text("issuer"))
            .col(text("subject"))
            .col(uuid("user_id"))
            .col(big_integer("created_at"))
            .primary_key(Index::create().col("issuer").col("subject"))
            .foreign_key(&mut belongs_to("identities", "user_id", "users"))
            .to_owned();
        let used_oauth_states = Table::create()
            .table("used_oauth_states")
            .col(blob("id").primary_key())
            .col(big_integer("expires_at"))
            .to_owned();
        let exchange_codes = Table::create()
            .table("exchange_codes")
            .col(blob("digest").primary_key())
            .col(uuid("user_id"))
            .col(integer("security_version"))
            .col(text("sign_in_method"))
            .col(big_integer("expires_at"))
            .foreign_key(&mut belongs_to("exchange_codes", "user_id", "users"))
            .to_owned();
        for table in [identities, used_oauth_states, exchange_codes] {
            manager.create_table(table).await?;
        }
        // One identity at each issuer, whoever comes at the same instant.
        manager.create_index(index("identities", &["user_id", "issuer"]).unique().to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["exchange_codes", "used_oauth_states", "identities"]).await
    }
}
