//! TOTP seeds (RFC 6238), sealed: at most one confirmed and one waiting for its first code, per user.

use std::fmt;

use sea_orm::{
    ActiveValue::Set, Condition, DeleteMany, Insert, QuerySelect, SelectGetableTuple, Selector, UpdateMany,
    entity::prelude::*, sea_query::OnConflict,
};

use crate::{Timestamp, UserId};

/// A user's authenticator. `Debug` leaves out the seeds.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "totp_secrets")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    /// The confirmed seed, AEAD-sealed; none until the first code was right.
    pub sealed: Option<Vec<u8>>,
    pub confirmed_at: Option<Timestamp>,
    /// The last accepted time step (30 s since the epoch); no step counts twice.
    pub last_step: Option<i64>,
    /// The seed to be confirmed, AEAD-sealed.
    pub pending_sealed: Option<Vec<u8>>,
    pub pending_at: Option<Timestamp>,
    pub updated_at: Timestamp,
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TotpSecret").field("user_id", &self.user_id).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Those of these users who have a confirmed authenticator: select into a `UserId`.
    pub fn users_among(users: impl IntoIterator<Item = UserId>) -> Selector<SelectGetableTuple<UserId>> {
        let some = Self::find().filter(Column::UserId.is_in(users)).filter(Column::ConfirmedAt.is_not_null());
        some.select_only().column(Column::UserId).into_tuple()
    }

    /// The user's authenticator, confirmed or pending.
    pub fn of_user(user: UserId) -> Select<Self> {
        Self::find_by_id(user)
    }

    /// Uses up a time step of the confirmed seed: one row if it is later than every step accepted before.
    pub fn accept_step(user: UserId, step: i64) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::LastStep, Expr::value(step))
            .filter(Column::UserId.eq(user))
            .filter(Column::Sealed.is_not_null())
            .filter(Condition::any().add(Column::LastStep.is_null()).add(Column::LastStep.lt(step)))
    }

    /// Keeps a seed until its first code is right; a newer one takes its place.
    pub fn propose(user: UserId, sealed: Vec<u8>, now: Timestamp) -> Insert<ActiveModel> {
        let proposed = ActiveModel {
            user_id: Set(user),
            pending_sealed: Set(Some(sealed)),
            pending_at: Set(Some(now)),
            updated_at: Set(now),
            ..Default::default()
        };
        let columns = [Column::PendingSealed, Column::PendingAt, Column::UpdatedAt];
        Self::insert(proposed).on_conflict(OnConflict::column(Column::UserId).update_columns(columns).to_owned())
    }

    /// Puts the proposed seed in force, its code of `step` used up: one row if `pending` is still the proposed one, and
    /// there is a seed to replace just if `replaces` says so.
    pub fn confirm(user: UserId, pending: Vec<u8>, replaces: bool, step: i64, now: Timestamp) -> UpdateMany<Self> {
        let in_force = if replaces { Column::Sealed.is_not_null() } else { Column::Sealed.is_null() };
        Self::update_many()
            .col_expr(Column::Sealed, Expr::value(pending.clone()))
            .col_expr(Column::ConfirmedAt, Expr::value(now))
            .col_expr(Column::LastStep, Expr::value(step))
            .col_expr(Column::PendingSealed, Expr::value(Option::<Vec<u8>>::None))
            .col_expr(Column::PendingAt, Expr::value(Option::<i64>::None))
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .filter(Column::UserId.eq(user))
            .filter(Column::PendingSealed.eq(pending))
            .filter(in_force)
    }

    /// Forgets the authenticator, a pending seed included.
    pub fn clear(user: UserId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::UserId.eq(user))
    }
}
