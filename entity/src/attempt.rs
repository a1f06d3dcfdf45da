//! Attempts at what protects an account that failed in a row, and until when that holds further ones up.
//! Each is counted before anybody looks whether it is right; what the counts mean is the limiter's business.

use sea_orm::{
    ActiveValue::Set,
    DbBackend, DeleteMany, Statement, UpdateMany,
    entity::prelude::*,
    query::QueryTrait,
    sea_query::{CaseStatement, ExprTrait as _, OnConflict},
};

use crate::{Digest, Timestamp};

/// One subject's attempts.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attempts")]
pub struct Model {
    /// Of what is attempted, on which account and perhaps from which network.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Digest,
    /// In a row: a success deletes them.
    pub failures: i32,
    /// When the last one was counted.
    pub counted_at: Timestamp,
    /// Until then no attempt is counted, which is to say none is made. The epoch: not locked.
    pub locked_until: Timestamp,
    /// When the account's owner was told of the lock.
    pub told_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const UNLOCKED: Timestamp = Timestamp::from_millis(0);

impl Entity {
    /// Counts an attempt as failed: one row, or none while the subject is locked. One statement, so that of any number
    /// at once exactly as many get through as there are left before the lock.
    ///
    /// `locks` says from which number of failures on the subject is then locked until when; the least number first.
    pub fn count(backend: DbBackend, id: Digest, now: Timestamp, locks: &[(i32, Timestamp)]) -> Statement {
        let first = ActiveModel {
            id: Set(id),
            failures: Set(1),
            counted_at: Set(now),
            locked_until: Set(UNLOCKED),
            told_at: Set(None),
        };
        let failures = || Expr::col((Entity, Column::Failures)).add(1);
        let locked_until = locks.iter().rev().fold(CaseStatement::new(), |cases, &(number, until)| {
            cases.case(failures().gte(number), Expr::value(until))
        });
        let again = OnConflict::column(Column::Id)
            .value(Column::Failures, failures())
            .value(Column::CountedAt, Expr::value(now))
            .value(Column::LockedUntil, locked_until.finally(Expr::value(UNLOCKED)))
            .action_and_where(Expr::col((Entity, Column::LockedUntil)).lte(now))
            .to_owned();
        Self::insert(first).on_conflict(again).build(backend)
    }

    /// The subject's attempts; none means that none failed.
    pub fn by_id(id: Digest) -> Select<Self> {
        Self::find_by_id(id)
    }

    /// Takes back an attempt that was counted and turned out to be no guess, and the lock that it brought.
    pub fn take_back(id: Digest) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::Failures, Expr::col(Column::Failures).sub(1))
            .col_expr(Column::LockedUntil, Expr::value(UNLOCKED))
            .filter(Column::Id.eq(id))
            .filter(Column::Failures.gt(0))
    }

    /// Notes that the owner is told that the subject is locked: one row, if `failures` lock and nobody told before.
    pub fn tell(id: Digest, failures: i32, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::ToldAt, Expr::value(now))
            .filter(Column::Id.eq(id))
            .filter(Column::Failures.gte(failures))
            .filter(Column::ToldAt.is_null())
    }

    /// Forgets the subject's failures.
    pub fn forget(id: Digest) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::Id.eq(id))
    }

    /// Forgets what was last attempted before `before`.
    pub fn delete_counted_before(before: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::CountedAt.lt(before))
    }
}
