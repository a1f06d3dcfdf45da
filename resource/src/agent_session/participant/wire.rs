//! A session's participants on the wire.

use entity::{Timestamp, UserId, agent_session_participant::NamedParticipant};
use kernel::wire::Text;
use poem_openapi::Object;
use serde::Deserialize;

/// Somebody who takes part in an agent session.
#[derive(Object)]
#[oai(rename = "AgentSessionParticipant", rename_all = "camelCase")]
pub struct ParticipantOut {
    pub user_id: Text<UserId>,
    /// What people call the user.
    pub name: String,
    /// Who let them take part.
    pub added_by: Text<UserId>,
    pub added_at: Text<Timestamp>,
}

impl From<NamedParticipant> for ParticipantOut {
    fn from(row: NamedParticipant) -> Self {
        Self {
            user_id: Text(row.participant.user_id),
            name: row.name,
            added_by: Text(row.participant.added_by),
            added_at: Text(row.participant.added_at),
        }
    }
}

/// Who is to take part.
#[derive(Object, Deserialize)]
#[oai(rename = "AddAgentSessionParticipant", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AddParticipantIn {
    /// Somebody who may enter the session's workspace.
    pub user_id: Text<UserId>,
}

/// They take part no more.
#[derive(Object)]
#[oai(rename = "AgentSessionParticipantRemoved", rename_all = "camelCase")]
pub struct RemovedOut {
    /// Always `true`.
    pub removed: bool,
}
