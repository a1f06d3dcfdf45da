//! Mails on their way, and the mail that an invitation was sent with.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mails = Table::create()
            .table("mails")
            .col(pk_uuid("id"))
            .col(text("kind"))
            .col(text("recipient"))
            .col(text("holder"))
            .col(blob_null("body"))
            .col(text("status"))
            .col(integer("attempts"))
            .col(big_integer_null("due_at"))
            .col(uuid_null("claim"))
            .col(text_null("last_error"))
            .col(big_integer_null("last_attempt_at"))
            .col(big_integer("ends_at"))
            .col(big_integer("created_at"))
            .col(big_integer_null("finished_at"))
            .to_owned();
        manager.create_table(mails).await?;
        manager.create_index(index("mails", &["due_at", "holder"])).await?;
        manager.create_index(index("mails", &["holder", "due_at"])).await?;
        manager.create_index(index("mails", &["finished_at"])).await?;
        manager.create_index(index("mails", &["status", "id"])).await?;
        let mail = Table::alter().table("invitations").add_column(uuid_null("mail_id")).to_owned();
        manager.alter_table(mail).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mail = Table::alter().table("invitations").drop_column("mail_id").to_owned();
        manager.alter_table(mail).await?;
        drop_tables(manager, &["mails"]).await
    }
}
