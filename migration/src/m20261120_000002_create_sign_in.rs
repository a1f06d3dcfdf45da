//! How people get in and stay in: sign-ups, sessions, authenticators, recovery codes.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sign_ups = Table::create()
            .table("sign_ups")
            .col(pk_uuid("id"))
            .col(text("email"))
            .col(text_uniq("email_normalised"))
            .col(text("name"))
            .col(text_null("org_name"))
            .col(text("password_hash"))
            .col(blob_uniq("digest"))
            .col(big_integer("expires_at"))
            .col(big_integer("created_at"))
            .to_owned();
        let sessions = Table::create()
            .table("sessions")
            .col(pk_uuid("id"))
            .col(uuid("user_id"))
            .col(uuid("org_id"))
            .col(integer("generation"))
            .col(big_integer_null("rotated_at"))
            .col(text("sign_in_method"))
            .col(big_integer("signed_in_at"))
            .col(big_integer("expires_at"))
            .col(text_null("step_up_method"))
            .col(big_integer_null("step_up_at"))
            .col(text_null("ip"))
            .col(big_integer("created_at"))
            .col(big_integer_null("ended_at"))
            .foreign_key(&mut belongs_to("sessions", "user_id", "users"))
            .foreign_key(&mut belongs_to("sessions", "org_id", "orgs"))
            .to_owned();
        let totp_secrets = Table::create()
            .table("totp_secrets")
            .col(pk_uuid("user_id"))
            .col(blob_null("sealed"))
            .col(big_integer_null("confirmed_at"))
            .col(big_integer_null("last_step"))
            .col(blob_null("pending_sealed"))
            .col(big_integer_null("pending_at"))
            .col(big_integer("updated_at"))
            .foreign_key(&mut belongs_to("totp_secrets", "user_id", "users"))
            .to_owned();
        let recovery_codes = Table::create()
            .table("recovery_codes")
            .col(pk_uuid("id"))
            .col(uuid("user_id"))
            .col(blob_uniq("digest"))
            .col(big_integer("created_at"))
            .col(big_integer_null("used_at"))
            .foreign_key(&mut belongs_to("recovery_codes", "user_id", "users"))
            .to_owned();
        for table in [sign_ups, sessions, totp_secrets, recovery_codes] {
            manager.create_table(table).await?;
        }
        manager.create_index(index("sessions", &["user_id"])).await?;
        manager.create_index(index("recovery_codes", &["user_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["recovery_codes", "totp_secrets", "sessions", "sign_ups"]).await
    }
}
