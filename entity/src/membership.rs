//! Memberships: which user is what in which org. Without one, a user's keys and sessions open nothing there.

use sea_orm::entity::prelude::*;

use crate::{OrgId, OrgRole, Timestamp, UserId};

/// A user's role in an org.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "memberships")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    pub role: OrgRole,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::org::Entity", from = "Column::OrgId", to = "super::org::Column::Id")]
    Org,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The user's membership in the org.
    pub fn of_user_in_org(user: UserId, org: OrgId) -> Select<Self> {
        Self::find_by_id((org, user))
    }

    /// Every membership of the user.
    pub fn of_user(user: UserId) -> Select<Self> {
        Self::find().filter(Column::UserId.eq(user))
    }
}
