//! The link with which the first person sets an installation up: one at a time, and none once there is anybody.

use sea_orm::{DeleteMany, ExprTrait, Insert, Set, entity::prelude::*, query::QueryTrait, sea_query::OnConflict};

use crate::{Digest, Timestamp, user};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "setup_links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// Of the token that was printed.
    pub digest: Digest,
    pub expires_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const ONLY: i32 = 1;

impl Entity {
    /// The link from now on, in place of the one before.
    pub fn put(digest: Digest, expires_at: Timestamp) -> Insert<ActiveModel> {
        let row = ActiveModel { id: Set(ONLY), digest: Set(digest), expires_at: Set(expires_at) };
        let replace = OnConflict::column(Column::Id).update_columns([Column::Digest, Column::ExpiresAt]).to_owned();
        Self::insert(row).on_conflict(replace)
    }

    /// The link, if it has this digest and hasn't expired, and nobody has an account.
    pub fn open(digest: Digest, now: Timestamp) -> Select<Self> {
        Self::find()
            .filter(Column::Digest.eq(digest))
            .filter(Column::ExpiresAt.gt(now))
            .filter(Expr::exists(user::Entity::anybody().into_query()).not())
    }

    /// Uses the link up: one row if it has this digest and hasn't expired, and nobody has an account.
    pub fn consume(digest: Digest, now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many()
            .filter(Column::Digest.eq(digest))
            .filter(Column::ExpiresAt.gt(now))
            .filter(Expr::exists(user::Entity::anybody().into_query()).not())
    }
}
