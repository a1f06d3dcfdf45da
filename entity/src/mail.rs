//! Mails on their way, written with the change that they belong to and sealed, because links in them sign people in.
//! Whoever writes one has claimed it, for a span; what a node that died had claimed is due again when that is over.

use std::fmt;

use sea_orm::{
    DeleteMany, FromQueryResult, InsertMany, IntoActiveModel, SelectGetableTuple, SelectModel, Selector, UpdateMany,
    entity::prelude::*,
    query::*,
    sea_query::{LockBehavior, LockType},
};

use crate::{Id, MailKind, MailStatus, Timestamp, page::newest_first};

pub type MailId = Id<Entity>;

/// A mail, or what became of it. `Debug` leaves out everything but the id.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailId,
    pub kind: MailKind,
    pub recipient: String,
    /// Whose share of the sending it takes: an org, an address, or empty.
    pub holder: String,
    /// Sealed; none once the mail is sent or void.
    pub body: Option<Vec<u8>>,
    pub status: MailStatus,
    /// Attempts that were begun.
    pub attempts: i32,
    /// When it is to be sent, or the claim below ends; none once it is over.
    pub due_at: Option<Timestamp>,
    /// Of whoever is sending it.
    pub claim: Option<Uuid>,
    /// What went wrong with the last attempt, in words.
    pub last_error: Option<String>,
    pub last_attempt_at: Option<Timestamp>,
    /// From when on it is not sent any more.
    pub ends_at: Timestamp,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How much waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Backlog {
    pub waiting: i64,
    pub oldest: Option<Timestamp>,
}

impl Entity {
    /// Adds mails.
    pub fn append(rows: Vec<Model>) -> InsertMany<ActiveModel> {
        Self::insert_many(rows.into_iter().map(|row| row.into_active_model()))
    }

    pub fn by_id(id: MailId) -> Select<Self> {
        Self::find_by_id(id)
    }

    pub fn by_ids(ids: impl IntoIterator<Item = MailId>) -> Select<Self> {
        Self::find().filter(Column::Id.is_in(ids))
    }

    /// A page of all mails there are, newest first.
    pub fn page(status: Option<MailStatus>, after: Option<MailId>, limit: u64) -> Select<Self> {
        let found = Self::find();
        let found = match status {
            Some(status) => found.filter(Column::Status.eq(status)),
            None => found,
        };
        newest_first(found, Column::Id, after, limit)
    }

    /// Whose mails are due, those that have waited the longest first; at most `limit` holders.
    pub fn holders_due(now: Timestamp, limit: u64) -> Selector<SelectGetableTuple<String>> {
        Self::find()
            .select_only()
            .column(Column::Holder)
            .filter(Column::DueAt.lte(now))
            .group_by(Column::Holder)
            .order_by_asc(Column::DueAt.min())
            .limit(limit)
            .into_tuple()
    }

    /// When the next one is due that isn't yet.
    pub fn next_due(now: Timestamp) -> Selector<SelectGetableTuple<Option<Timestamp>>> {
        Self::find()
            .select_only()
            .column(Column::DueAt)
            .filter(Column::DueAt.gt(now))
            .order_by_asc(Column::DueAt)
            .limit(1)
            .into_tuple()
    }

