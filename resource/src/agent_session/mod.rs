//! Agent sessions: what people and an agent do together in a workspace. Programs keep them; who takes part is for people who
//! are there to say, and so is deleting one.

mod participant;

use entity::{AgentId, AgentSessionStatus, Timestamp, agent_session};
use identity::policy::Tenant;
use kernel::{
    audit::Action,
    change::Change,
    error::Result,
    wire::{Name, Section, Text},
};
pub use participant::Api as ParticipantApi;
use poem_openapi::Object;
use sea_orm::ActiveValue::Set;
use serde::Deserialize;

use super::agent;
use crate::crud::{self, Actions, BrowserOnly, KeysToo, NewRow, Operations, Resource};

/// The section of the document.
pub const SECTION: Section =
    Section { name: "Agent sessions", about: "What people and agents do together in a workspace." };

pub type Api = crud::Api<AgentSession>;

pub struct AgentSession;

#[derive(Object, Deserialize)]
#[oai(rename = "AgentSessionFields", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Fields {
    /// What people call it.
    name: Text<Name>,
    /// The org's agent that it is held with.
    #[serde(default)]
    agent_id: Option<Text<AgentId>>,
    #[serde(default = "open")]
    #[oai(default = "open")]
    status: Text<AgentSessionStatus>,
}

fn open() -> Text<AgentSessionStatus> {
    Text(AgentSessionStatus::Open)
}

/// With what follows from the fields.
#[derive(Object)]
#[oai(rename = "AgentSessionShown", rename_all = "camelCase")]
pub struct Shown {
    #[oai(flatten)]
    fields: Fields,
    /// When it ended, if it has.
    ended_at: Option<Text<Timestamp>>,
}

impl From<&agent_session::Model> for Fields {
    fn from(row: &agent_session::Model) -> Self {
        Self { name: Text(Name::stored(&row.name)), agent_id: row.agent_id.map(Text), status: Text(row.status) }
    }
}

impl From<&agent_session::Model> for Shown {
    fn from(row: &agent_session::Model) -> Self {
        Self { fields: row.into(), ended_at: row.ended_at.map(Text) }
    }
}

impl Resource for AgentSession {
    type Table = agent_session::Entity;
    type Fields = Fields;
    type Shown = Shown;
    type Change = KeysToo;
    type Delete = BrowserOnly;

    const PATH: &'static str = "/api/v1/agent-sessions";
    const SECTION: Section = SECTION;
    const SCHEMA: &'static str = "AgentSession";
    const MEANING: &'static str = "What people and an agent do together in a workspace.";
    const OPERATIONS: Operations = Operations {
        list: "list_agent_sessions",
        create: "create_agent_session",
        get: "get_agent_session",
        update: "update_agent_session",
        delete: "delete_agent_session",
    };
    const ACTIONS: Actions = Actions {
        created: Action::AgentSessionCreated,
        updated: Action::AgentSessionUpdated,
        deleted: Action::AgentSessionDeleted,
    };

    fn write(fields: Fields, row: &mut NewRow<Self>, now: Timestamp) {
        let ended_at = row.ended_at.try_as_ref().copied().flatten();
        row.name = Set(fields.name.0.into_string());
        row.agent_id = Set(fields.agent_id.map(|id| id.0));
        row.status = Set(fields.status.0);
        row.ended_at = Set(match fields.status.0 {
            AgentSessionStatus::Open => None,
            AgentSessionStatus::Ended => Some(ended_at.unwrap_or(now)),
        });
    }

    async fn check(tenant: &Tenant, change: &Change, fields: &Fields) -> Result<()> {
        agent::check(tenant, change, fields.agent_id.map(|id| id.0)).await
    }
}
