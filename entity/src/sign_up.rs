//! Sign-ups that wait for their address to be verified. They become a user, or they expire; at most one per address.

use std::fmt;

use sea_orm::{DeleteMany, Insert, IntoActiveModel, Iterable, entity::prelude::*, sea_query::OnConflict};

use crate::{Digest, SignUpId, Timestamp};

/// What someone signed up with. `Debug` leaves out the password's hash.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_ups")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SignUpId,
    pub email: String,
    pub email_normalised: String,
    pub name: String,
    pub org_name: Option<String>,
    /// Argon2id, as a PHC string.
    pub password_hash: String,
    /// Of the token that was mailed.
    pub digest: Digest,
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignUp").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The sign-up whose token this is, expired or not.
    pub fn by_digest(digest: Digest) -> Select<Self> {
        Self::find().filter(Column::Digest.eq(digest))
    }

    /// Uses up the token: one row if it was there and had not expired.
    pub fn delete_by_digest(digest: Digest, now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::Digest.eq(digest)).filter(Column::ExpiresAt.gt(now))
    }

    /// Deletes the sign-ups whose tokens have expired.
    pub fn delete_expired(now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::ExpiresAt.lte(now))
    }

    /// Keeps a sign-up; in one statement it takes the place of the older one of its address, whose link is void then.
    pub fn put(application: Model) -> Insert<ActiveModel> {
        let replaced = Column::iter().filter(|column| !matches!(column, Column::EmailNormalised));
        Self::insert(application.into_active_model())
            .on_conflict(OnConflict::column(Column::EmailNormalised).update_columns(replaced).to_owned())
    }
}
