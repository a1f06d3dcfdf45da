//! Users: people, each known by one normalised e-mail address.

use std::fmt;

use sea_orm::{
    Condition, DeleteMany, ExprTrait, UpdateMany,
    entity::prelude::*,
    query::{QuerySelect, QueryTrait},
    sea_query::{Expr, SelectStatement},
};

use crate::{
    Id, OrgId, Timestamp, membership,
    page::{contains, newest_first},
};

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

/// Which users a list shows; what is `None` lets all pass.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// What the address or the name has in it, in whichever case.
    pub query: Option<&'a str>,
    pub disabled: Option<bool>,
    /// Members of this org.
    pub org: Option<OrgId>,
}

impl Wanted<'_> {
    /// True if it leaves anybody out.
    pub fn is_any(&self) -> bool {
        self.query.is_some() || self.disabled.is_some() || self.org.is_some()
    }
}

impl Entity {
    /// A page of all users, newest first; for the operator.
    pub fn page_of_all(wanted: Wanted<'_>, after: Option<UserId>, limit: u64) -> Select<Self> {
        let users = Self::find()
            .apply_if(wanted.query, |users, query| users.filter(has(query)))
            .apply_if(wanted.disabled, |users, disabled| {
                let at = Column::DisabledAt;
                users.filter(if disabled { at.is_not_null() } else { at.is_null() })
            })
            .apply_if(wanted.org, |users, org| {
                users.filter(Column::Id.in_subquery(membership::Entity::ids_in_org(org)))
            });
        newest_first(users, Column::Id, after, limit)
    }

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

    /// As `set_password`, by the operator: whatever else happens, and to a disabled user too.
    pub fn put_password(id: UserId, password_hash: String, now: Timestamp) -> UpdateMany<Self> {
        Self::raise_security_version(id, now).col_expr(Column::PasswordHash, Expr::value(password_hash))
    }

    /// Leaves the user without a password.
    pub fn remove_password(id: UserId, now: Timestamp) -> UpdateMany<Self> {
        Self::raise_security_version(id, now).col_expr(Column::PasswordHash, Expr::value(None::<String>))
    }

    /// Shuts the user out and raises the security version; one row if they were enabled.
    pub fn disable(id: UserId, now: Timestamp) -> UpdateMany<Self> {
        Self::raise_security_version(id, now)
            .col_expr(Column::DisabledAt, Expr::value(now))
            .filter(Column::DisabledAt.is_null())
    }

    /// Lets the user in again; one row if they were disabled.
    pub fn enable(id: UserId, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::DisabledAt, Expr::value(None::<Timestamp>))
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .filter(Column::Id.eq(id))
            .filter(Column::DisabledAt.is_not_null())
    }

    /// Gives the user another address, which counts as verified, and raises the security version. Fails by the unique
    /// index where another user has it.
    pub fn set_email(id: UserId, email: &str, normalised: &str, now: Timestamp) -> UpdateMany<Self> {
        Self::raise_security_version(id, now)
            .col_expr(Column::Email, Expr::value(email))
            .col_expr(Column::EmailNormalised, Expr::value(normalised))
            .col_expr(Column::EmailVerifiedAt, Expr::value(now))
    }

    /// Deletes the user, and by the foreign keys all that is theirs alone.
    pub fn remove(id: UserId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::Id.eq(id))
    }

    /// The user's address is theirs; once verified, it keeps the instant at which it was.
    pub fn verify_email(id: UserId, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::EmailVerifiedAt, Expr::value(now))
            .filter(Column::Id.eq(id))
            .filter(Column::EmailVerifiedAt.is_null())
    }
}

/// True of users who have this in their address or name.
fn has(text: &str) -> Condition {
    Condition::any().add(contains(Column::EmailNormalised, text)).add(contains(Column::Name, text))
}