    /// Claims up to `most` of a holder's mails that are due, until `until`, for an attempt. Two nodes never claim the
    /// same.
    pub fn claim(holder: &str, most: u64, claim: Uuid, until: Timestamp, now: Timestamp) -> UpdateMany<Self> {
        let due = Self::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Holder.eq(holder))
            .filter(Column::DueAt.lte(now))
            .order_by_asc(Column::DueAt)
            .limit(most)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .into_query();
        Self::update_many()
            .col_expr(Column::DueAt, Expr::value(until))
            .col_expr(Column::Claim, Expr::value(claim))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .filter(Column::Id.in_subquery(due))
    }

    /// What this claim got.
    pub fn claimed(claim: Uuid) -> Select<Self> {
        Self::find().filter(Column::Claim.eq(claim)).filter(Column::DueAt.is_not_null())
    }

    /// A mail that only looked like one; one row if the claim still stands.
    pub fn forget(id: MailId, claim: Uuid) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::Id.eq(id)).filter(Column::Claim.eq(claim))
    }

    /// It is to be sent again at `due`; one row if the claim still stands.
    pub fn put_off(id: MailId, claim: Uuid, error: &str, at: Timestamp, due: Timestamp) -> UpdateMany<Self> {
        ended(id, claim, Some(error), at).col_expr(Column::DueAt, Expr::value(due))
    }

    /// As `put_off`, where nothing was sent: it doesn't count as an attempt.
    pub fn postpone(id: MailId, claim: Uuid, due: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::Claim, Expr::value(Option::<Uuid>::None))
            .col_expr(Column::DueAt, Expr::value(due))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1))
            .filter(Column::Id.eq(id))
            .filter(Column::Claim.eq(claim))
    }

    /// It was refused for good or given up, and is kept for the operator, who may have it sent again.
    pub fn give_up(id: MailId, claim: Uuid, error: &str, at: Timestamp) -> UpdateMany<Self> {
        over(ended(id, claim, Some(error), at), MailStatus::Failed, at)
    }

    /// It was taken, or its link has ended: what it said is erased.
    pub fn finish(id: MailId, claim: Uuid, status: MailStatus, error: Option<&str>, at: Timestamp) -> UpdateMany<Self> {
        over(ended(id, claim, error, at), status, at).col_expr(Column::Body, Expr::value(Option::<Vec<u8>>::None))
    }

    /// It is not to be sent any more; an attempt under way counts for nothing.
    pub fn withdraw(id: MailId, why: &str, now: Timestamp) -> UpdateMany<Self> {
        let open = Self::update_many()
            .col_expr(Column::Claim, Expr::value(Option::<Uuid>::None))
            .col_expr(Column::LastError, Expr::value(why))
            .col_expr(Column::Body, Expr::value(Option::<Vec<u8>>::None))
            .filter(Column::Id.eq(id))
            .filter(Column::DueAt.is_not_null());
        over(open, MailStatus::Expired, now)
    }

    /// Has it sent again at once, and for as long as at first; one row if there is still something to send.
    pub fn revive(id: MailId, now: Timestamp, ends: Timestamp) -> UpdateMany<Self> {
        again(now, ends).filter(Column::Id.eq(id))
    }

    /// As `revive`, all that were given up.
    pub fn revive_failed(now: Timestamp, ends: Timestamp) -> UpdateMany<Self> {
        again(now, ends).filter(Column::Status.eq(MailStatus::Failed))
    }

    /// How much waits, and since when.
    pub fn backlog() -> Selector<SelectModel<Backlog>> {
        Self::find()
            .select_only()
            .column_as(Column::Id.count(), "waiting")
            .column_as(Column::CreatedAt.min(), "oldest")
            .filter(Column::DueAt.is_not_null())
            .into_model()
    }

    /// Deletes what was over before `before`.
    pub fn delete_over_before(before: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::FinishedAt.lt(before))
    }
}

fn ended(id: MailId, claim: Uuid, error: Option<&str>, at: Timestamp) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Claim, Expr::value(Option::<Uuid>::None))
        .col_expr(Column::LastError, Expr::value(error))
        .col_expr(Column::LastAttemptAt, Expr::value(at))
        .filter(Column::Id.eq(id))
        .filter(Column::Claim.eq(claim))
}

fn over(update: UpdateMany<Entity>, status: MailStatus, at: Timestamp) -> UpdateMany<Entity> {
    update
        .col_expr(Column::Status, Expr::value(status))
        .col_expr(Column::DueAt, Expr::value(Option::<i64>::None))
        .col_expr(Column::FinishedAt, Expr::value(at))
}

/// A claimed one is left to whoever sends it. What has a link that ends sooner than the span stays as long as its link.
fn again(now: Timestamp, ends: Timestamp) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(MailStatus::Queued))
        .col_expr(Column::DueAt, Expr::value(now))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::FinishedAt, Expr::value(Option::<i64>::None))
        .col_expr(Column::EndsAt, Expr::value(ends))
        .filter(Column::Body.is_not_null())
        .filter(Column::Claim.is_null())
}
