//! Agents on the wire.

use entity::{AgentId, KeyId, Timestamp, UserId, agent, api_key};
use kernel::wire::{Description, Label, Name, Text};
use poem_openapi::{Object, types::MaybeUndefined};
use serde::Deserialize;

/// An agent to be registered.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateAgent", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CreateAgentIn {
    pub name: Text<Name>,
    #[serde(default)]
    pub description: Option<Text<Description>>,
}

/// What to change of an agent: absent is unchanged, `null` clears.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdateAgent", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PatchAgentIn {
    /// What people call it; can't be cleared.
    #[serde(default)]
    pub name: MaybeUndefined<Text<Name>>,
    /// What it is for.
    #[serde(default)]
    pub description: MaybeUndefined<Text<Description>>,
}

/// What an agent says of itself: absent is as it said before, `null` takes it back.
#[derive(Default, Object, Deserialize)]
#[oai(rename = "AgentHeartbeat", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct HeartbeatIn {
    /// How it is, in a word of its own.
    #[serde(default)]
    pub status: MaybeUndefined<Text<Label>>,
    /// Which version of its program runs.
    #[serde(default)]
    pub version: MaybeUndefined<Text<Label>>,
}

/// An agent.
#[derive(Object)]
#[oai(rename = "Agent", rename_all = "camelCase")]
pub struct AgentOut {
    pub id: Text<AgentId>,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// How it said it is.
    pub status: Option<String>,
    /// Which version of its program it said runs.
    pub version: Option<String>,
    /// When it last sent a heartbeat, or registered itself with a key.
    pub last_seen_at: Option<Text<Timestamp>>,
    /// The key that it did so with; none for a session.
    pub last_key: Option<AgentKeyOut>,
    /// Since when it takes no heartbeat any more.
    pub retired_at: Option<Text<Timestamp>>,
    /// Who registered it.
    pub created_by: Text<UserId>,
    pub created_at: Text<Timestamp>,
    pub updated_at: Text<Timestamp>,
}

/// The key that an agent was seen with, which may be revoked by now.
#[derive(Clone, Object)]
#[oai(rename = "AgentKey", rename_all = "camelCase")]
pub struct AgentKeyOut {
    pub id: Text<KeyId>,
    /// Its first 12 characters.
    pub prefix: String,
    /// What people call the key.
    pub name: String,
}

impl From<api_key::Model> for AgentKeyOut {
    fn from(row: api_key::Model) -> Self {
        Self { id: Text(row.id), prefix: row.prefix, name: row.name }
    }
}

impl AgentOut {
    /// `keys` has the one that it was last seen with.
    pub fn new(row: agent::Model, keys: &[AgentKeyOut]) -> Self {
        let last_key = row.last_key_id.and_then(|id| keys.iter().find(|key| key.id.0 == id).cloned());
        Self {
            id: Text(row.id),
            name: row.name,
            description: row.description,
            status: row.status,
            version: row.version,
            last_seen_at: row.last_seen_at.map(Text),
            last_key,
            retired_at: row.retired_at.map(Text),
            created_by: Text(row.created_by),
            created_at: Text(row.created_at),
            updated_at: Text(row.updated_at),
        }
    }
}

/// The heartbeat was noted.
#[derive(Object)]
#[oai(rename = "AgentSeen", rename_all = "camelCase")]
pub struct SeenOut {
    /// When it came.
    pub last_seen_at: Text<Timestamp>,
}

/// The agent takes no heartbeat any more.
#[derive(Object)]
#[oai(rename = "AgentRetired", rename_all = "camelCase")]
pub struct RetiredOut {
    /// Always `true`.
    pub retired: bool,
}
