//! Applications to sign up that wait for their address to be verified. They become a user, or they expire; a few for one
//! address side by side, of which none replaces another: each may be a stranger's.

use std::fmt;

use sea_orm::{
    DeleteMany, ExprTrait, Insert, IntoActiveModel, Iterable, UpdateMany,
    entity::prelude::*,
    query::{QueryOrder, QuerySelect},
    sea_query::{Expr, OnConflict},
};

use crate::{Digest, Id, Timestamp};

pub type SignUpId = Id<Entity>;

/// What someone signed up with. `Debug` leaves out the password's hash.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_up_applications")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SignUpId,
    pub email: String,
    pub email_normalised: String,
    /// Which of those for its address: the number of slots is how many there may be.
    pub slot: i32,
    pub name: String,
    pub org_name: Option<String>,
    /// Argon2id, as a PHC string.
    pub password_hash: String,
    /// Of the token that was mailed.
    pub digest: Digest,
    /// There was another for its address within its life: its link alone doesn't tell whose it is. Never taken back.
    pub contested: bool,
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
    /// Voids every application there is; for the operator.
    pub fn forget_all() -> DeleteMany<Self> {
        Self::delete_many()
    }

    /// The application whose link this is, unless it has expired.
    pub fn by_digest(digest: Digest, now: Timestamp) -> Select<Self> {
        Self::find().filter(Column::Digest.eq(digest)).filter(Column::ExpiresAt.gt(now))
    }

    /// The address's applications that have not expired, in the order of their ids.
    pub fn open_of_address(normalised: &str, now: Timestamp) -> Select<Self> {
        of_address(normalised).filter(Column::ExpiresAt.gt(now))
    }

    /// All of the address's applications, locked until the transaction ends, always in the same order so that no two
    /// transactions wait for each other. SQLite has one writer and needs no lock.
    pub fn lock_of_address(normalised: &str) -> Select<Self> {
        of_address(normalised).lock_exclusive()
    }

    /// Keeps an application in its slot: one row if the slot was free, or held by one that has expired.
    pub fn put(application: Model, now: Timestamp) -> Insert<ActiveModel> {
        let mut in_place_of = OnConflict::columns([Column::EmailNormalised, Column::Slot]);
        in_place_of.update_columns(Column::iter()).action_and_where(Expr::col((Entity, Column::ExpiresAt)).lte(now));
        Self::insert(application.into_active_model()).on_conflict(in_place_of)
    }

    /// Marks the address's open applications as being several.
    pub fn contest(normalised: &str, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::Contested, Expr::value(true))
            .filter(Column::EmailNormalised.eq(normalised))
            .filter(Column::ExpiresAt.gt(now))
    }

    /// Deletes the address's applications: it has an account.
    pub fn delete_of_address(normalised: &str) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::EmailNormalised.eq(normalised))
    }

    /// Deletes the applications that have expired.
    pub fn delete_expired(now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::ExpiresAt.lte(now))
    }
}

fn of_address(normalised: &str) -> Select<Entity> {
    Entity::find().filter(Column::EmailNormalised.eq(normalised)).order_by_asc(Column::Id)
}
