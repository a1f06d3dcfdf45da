//! Recovery codes: each signs in once when the authenticator is lost.

use sea_orm::{DeleteMany, UpdateMany, entity::prelude::*};

use crate::{Digest, Id, Timestamp, UserId};

pub type RecoveryCodeId = Id<Entity>;

/// One code of a user's set, by its digest.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecoveryCodeId,
    pub user_id: UserId,
    pub digest: Digest,
    pub created_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The user's codes that still work.
    pub fn unused_of_user(user: UserId) -> Select<Self> {
        Self::find().filter(Column::UserId.eq(user)).filter(Column::UsedAt.is_null())
    }

    /// Uses up one of the user's codes; one row if it worked, none if it is unknown or was used.
    pub fn use_up(user: UserId, digest: Digest, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::UsedAt, Expr::value(now))
            .filter(Column::UserId.eq(user))
            .filter(Column::Digest.eq(digest))
            .filter(Column::UsedAt.is_null())
    }

    /// Deletes the user's codes, used or not.
    pub fn delete_of_user(user: UserId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::UserId.eq(user))
    }
}
