//! Memories: what the agents of a workspace keep in mind.

use sea_orm::entity::prelude::*;

use crate::{AgentId, Id, OrgId, Timestamp, UserId, WorkspaceId, in_workspace};

pub type MemoryId = Id<Entity>;

/// A memory of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "memories")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MemoryId,
    pub org_id: OrgId,
    pub workspace_id: WorkspaceId,
    pub name: String,
    pub content: String,
    pub agent_id: Option<AgentId>,
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

in_workspace!();
