//! Workspaces: what an org divides itself into, and which of them a caller sees. A key may be bound to one.

use sea_orm::{Condition, DeleteMany, QuerySelect, entity::prelude::*, sea_query::LockType};

use crate::{Id, OrgId, Timestamp, UserId, WorkspaceRole, page::newest_first, workspace_member};

pub type WorkspaceId = Id<Entity>;

/// A part of an org.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "workspaces")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WorkspaceId,
    pub org_id: OrgId,
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

/// Those of an org's workspaces whose things a list shows: what every finder of a list in workspaces asks for.
#[derive(Clone, Copy, Debug)]
pub struct Visible {
    pub org: OrgId,
    /// Only where this user is a member of at least this role; `None`: everywhere.
    pub member: Option<(UserId, WorkspaceRole)>,
    /// Only the one that the caller's key is bound to.
    pub bound: Option<WorkspaceId>,
    /// Only the one that was asked for.
    pub only: Option<WorkspaceId>,
}

impl Visible {
    /// True if the workspace that `column` names is one of them. The org is for the finder to ask for besides.
    pub fn within(self, column: impl ColumnTrait) -> Condition {
        let mine = self.member.map(|(user, least)| workspace_member::Entity::ids_of_user(self.org, user, least));
        Condition::all()
            .add_option(mine.map(|ids| column.in_subquery(ids)))
            .add_option(self.bound.map(|id| column.eq(id)))
            .add_option(self.only.map(|id| column.eq(id)))
    }
}

impl Entity {
    /// The workspace, if it is the org's.
    pub fn find_in_org(org: OrgId, id: WorkspaceId) -> Select<Self> {
        Self::find_by_id(id).filter(Column::OrgId.eq(org))
    }

    /// As `find_in_org`, held until the transaction ends: deleting it waits, changing it doesn't.
    pub fn kept_in_org(org: OrgId, id: WorkspaceId) -> Select<Self> {
        Self::find_in_org(org, id).lock(LockType::KeyShare)
    }

    /// As `kept_in_org`, for one at a time: whoever else asks for this waits.
    pub fn held_in_org(org: OrgId, id: WorkspaceId) -> Select<Self> {
        Self::find_in_org(org, id).lock(LockType::NoKeyUpdate)
    }

    /// A page of the workspaces that are visible, newest first.
    pub fn page_in_org(visible: Visible, after: Option<WorkspaceId>, limit: u64) -> Select<Self> {
        let rows = Self::find().filter(Column::OrgId.eq(visible.org)).filter(visible.within(Column::Id));
        newest_first(rows, Column::Id, after, limit)
    }

    /// Deletes the org's workspace, and by the foreign keys everything below it; one row if it was there.
    pub fn remove_in_org(org: OrgId, id: WorkspaceId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::OrgId.eq(org)).filter(Column::Id.eq(id))
    }
}
