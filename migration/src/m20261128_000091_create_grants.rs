//! What agents were given leave to do, and the clients that registered themselves. A grant's access token is a row of
//! `api_keys`, which has the grant's id and names the client that holds it.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let holder = Table::alter().table("api_keys").add_column(text_null("client")).to_owned();
        manager.alter_table(holder).await?;
        let grants = Table::create()
            .table("grants")
            .col(pk_uuid("id"))
            .col(uuid("org_id"))
            .col(uuid("user_id"))
            .col(text("client_id"))
            .col(text_null("client_name"))
            .col(text_null("client_host"))
            .col(text("redirect_uri"))
            .col(blob_uniq("code_digest"))
            .col(text("code_challenge"))
            .col(big_integer("code_expires_at"))
            .col(big_integer_null("exchanged_at"))
            .col(blob_null("family_digest").unique_key().take())
            .col(blob_null("refresh_digest"))
            .col(big_integer("expires_at"))
            .col(big_integer("created_at"))
            .foreign_key(&mut belongs_to("grants", "id", "api_keys"))
            .foreign_key(&mut belongs_to("grants", "org_id", "orgs"))
            .foreign_key(&mut belongs_to("grants", "user_id", "users"))
            .to_owned();
        manager.create_table(grants).await?;
        manager.create_index(index("grants", &["user_id", "id"])).await?;
        manager.create_index(index("grants", &["org_id", "id"])).await?;
        manager.create_index(index("grants", &["code_expires_at"])).await?;
        let clients = Table::create()
            .table("oauth_clients")
            .col(pk_uuid("id"))
            .col(text_null("name"))
            .col(text("redirect_uris"))
            .col(big_integer_null("used_at"))
            .col(big_integer("created_at"))
            .to_owned();
        manager.create_table(clients).await?;
        manager.create_index(index("oauth_clients", &["used_at", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["oauth_clients", "grants"]).await?;
        manager.alter_table(Table::alter().table("api_keys").drop_column("client").to_owned()).await
    }
}
