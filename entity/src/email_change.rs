//! Changes of address that wait for the new address to be proved: at most one of a user's. To finish or to stop one is to
//! delete it.

use sea_orm::{DeleteMany, Insert, IntoActiveModel, entity::prelude::*, sea_query::OnConflict};

use crate::{Digest, Timestamp, UserId};

/// A change of address, by the digests of the tokens that were mailed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_changes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// As it was typed.
    pub email: String,
    pub email_normalised: String,
    /// Of the token that went to the new address.
    pub digest: Digest,
    /// Of the token that went to the old one.
    pub stop_digest: Digest,
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Keeps a change; in one statement it takes the place of the user's older one.
    pub fn put(change: Model) -> Insert<ActiveModel> {
        let replaced = [
            Column::Email,
            Column::EmailNormalised,
            Column::Digest,
            Column::StopDigest,
            Column::ExpiresAt,
            Column::CreatedAt,
        ];
        Self::insert(change.into_active_model())
            .on_conflict(OnConflict::column(Column::UserId).update_columns(replaced).to_owned())
    }

    /// The user's change, unless it has expired.
    pub fn of_user(user: UserId, now: Timestamp) -> Select<Self> {
        Self::find_by_id(user).filter(Column::ExpiresAt.gt(now))
    }

    /// The change that this token finishes, unless it has expired.
    pub fn by_digest(digest: Digest, now: Timestamp) -> Select<Self> {
        Self::find().filter(Column::Digest.eq(digest)).filter(Column::ExpiresAt.gt(now))
    }

    /// The change that this token stops, unless it has expired.
    pub fn by_stop_digest(digest: Digest, now: Timestamp) -> Select<Self> {
        Self::find().filter(Column::StopDigest.eq(digest)).filter(Column::ExpiresAt.gt(now))
    }

    /// Uses the change up: one row if it is still the one with this token.
    pub fn use_up(user: UserId, digest: Digest, now: Timestamp) -> DeleteMany<Self> {
        Self::delete_of_user(user).filter(Column::Digest.eq(digest)).filter(Column::ExpiresAt.gt(now))
    }

    /// Deletes every change there is; for the operator.
    pub fn forget_all() -> DeleteMany<Self> {
        Self::delete_many()
    }

    /// Deletes the user's change.
    pub fn delete_of_user(user: UserId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::UserId.eq(user))
    }

    /// Deletes the changes that have expired: they are somebody's address.
    pub fn delete_expired(now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::ExpiresAt.lte(now))
    }
}
