//! Agents: what an org has set up to run.

use sea_orm::entity::prelude::*;

use crate::{AgentId, OrgId, Timestamp, UserId, page::newest_first};

/// An agent of an org.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agents")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgentId,
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

impl Entity {
    /// The agent, if it is the org's.
    pub fn find_in_org(org: OrgId, id: AgentId) -> Select<Self> {
        Self::find_by_id(id).filter(Column::OrgId.eq(org))
    }

    /// A page of the org's agents, newest first.
    pub fn page_in_org(org: OrgId, after: Option<AgentId>, limit: u64) -> Select<Self> {
        newest_first(Self::find().filter(Column::OrgId.eq(org)), Column::Id, after, limit)
    }
}
