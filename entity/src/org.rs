//! Orgs: the tenants. Everything a tenant owns names its org.

use std::time::Duration;

use sea_orm::{
    DeleteMany, FromQueryResult, JoinType, SelectModel, Selector, entity::prelude::*, query::*, sea_query::LockType,
};

use crate::{
    Id, OrgRole, Timestamp, UserId, membership,
    page::{contains, newest_first},
};

pub type OrgId = Id<Entity>;

/// A tenant and its settings.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orgs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrgId,
    pub name: String,
    /// A short name of its own, unique; given by the operator's command line only.
    pub handle: Option<String>,
    /// True if routes without a scope of their own are closed to keys.
    pub strict_scopes: bool,
    /// Seconds; counts only where it is shorter than the server's.
    pub step_up_max_age: Option<i32>,
    /// Days from a key's making to the latest end that it can have.
    pub max_key_lifetime_days: Option<i32>,
    /// Since when members have to have a second factor; none where they needn't.
    pub two_factor_since: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How long members have to enrol a second factor once their org has asked for one.
const TWO_FACTOR_GRACE: Duration = Duration::from_secs(7 * 24 * 3600);

impl Model {
    /// From when on a member without a second factor may only enrol one; none where nobody has to have one.
    pub fn two_factor_due_at(&self) -> Option<Timestamp> {
        self.two_factor_since.map(|since| since.plus(TWO_FACTOR_GRACE))
    }

    /// The longest that a key of the org may live, counted from its making.
    pub fn max_key_lifetime(&self) -> Option<Duration> {
        let days = self.max_key_lifetime_days.and_then(|days| u64::try_from(days).ok());
        days.map(|days| Duration::from_secs(days * 24 * 3600))
    }
}

/// An org, and what one user is in it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct OrgOfUser {
    #[sea_orm(nested)]
    pub org: Model,
    pub role: OrgRole,
}

/// An org, and how many people are in it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct OrgOfAll {
    #[sea_orm(nested)]
    pub org: Model,
    pub members: i64,
}

impl Entity {
    /// A page of all orgs, newest first; for the operator. With `query`, those that have it in their name or handle, in
    /// whichever case.
    pub fn page_of_all(query: Option<&str>, after: Option<OrgId>, limit: u64) -> Selector<SelectModel<OrgOfAll>> {
        let has = |text| Condition::any().add(contains(Column::Name, text)).add(contains(Column::Handle, text));
        let orgs = Self::find().apply_if(query, |orgs, text| orgs.filter(has(text)));
        let members = membership::Entity::count_in(Expr::col((Self, Column::Id)));
        newest_first(orgs, Column::Id, after, limit).expr_as(members, "members").into_model::<OrgOfAll>()
    }

    /// The org.
    pub fn by_id(id: OrgId) -> Select<Self> {
        Self::find_by_id(id)
    }

    /// The org, held until the transaction ends: whatever else would change its members, its settings or its
    /// invitations waits. What merely refers to the org doesn't.
    pub fn held(id: OrgId) -> Select<Self> {
        Self::find_by_id(id).lock(LockType::NoKeyUpdate)
    }

    /// Deletes the org, and by the foreign keys everything below it.
    pub fn remove(id: OrgId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::Id.eq(id))
    }

    /// The org with the operator's short name for it.
    pub fn by_handle(handle: &str) -> Select<Self> {
        Self::find().filter(Column::Handle.eq(handle))
    }

    /// Every org the user is a member of, with the role there, oldest first.
    pub fn of_user(user: UserId) -> Selector<SelectModel<OrgOfUser>> {
        joined(user).order_by_asc(Column::Id).into_model()
    }

    /// The org with the user's role in it, if the user is a member.
    pub fn of_user_in_org(user: UserId, id: OrgId) -> Selector<SelectModel<OrgOfUser>> {
        joined(user).filter(Column::Id.eq(id)).into_model()
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
