//! Skills: what the agents of a workspace are told they can do.

use sea_orm::entity::prelude::*;

use crate::{Id, OrgId, Timestamp, UserId, WorkspaceId, in_workspace};

pub type SkillId = Id<Entity>;

/// A skill of a workspace, which has one of the name.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "skills")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SkillId,
    pub org_id: OrgId,
    pub workspace_id: WorkspaceId,
    pub name: String,
    pub description: Option<String>,
    pub instructions: String,
    pub enabled: bool,
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

in_workspace!();
