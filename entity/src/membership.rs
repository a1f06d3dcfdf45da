//! Memberships: which user is what in which org. Without one, a user's keys and sessions open nothing there.

use sea_orm::{
    Condition, DeleteMany, FromQueryResult, JoinType, QueryTrait, SelectModel, Selector, UpdateMany,
    entity::prelude::*,
    query::*,
    sea_query::{Expr, LockType, SelectStatement},
};

use crate::{OrgId, OrgRole, Timestamp, UserId, WorkspaceId, page::newest_first, user};

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
    /// The workspace that the member left last: their keys that are bound to none go on spending from its budget while they
    /// are in no other.
    pub metered_by: Option<WorkspaceId>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::org::Entity", from = "Column::OrgId", to = "super::org::Column::Id")]
    Org,
    #[sea_orm(belongs_to = "super::user::Entity", from = "Column::UserId", to = "super::user::Column::Id")]
    User,
}

impl ActiveModelBehavior for ActiveModel {}

/// A membership, and who it is.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct MemberOfOrg {
    #[sea_orm(nested)]
    pub membership: Model,
    pub email: String,
    pub name: String,
    pub avatar: Option<String>,
}

/// Members to be fetched, with who they are.
pub type Members = Selector<SelectModel<MemberOfOrg>>;

/// Which members a list shows; what is `None` lets all pass.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub role: Option<OrgRole>,
    /// A condition on the user.
    pub within: Option<Condition>,
}

impl Entity {
    /// How many members the org has, as part of a statement.
    pub(crate) fn count_in(org: Expr) -> Expr {
        let members = Self::find().select_only().expr(Expr::col((Self, Column::UserId)).count());
        Expr::from(members.filter(Expr::col((Self, Column::OrgId)).eq(org)).into_query())
    }

    /// The user's membership in the org.
    pub fn of_user_in_org(user: UserId, org: OrgId) -> Select<Self> {
        Self::find_by_id((org, user))
    }

    /// As `of_user_in_org`, held until the transaction ends: what the member is just writing in the org is waited for, and
    /// what they begin to write waits.
    pub fn held(user: UserId, org: OrgId) -> Select<Self> {
        Self::of_user_in_org(user, org).lock(LockType::NoKeyUpdate)
    }

    /// Notes which workspace the member has left.
    pub fn meter(user: UserId, org: OrgId, workspace: WorkspaceId) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::MeteredBy, Expr::value(workspace))
            .filter(Column::OrgId.eq(org))
            .filter(Column::UserId.eq(user))
    }

    /// Every membership of the user, the earliest first.
    pub fn of_user(user: UserId) -> Select<Self> {
        Self::find().filter(Column::UserId.eq(user)).order_by_asc(Column::CreatedAt).order_by_asc(Column::OrgId)
    }

    /// The org's member with this id.
    pub fn find_in_org(org: OrgId, user: UserId) -> Members {
        joined(org).filter(Column::UserId.eq(user)).into_model()
    }

    /// A page of the org's members, the newest users first.
    pub fn page_in_org(org: OrgId, wanted: Wanted, after: Option<UserId>, limit: u64) -> Members {
        newest_first(Self::wanted_in_org(org, wanted), Column::UserId, after, limit).into_model()
    }

    /// The org's members that a list shows, for counting them.
    pub fn wanted_in_org(org: OrgId, wanted: Wanted) -> Select<Self> {
        joined(org)
            .apply_if(wanted.role, |rows, role| rows.filter(Column::Role.eq(role)))
            .apply_if(wanted.within, Select::<Self>::filter::<Condition>)
    }

    /// The org's member with this address, in its normalised form.
    pub fn of_address_in_org(org: OrgId, normalised: &str) -> Members {
        joined(org).filter(user::Column::EmailNormalised.eq(normalised)).into_model()
    }

    /// The org's owners.
    pub fn owners_in_org(org: OrgId) -> Members {
        joined(org).filter(Column::Role.eq(OrgRole::Owner)).into_model()
    }

    /// The org's owners but for this user.
    pub fn other_owners_in_org(org: OrgId, user: UserId) -> Members {
        joined(org).filter(Column::Role.eq(OrgRole::Owner)).filter(Column::UserId.ne(user)).into_model()
    }

    /// Gives the member another role; one row if there is such a member.
    pub fn set_role_in_org(org: OrgId, user: UserId, role: OrgRole, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::Role, Expr::value(role))
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .filter(Column::OrgId.eq(org))
            .filter(Column::UserId.eq(user))
    }

    /// Ends the membership; one row if there was one.
    pub fn remove_in_org(org: OrgId, user: UserId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::OrgId.eq(org)).filter(Column::UserId.eq(user))
    }

    /// The org's members but for this user, the earliest first.
    pub fn others_in_org(org: OrgId, user: UserId) -> Select<Self> {
        Self::find().filter(Column::OrgId.eq(org)).filter(Column::UserId.ne(user)).order_by_asc(Column::CreatedAt)
    }

    /// The org's members among these users.
    pub fn among_in_org(org: OrgId, users: impl IntoIterator<Item = UserId>) -> Members {
        joined(org).filter(Column::UserId.is_in(users)).into_model()
    }

    /// Everybody in the org.
    pub fn all_in_org(org: OrgId) -> Members {
        joined(org).into_model()
    }

    /// Ends every membership of the user.
    pub fn remove_all_of_user(user: UserId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::UserId.eq(user))
    }

    /// The ids of the org's members, as part of a statement.
    pub(crate) fn ids_in_org(org: OrgId) -> SelectStatement {
        Self::find().filter(Column::OrgId.eq(org)).select_only().column(Column::UserId).into_query()
    }

    /// Ends every membership of the org.
    pub fn remove_all_in_org(org: OrgId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::OrgId.eq(org))
    }
}

fn joined(org: OrgId) -> Select<Entity> {
    Entity::find().join(JoinType::InnerJoin, Relation::User.def()).filter(Column::OrgId.eq(org)).columns([
        user::Column::Email,
        user::Column::Name,
        user::Column::Avatar,
    ])
}
