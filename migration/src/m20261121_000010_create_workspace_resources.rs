//! Small things that are in a workspace each: skills, guardrails, and agent sessions with those who take part.

use sea_orm_migration::{prelude::*, schema::*};

use crate::{belongs_to, create_in_workspace, drop_tables, index, may_name, rests_on_membership, unique_index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_in_workspace(manager, "skills", |table| {
            table.col(text("name")).col(text_null("description")).col(text("instructions")).col(boolean("enabled"))
        })
        .await?;
        create_in_workspace(manager, "guardrails", |table| {
            table
                .col(text("name"))
                .col(text_null("description"))
                .col(text("kind"))
                .col(text("pattern"))
                .col(boolean("enabled"))
        })
        .await?;
        create_in_workspace(manager, "agent_sessions", |table| {
            table
                .col(text("name"))
                .col(uuid_null("agent_id"))
                .col(text("status"))
                .col(big_integer_null("ended_at"))
                .foreign_key(&mut may_name("agent_sessions", "agent_id", "agents"))
        })
        .await?;
        let participants = Table::create()
            .table("agent_session_participants")
            .col(uuid("session_id"))
            .col(uuid("user_id"))
            .col(uuid("org_id"))
            .col(uuid("added_by"))
            .col(big_integer("added_at"))
            .primary_key(Index::create().col("session_id").col("user_id"))
            .foreign_key(&mut belongs_to("agent_session_participants", "session_id", "agent_sessions"))
            .foreign_key(&mut rests_on_membership("agent_session_participants", "user_id"))
            .to_owned();
        manager.create_table(participants).await?;
        manager.create_index(index("agent_session_participants", &["org_id", "user_id"])).await?;
        manager.create_index(index("agent_sessions", &["agent_id"])).await?;
        manager.create_index(unique_index("skills", &["workspace_id", "name"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["agent_session_participants", "agent_sessions", "guardrails", "skills"]).await
    }
}
