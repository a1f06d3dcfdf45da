//! Projects: what people work on in a workspace.

use sea_orm::{DeleteMany, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

use crate::{
    OrgId, ProjectId, Timestamp, UserId, WorkspaceId, WorkspaceRole, page::newest_first, workspace::Visible,
    workspace_member,
};

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
    /// May name a user who is gone.
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The project, if it is the org's.
    pub fn find_in_org(org: OrgId, id: ProjectId) -> Select<Self> {
        Self::find_by_id(id).filter(Column::OrgId.eq(org))
    }

    /// A page of the projects in the workspaces that are visible, newest first.
    pub fn page_in_org(visible: Visible, after: Option<ProjectId>, limit: u64) -> Select<Self> {
        let rows = Self::find().filter(Column::OrgId.eq(visible.org)).filter(visible.within(Column::WorkspaceId));
        newest_first(rows, Column::Id, after, limit)
    }

    /// Deletes the org's project, and by the foreign keys its links; one row if it was there.
    pub fn remove_in_org(org: OrgId, id: ProjectId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::OrgId.eq(org)).filter(Column::Id.eq(id))
    }

    /// The ids of the org's projects in workspaces where the user is less than `least`, for use within another statement.
    pub(crate) fn ids_out_of_reach(org: OrgId, user: UserId, least: WorkspaceRole) -> SelectStatement {
        let open = workspace_member::Entity::ids_of_user(org, user, least);
        let astray = Self::find().filter(Column::OrgId.eq(org)).filter(Column::WorkspaceId.not_in_subquery(open));
        astray.select_only().column(Column::Id).into_query()
    }
}
