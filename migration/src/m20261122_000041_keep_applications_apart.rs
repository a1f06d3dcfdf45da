//! Several applications to sign up with one address, side by side, none of which replaces another.
//!
//! They get a table of their own and are moved there. The one they were in stays, empty, for nodes of the version before
//! that still run during an upgrade; a later step drops it.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{drop_tables, unique_index};

const TABLE: &str = "sign_up_applications";
const MOVE: [&str; 2] = [
    "INSERT INTO sign_up_applications (id, email, email_normalised, slot, name, org_name, password_hash, digest, \
     contested, expires_at, created_at) SELECT id, email, email_normalised, 0, name, org_name, password_hash, digest, \
     FALSE, expires_at, created_at FROM sign_ups",
    "DELETE FROM sign_ups",
];

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let applications = Table::create()
            .table(TABLE)
            .col(pk_uuid("id"))
            .col(text("email"))
            .col(text("email_normalised"))
            .col(integer("slot"))
            .col(text("name"))
            .col(text_null("org_name"))
            .col(text("password_hash"))
            .col(blob_uniq("digest"))
            .col(boolean("contested"))
            .col(big_integer("expires_at"))
            .col(big_integer("created_at"))
            .to_owned();
        manager.create_table(applications).await?;
        manager.create_index(unique_index(TABLE, &["email_normalised", "slot"])).await?;
        for statement in MOVE {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &[TABLE]).await
    }
}
