//! Codes that a front end exchanges for what a sign-in with a provider came to. They live for a minute.

use sea_orm::{DeleteMany, entity::prelude::*};

use crate::{Digest, SignInMethod, Timestamp, UserId};

/// A code that was not exchanged yet.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "exchange_codes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Digest,
    /// Who signed in.
    pub user_id: UserId,
    /// The user's at that time: what raises it voids the code.
    pub security_version: i32,
    pub sign_in_method: SignInMethod,
    /// The provider that vouched for it, in JSON.
    pub origin: Option<String>,
    pub expires_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Voids every code there is; for the operator.
    pub fn forget_all() -> DeleteMany<Self> {
        Self::delete_many()
    }

    /// The code, expired or not.
    pub fn by_digest(digest: Digest) -> Select<Self> {
        Self::find_by_id(digest)
    }

    /// Uses the code up: one row if it was there and had not expired.
    pub fn use_up(digest: Digest, now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::Digest.eq(digest)).filter(Column::ExpiresAt.gt(now))
    }

    /// Deletes the codes that have expired.
    pub fn delete_expired(now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::ExpiresAt.lte(now))
    }
}
