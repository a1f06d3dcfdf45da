//! Memories: what the agents of a workspace keep in mind. Programs write them; only a person who is there deletes one, because
//! nothing brings it back.

use entity::{AgentId, Timestamp, memory};
use identity::policy::Tenant;
use kernel::{
    audit::Action,
    change::Change,
    error::Result,
    wire::{Name, Prose, Section, Text},
};
use poem_openapi::Object;
use sea_orm::ActiveValue::Set;
use serde::Deserialize;

use super::agent;
use crate::crud::{self, Actions, BrowserOnly, KeysToo, NewRow, Operations, Resource};

/// The section of the document.
const SECTION: Section = Section { name: "Memories", about: "What the agents of a workspace keep in mind." };

pub type Api = crud::Api<Memory>;

pub struct Memory;

#[derive(Object, Deserialize)]
#[oai(rename = "MemoryFields", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Fields {
    /// What it is looked up by.
    name: Text<Name>,
    /// What there is to remember.
    content: Text<Prose<32_768>>,
    /// The org's agent that it is for, if it isn't for all.
    #[serde(default)]
    agent_id: Option<Text<AgentId>>,
}

impl From<&memory::Model> for Fields {
    fn from(row: &memory::Model) -> Self {
        let (name, content) = (Text(Name::stored(&row.name)), Text(Prose::stored(&row.content)));
        Self { name, content, agent_id: row.agent_id.map(Text) }
    }
}

impl Resource for Memory {
    type Table = memory::Entity;
    type Fields = Fields;
    type Shown = Fields;
    type Change = KeysToo;
    type Delete = BrowserOnly;

    const PATH: &'static str = "/api/v1/memories";
    const SECTION: Section = SECTION;
    const SCHEMA: &'static str = "Memory";
    const MEANING: &'static str = "What the agents of a workspace keep in mind.";
    const OPERATIONS: Operations = Operations {
        list: "list_memories",
        create: "create_memory",
        get: "get_memory",
        update: "update_memory",
        delete: "delete_memory",
    };
    const ACTIONS: Actions =
        Actions { created: Action::MemoryCreated, updated: Action::MemoryUpdated, deleted: Action::MemoryDeleted };

    fn write(fields: Fields, row: &mut NewRow<Self>, _: Timestamp) {
        row.name = Set(fields.name.0.into_string());
        row.content = Set(fields.content.0.into_string());
        row.agent_id = Set(fields.agent_id.map(|id| id.0));
    }

    async fn check(tenant: &Tenant, change: &Change, fields: &Fields) -> Result<()> {
        agent::check(tenant, change, fields.agent_id.map(|id| id.0)).await
    }
}
