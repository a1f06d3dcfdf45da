//! Agent sessions: what people and an agent do together in a workspace.

use sea_orm::{QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

use crate::{
    AgentId, AgentSessionStatus, Id, OrgId, Timestamp, UserId, WorkspaceId, WorkspaceRole, in_workspace,
    workspace_member,
};

pub type AgentSessionId = Id<Entity>;

/// An agent session of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agent_sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgentSessionId,
    pub org_id: OrgId,
    pub workspace_id: WorkspaceId,
    pub name: String,
    pub agent_id: Option<AgentId>,
    pub status: AgentSessionStatus,
    pub ended_at: Option<Timestamp>,
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

in_workspace!();

impl Entity {
    /// The ids of the org's sessions in workspaces that the user is no member of, for use within another statement.
    pub(crate) fn ids_out_of_reach(org: OrgId, user: UserId) -> SelectStatement {
        let open = workspace_member::Entity::ids_of_user(org, user, WorkspaceRole::Viewer);
        let astray = Self::find().filter(Column::OrgId.eq(org)).filter(Column::WorkspaceId.not_in_subquery(open));
        astray.select_only().column(Column::Id).into_query()
    }
}
