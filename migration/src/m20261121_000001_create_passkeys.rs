//! Passkeys, and the WebAuthn ceremonies that make and use them.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let passkeys = Table::create()
            .table("passkeys")
            .col(pk_uuid("id"))
            .col(uuid("user_id"))
            .col(text("name"))
            .col(blob_uniq("credential_id"))
            .col(text("credential"))
            .col(big_integer("sign_count"))
            .col(boolean("backed_up"))
            .col(big_integer("created_at"))
            .col(big_integer_null("last_used_at"))
            .foreign_key(&mut belongs_to("passkeys", "user_id", "users"))
            .to_owned();
        let webauthn_ceremonies = Table::create()
            .table("webauthn_ceremonies")
            .col(pk_uuid("id"))
            .col(text("purpose"))
            .col(uuid_null("user_id"))
            .col(uuid_null("session_id"))
            .col(text("state"))
            .col(big_integer("expires_at"))
            .col(big_integer("created_at"))
            .foreign_key(&mut belongs_to("webauthn_ceremonies", "user_id", "users"))
            .foreign_key(&mut belongs_to("webauthn_ceremonies", "session_id", "sessions"))
            .to_owned();
        for table in [passkeys, webauthn_ceremonies] {
            manager.create_table(table).await?;
        }
        manager.create_index(index("passkeys", &["user_id"])).await?;
        manager.create_index(index("webauthn_ceremonies", &["expires_at"])).await?;
        manager.create_index(index("webauthn_ceremonies", &["user_id"])).await?;
        manager.create_index(index("webauthn_ceremonies", &["session_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["webauthn_ceremonies", "passkeys"]).await
    }
}
