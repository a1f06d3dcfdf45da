//! TOTP seeds (RFC 6238), sealed: at most one confirmed and one waiting for its first code, per user.

use std::fmt;

use sea_orm::{Condition, DeleteMany, UpdateMany, entity::prelude::*};

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

    /// Forgets the authenticator, a pending seed included.
    pub fn clear(user: UserId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::UserId.eq(user))
    }
}
