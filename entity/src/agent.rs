//! Agents: programs that work for an org. A retired one is kept, and takes no change any more.

use sea_orm::{QueryTrait, UpdateMany, entity::prelude::*};

use crate::{Id, KeyId, OrgId, Timestamp, UserId, page::newest_first};

pub type AgentId = Id<Entity>;

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
    /// When it last registered itself or sent a heartbeat.
    pub last_seen_at: Option<Timestamp>,
    /// The key that it did so with; none for a session.
    pub last_key_id: Option<KeyId>,
    /// What it last said of itself.
    pub status: Option<String>,
    pub version: Option<String>,
    pub retired_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a heartbeat says: the outer `None` is nothing, the inner one that there is no such thing any more.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub status: Option<Option<String>>,
    pub version: Option<Option<String>>,
}

impl Entity {
    /// The agent, if it is the org's; retired ones too.
    pub fn find_in_org(org: OrgId, id: AgentId) -> Select<Self> {
        Self::find_by_id(id).filter(Column::OrgId.eq(org))
    }

    /// A page of the org's agents, newest first; without the retired ones unless they are asked for.
    pub fn page_in_org(org: OrgId, with_retired: bool, after: Option<AgentId>, limit: u64) -> Select<Self> {
        let agents = Self::find().filter(Column::OrgId.eq(org));
        let agents =
            agents.apply_if((!with_retired).then_some(()), |agents, ()| agents.filter(Column::RetiredAt.is_null()));
        newest_first(agents, Column::Id, after, limit)
    }

    /// Notes a heartbeat: one row if the agent is the org's and works.
    pub fn see_in_org(org: OrgId, id: AgentId, key: Option<KeyId>, said: Said, now: Timestamp) -> UpdateMany<Self> {
        let text = |value: Option<String>| Expr::value(value);
        working(org, id)
            .col_expr(Column::LastSeenAt, Expr::value(now))
            .col_expr(Column::LastKeyId, Expr::value(key))
            .apply_if(said.status, |update, status| update.col_expr(Column::Status, text(status)))
            .apply_if(said.version, |update, version| update.col_expr(Column::Version, text(version)))
    }

    /// Retires the agent: one row if it is the org's and works.
    pub fn retire_in_org(org: OrgId, id: AgentId, now: Timestamp) -> UpdateMany<Self> {
        working(org, id).col_expr(Column::RetiredAt, Expr::value(now)).col_expr(Column::UpdatedAt, Expr::value(now))
    }
}

/// What is retired stays as it was.
fn working(org: OrgId, id: AgentId) -> UpdateMany<Entity> {
    Entity::update_many().filter(Column::OrgId.eq(org)).filter(Column::Id.eq(id)).filter(Column::RetiredAt.is_null())
}
