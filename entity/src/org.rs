//! Orgs: the tenants. Everything a tenant owns names its org.

use sea_orm::{FromQueryResult, JoinType, SelectModel, Selector, entity::prelude::*, query::*};

use crate::{OrgId, OrgRole, Timestamp, UserId, membership, page::newest_first};

/// A tenant and its settings.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orgs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrgId,
    pub name: String,
    /// A short name of its own, unique; given by the operator's command line only.
    pub handle: Option<String>,
    /// Are routes without a scope of their own closed to keys?
    pub strict_scopes: bool,
    /// Seconds; counts only where it is shorter than the server's.
    pub step_up_max_age: Option<i32>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// An org, and what one user is in it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct OrgOfUser {
    #[sea_orm(nested)]
    pub org: Model,
    pub role: OrgRole,
}

impl Entity {
    /// The org.
    pub fn by_id(id: OrgId) -> Select<Self> {
        Self::find_by_id(id)
    }

    /// The org with the operator's short name for it.
    pub fn by_handle(handle: &str) -> Select<Self> {
        Self::find().filter(Column::Handle.eq(handle))
    }

    /// Every org the user is a member of, with the role there, oldest first.
    pub fn of_user(user: UserId) -> Selector<SelectModel<OrgOfUser>> {
        joined(user).order_by_asc(Column::Id).into_model()
    }

    /// A page of the orgs the user is a member of, newest first.
    pub fn page_of_user(user: UserId, after: Option<OrgId>, limit: u64) -> Selector<SelectModel<OrgOfUser>> {
        newest_first(joined(user), Column::Id, after, limit).into_model()
    }
}

fn joined(user: UserId) -> Select<Entity> {
    Entity::find()
        .join(JoinType::InnerJoin, membership::Relation::Org.def().rev())
        .filter(membership::Column::UserId.eq(user))
        .column(membership::Column::Role)
}
