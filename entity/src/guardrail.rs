//! Guardrails: what the agents of a workspace must not do, or not unasked.

use sea_orm::entity::prelude::*;

use crate::{GuardrailKind, Id, OrgId, Timestamp, UserId, WorkspaceId, in_workspace};

pub type GuardrailId = Id<Entity>;

/// A guardrail of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guardrails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GuardrailId,
    pub org_id: OrgId,
    pub workspace_id: WorkspaceId,
    pub name: String,
    pub description: Option<String>,
    pub kind: GuardrailKind,
    pub pattern: String,
    pub enabled: bool,
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

in_workspace!();
