//! Users: people, each known by one normalised e-mail address.

use std::fmt;

use sea_orm::{
    ExprTrait, UpdateMany,
    entity::prelude::*,
    query::{QuerySelect, QueryTrait},
    sea_query::{Expr, SelectStatement},
};

use crate::{Id, Timestamp};

pub type UserId = Id<Entity>;

/// A person. `Debug` leaves out the password's hash.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UserId,
    /// As it was typed: where mail goes.
    pub email: String,
    /// What makes two spellings one account; unique.
    pub email_normalised: String,
    pub name: String,
    pub avatar: Option<String>,
    /// Argon2id, as a PHC string; none for a user who signs in otherwise.
    pub password_hash: Option<String>,
    /// Raised by whatever must end what was handed out before.
    pub security_version: i32,
    pub email_verified_at: Option<Timestamp>,
    pub disabled_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("User").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The user.
    pub fn by_id(id: UserId) -> Select<Self> {
        Self::find_by_id(id)
    }

    /// The user, whom no other transaction can lock until this one ends. SQLite has one writer and needs no lock.
    pub fn lock(id: UserId) -> Select<Self> {
        Self::find_by_id(id).lock_exclusive()
    }

    /// Any user there is.
    pub fn anybody() -> Select<Self> {
        Self::find().limit(1)
    }

    /// The user with this address, in its normalised form.
    pub fn by_email(normalised: &str) -> Select<Self> {
        Self::find().filter(Column::EmailNormalised.eq(normalised))
    }

    /// The user's address in its normalised form, as part of a statement.
    pub(crate) fn address(id: UserId) -> SelectStatement {
        Self::find_by_id(id).select_only().column(Column::EmailNormalised).into_query()
    }

    /// Voids what was handed out before and would still become a session: half-done sign-ins and codes to exchange.
    pub fn raise_security_version(id: UserId, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::SecurityVersion, Expr::col(Column::SecurityVersion).add(1))
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .filter(Column::Id.eq(id))
    }

    /// The user, if enabled and still at the security version that was read before. Until the transaction ends the row
    /// stays as it is: what raises the version waits, or was waited for. (SQLite has one writer and needs no lock.)
    pub fn still_at(id: UserId, security_version: i32) -> Select<Self> {
        Self::find_by_id(id)
            .filter(Column::SecurityVersion.eq(security_version))
            .filter(Column::DisabledAt.is_null())
            .lock_shared()
    }

    /// Gives the user a password and raises the security version: one row if the user is enabled and nothing else has
    /// raised it since it was read, so that of two changes at once one wins.
    pub fn set_password(id: UserId, security_version: i32, password_hash: String, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::PasswordHash, Expr::value(password_hash))
            .col_expr(Column::SecurityVersion, Expr::value(security_version + 1))
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .filter(Column::Id.eq(id))
            .filter(Column::SecurityVersion.eq(security_version))
            .filter(Column::DisabledAt.is_null())
    }

    /// The user's address is theirs; once verified, it keeps the instant at which it was.
    pub fn verify_email(id: UserId, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::EmailVerifiedAt, Expr::value(now))
            .filter(Column::Id.eq(id))
            .filter(Column::EmailVerifiedAt.is_null())
    }
}
