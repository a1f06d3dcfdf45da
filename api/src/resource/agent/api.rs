//! `GET` and `POST /agents`.

use entity::{AgentId, Timestamp, UserId, agent};
use poem_openapi::{Object, OpenApi, param::Query};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde::Deserialize;

use crate::{
    audit::{self, Action, Event},
    context::Context,
    error::Result,
    policy::{Caller, Rule, Tenant},
    principal::Member,
    surface::Tag,
    wire::{
        Description, JsonBody, List, Name, PageIn, Reply, Text,
        page::{Cursor, Limit},
        reply::Created,
    },
};

pub struct ListAgents;

impl Rule for ListAgents {
    type Who = Member;
    const NAME: &'static str = "list_agents";
}

pub struct CreateAgent;

impl Rule for CreateAgent {
    type Who = Member;
    const NAME: &'static str = "create_agent";
}

/// An agent to be registered.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateAgent", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct CreateAgentIn {
    name: Text<Name>,
    #[serde(default)]
    description: Option<Text<Description>>,
}

/// An agent.
#[derive(Object)]
#[oai(rename = "Agent", rename_all = "camelCase")]
struct AgentOut {
    id: Text<AgentId>,
    /// What people call it.
    name: String,
    /// What it is for.
    description: Option<String>,
    /// Who registered it.
    created_by: Text<UserId>,
    created_at: Text<Timestamp>,
    updated_at: Text<Timestamp>,
}

impl From<agent::Model> for AgentOut {
    fn from(row: agent::Model) -> Self {
        Self {
            id: Text(row.id),
            name: row.name,
            description: row.description,
            created_by: Text(row.created_by),
            created_at: Text(row.created_at),
            updated_at: Text(row.updated_at),
        }
    }
}

async fn create(tenant: &Tenant, context: &Context, body: CreateAgentIn) -> Result<agent::Model> {
    let state = tenant.state();
    let now = state.now();
    let write = tenant.begin().await?;
    let row = agent::ActiveModel {
        id: Set(AgentId::new(now, state.random())),
        org_id: Set(tenant.org()),
        name: Set(body.name.0.into_string()),
        description: Set(body.description.map(|text| text.0.into_string())),
        created_by: Set(tenant.user()),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let row = row.insert(&*write).await?;
    let event = Event::by_member(tenant.user(), tenant.org(), Action::AgentCreated, row.id, context);
    audit::record(state, &write, event).await?;
    write.commit().await?;
    Ok(row)
}

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/agents", tag = "Tag::Agents")]
impl Api {
    /// List the org's agents, newest first.
    #[oai(path = "/", method = "get")]
    async fn list_agents(
        &self,
        caller: Caller<ListAgents>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<AgentId>>>>,
    ) -> Result<Reply<List<AgentOut>>> {
        let (tenant, page) = (caller.tenant(), PageIn::new(limit.0, cursor.0));
        let rows = agent::Entity::page_in_org(tenant.org(), page.after, page.fetch()).all(tenant.read()).await?;
        Ok(Reply::new(page.list(rows, |row| row.id, AgentOut::from)))
    }

    /// Register an agent.
    #[oai(path = "/", method = "post")]
    async fn create_agent(
        &self,
        caller: Caller<CreateAgent>,
        body: JsonBody<CreateAgentIn>,
    ) -> Result<Created<AgentOut>> {
        Ok(Created::new(create(&caller.tenant(), caller.context(), body.0).await?.into()))
    }
}
