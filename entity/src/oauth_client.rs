//! Clients that registered themselves (RFC 7591). Anybody may, so what nobody used is kept for a day, and only so many.

use sea_orm::{
    DeleteMany, ExprTrait as _, UpdateMany,
    entity::prelude::*,
    query::{QueryOrder, QuerySelect, QueryTrait},
};

use crate::{Id, Timestamp};

pub type OauthClientId = Id<Entity>;

/// One client. It is public: it has no secret.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "oauth_clients")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OauthClientId,
    /// What it calls itself; nobody has verified it.
    pub name: Option<String>,
    /// Where codes may go: a JSON list.
    pub redirect_uris: String,
    /// When a person last gave it a grant.
    pub used_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    pub fn by_id(id: OauthClientId) -> Select<Self> {
        Self::find_by_id(id)
    }

    /// Notes that a person gave the client a grant.
    pub fn note_use(id: OauthClientId, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many().col_expr(Column::UsedAt, Expr::value(now)).filter(Column::Id.eq(id))
    }

    /// Deletes the clients without a grant that were made before `unused`, and those with one last given before `used`.
    pub fn delete_old(unused: Timestamp, used: Timestamp) -> DeleteMany<Self> {
        let never = Column::UsedAt.is_null().and(Column::CreatedAt.lt(unused));
        Self::delete_many().filter(never.or(Column::UsedAt.lt(used)))
    }

    /// Deletes the oldest of the clients without a grant beyond the newest `most`.
    pub fn delete_beyond(most: u64) -> DeleteMany<Self> {
        let newest = Self::find().filter(Column::UsedAt.is_null()).order_by_desc(Column::Id).limit(most);
        let newest = newest.select_only().column(Column::Id).into_query();
        Self::delete_many().filter(Column::UsedAt.is_null()).filter(Column::Id.not_in_subquery(newest))
    }
}
