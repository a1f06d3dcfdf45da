//! Projects: what people work on in a workspace.

use sea_orm::{QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

use crate::{Id, OrgId, Timestamp, UserId, WorkspaceId, WorkspaceRole, in_workspace, workspace_member};

pub type ProjectId = Id<Entity>;

/// A project of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "projects")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProjectId,
    pub org_id: OrgId,
    pub workspace_id: WorkspaceId,
    pub name: String,
    pub description: Option<String>,
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

in_workspace!();

impl Entity {
    /// The ids of the org's projects in workspaces where the user is less than `least`, for use within another statement.
    pub(crate) fn ids_out_of_reach(org: OrgId, user: UserId, least: WorkspaceRole) -> SelectStatement {
        let open = workspace_member::Entity::ids_of_user(org, user, least);
        let astray = Self::find().filter(Column::OrgId.eq(org)).filter(Column::WorkspaceId.not_in_subquery(open));
        astray.select_only().column(Column::Id).into_query()
    }
}
