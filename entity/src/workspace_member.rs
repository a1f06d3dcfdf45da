//! Who is what in which workspace. Rows go with their workspace, and with the membership in the org that they rest on.

use sea_orm::{
    DeleteMany, FromQueryResult, JoinType, SelectModel, Selector, UpdateMany,
    entity::prelude::*,
    query::*,
    sea_query::{Expr, SelectStatement},
};

use crate::{OrgId, Timestamp, UserId, WorkspaceId, WorkspaceRole, page::newest_first, user};

/// A user's role in a workspace. The org's owners and admins need none.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "workspace_members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: WorkspaceId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    pub org_id: OrgId,
    pub role: WorkspaceRole,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::user::Entity", from = "Column::UserId", to = "super::user::Column::Id")]
    User,
}

impl ActiveModelBehavior for ActiveModel {}

/// A membership in a workspace, and who it is.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct MemberOfWorkspace {
    #[sea_orm(nested)]
    pub member: Model,
    pub email: String,
    pub name: String,
    pub avatar: Option<String>,
}

/// Members to be fetched, with who they are.
pub type Members = Selector<SelectModel<MemberOfWorkspace>>;

impl Entity {
    /// The user's membership in a workspace of the org.
    pub fn of_user_in_org(org: OrgId, user: UserId, workspace: WorkspaceId) -> Select<Self> {
        Self::find_by_id((workspace, user)).filter(Column::OrgId.eq(org))
    }

    /// The user's memberships in these workspaces of the org.
    pub fn all_of_user_in_org(
        org: OrgId,
        user: UserId,
        workspaces: impl IntoIterator<Item = WorkspaceId>,
    ) -> Select<Self> {
        let mine = Self::find().filter(Column::OrgId.eq(org)).filter(Column::UserId.eq(user));
        mine.filter(Column::WorkspaceId.is_in(workspaces))
    }

    /// The workspaces of the org that these users are in, those that they came to first before others.
    pub fn of_users_in_org(org: OrgId, users: impl IntoIterator<Item = UserId>) -> Select<Self> {
        let theirs = Self::find().filter(Column::OrgId.eq(org)).filter(Column::UserId.is_in(users));
        theirs.order_by_asc(Column::CreatedAt).order_by_asc(Column::WorkspaceId)
    }

    /// The workspace's member with this id.
    pub fn find_in_org(org: OrgId, workspace: WorkspaceId, user: UserId) -> Members {
        joined(org, workspace).filter(Column::UserId.eq(user)).into_model()
    }

    /// A page of the workspace's members, the newest users first.
    pub fn page_in_org(org: OrgId, workspace: WorkspaceId, after: Option<UserId>, limit: u64) -> Members {
        newest_first(joined(org, workspace), Column::UserId, after, limit).into_model()
    }

    /// Gives the member another role; one row if there is such a member.
    pub fn set_role_in_org(
        org: OrgId,
        workspace: WorkspaceId,
        user: UserId,
        role: WorkspaceRole,
        now: Timestamp,
    ) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::Role, Expr::value(role))
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .filter(Column::OrgId.eq(org))
            .filter(Column::WorkspaceId.eq(workspace))
            .filter(Column::UserId.eq(user))
    }

    /// Ends the membership; one row if there was one.
    pub fn remove_in_org(org: OrgId, workspace: WorkspaceId, user: UserId) -> DeleteMany<Self> {
        Self::delete_many()
            .filter(Column::OrgId.eq(org))
            .filter(Column::WorkspaceId.eq(workspace))
            .filter(Column::UserId.eq(user))
    }

    /// The ids of the org's workspaces in which the user is at least `least`, for use within another statement.
    pub(crate) fn ids_of_user(org: OrgId, user: UserId, least: WorkspaceRole) -> SelectStatement {
        let enough = WorkspaceRole::ALL.iter().copied().filter(|role| *role >= least);
        Self::find()
            .filter(Column::OrgId.eq(org))
            .filter(Column::UserId.eq(user))
            .filter(Column::Role.is_in(enough))
            .select_only()
            .column(Column::WorkspaceId)
            .into_query()
    }
}

fn joined(org: OrgId, workspace: WorkspaceId) -> Select<Entity> {
    Entity::find()
        .join(JoinType::InnerJoin, Relation::User.def())
        .filter(Column::OrgId.eq(org))
        .filter(Column::WorkspaceId.eq(workspace))
        .columns([user::Column::Email, user::Column::Name, user::Column::Avatar])
}
