//! Rate limits, the audit trail, and what the first resources list: models and agents.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

use crate::{belongs_to, drop_tables, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let buckets =
            Table::create().table("buckets").col(blob("id").primary_key()).col(big_integer("full_at")).to_owned();
        let audit_events = Table::create()
            .table("audit_events")
            .col(pk_uuid("id"))
            .col(uuid_null("org_id"))
            .col(text("actor_kind"))
            .col(uuid_null("actor_id"))
            .col(text("action"))
            .col(text_null("target_id"))
            .col(text_null("ip"))
            .col(text_null("request_id"))
            .col(text_null("detail"))
            .col(big_integer("created_at"))
            .to_owned();
        let mut model_id = text("id");
        model_id.primary_key();
        if manager.get_database_backend() == DbBackend::Postgres {
            // By bytes, as SQLite does: lists page by this column, and a database's own collation sorts otherwise.
            model_id.extra("COLLATE \"C\"");
        }
        let models = Table::create()
            .table("models")
            .col(model_id)
            .col(text("name"))
            .col(text("provider"))
            .col(integer("context_tokens"))
            .col(big_integer("created_at"))
            .to_owned();
        let agents = Table::create()
            .table("agents")
            .col(pk_uuid("id"))
            .col(uuid("org_id"))
            .col(text("name"))
            .col(text_null("description"))
            .col(uuid("created_by"))
            .col(big_integer("created_at"))
            .col(big_integer("updated_at"))
            .foreign_key(&mut belongs_to("agents", "org_id", "orgs"))
            .to_owned();
        for table in [buckets, audit_events, models, agents] {
            manager.create_table(table).await?;
        }
        manager.create_index(index("buckets", &["full_at"])).await?;
        manager.create_index(index("audit_events", &["org_id", "id"])).await?;
        manager.create_index(index("agents", &["org_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["agents", "models", "audit_events", "buckets"]).await
    }
}
