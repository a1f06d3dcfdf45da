//! Workspaces: what an org divides itself into; a key may be bound to one.

use sea_orm::entity::prelude::*;

use crate::{OrgId, Timestamp, UserId, WorkspaceId, page::newest_first};

/// A part of an org.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "workspaces")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WorkspaceId,
    pub org_id: OrgId,
    pub name: String,
    /// May name a user who is gone.
    pub created_by: UserId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The workspace, if it is the org's.
    pub fn find_in_org(org: OrgId, id: WorkspaceId) -> Select<Self> {
        Self::find_by_id(id).filter(Column::OrgId.eq(org))
    }

    /// A page of the org's workspaces, newest first.
    pub fn page_in_org(org: OrgId, after: Option<WorkspaceId>, limit: u64) -> Select<Self> {
        newest_first(Self::find().filter(Column::OrgId.eq(org)), Column::Id, after, limit)
    }
}
