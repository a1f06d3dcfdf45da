//! How often keys were used and refused in an hour or a day. What nodes have counted is added to what there is, so it does
//! not matter how many they are.

use sea_orm::{
    DeleteMany, FromQueryResult, InsertMany, IntoActiveModel, QueryOrder, QuerySelect, SelectModel, Selector,
    entity::prelude::*,
    sea_query::{CaseStatement, Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use crate::{KeyId, OrgId, Timestamp, UseSpan};

/// What a key, or all keys of an org together, were used for in a span.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "use_counts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    /// `all_keys()` for all keys of the org together, those included that have no row of their own.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_id: KeyId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub span: UseSpan,
    #[sea_orm(primary_key, auto_increment = false)]
    pub begins_at: Timestamp,
    pub valid: i64,
    pub revoked: i64,
    pub expired: i64,
    pub disabled: i64,
    pub insufficient_scope: i64,
    pub forbidden_address: i64,
    pub rate_limited: i64,
    pub usage_exceeded: i64,
    pub forbidden: i64,
    /// Spent by requests that were let through.
    pub tokens: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// As far as a column counts, which is as far as readers of JSON count (2^53 - 1): the sum of all rows of a range fits, too.
pub const MOST: i64 = 9_007_199_254_740_991;

/// The columns that add up.
const COUNTS: [Column; 10] = [
    Column::Valid,
    Column::Revoked,
    Column::Expired,
    Column::Disabled,
    Column::InsufficientScope,
    Column::ForbiddenAddress,
    Column::RateLimited,
    Column::UsageExceeded,
    Column::Forbidden,
    Column::Tokens,
];

/// Spans of an org: those that begin from `from` on and before `to`.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    pub span: UseSpan,
    pub from: Timestamp,
    pub to: Timestamp,
}

/// What one key was used for in a whole range.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct KeyTotal {
    pub key_id: KeyId,
    pub valid: i64,
    pub refused: i64,
    pub tokens: i64,
}

impl Entity {
    /// The id under which all keys of an org are counted together.
    pub fn all_keys() -> KeyId {
        Uuid::nil().into()
    }

    /// Adds to what there is. In the order of their primary keys, so that nodes that do so at once don't wait in a circle.
    pub fn add(mut counted: Vec<Model>) -> InsertMany<ActiveModel> {
        counted.sort_unstable_by_key(|row| (row.org_id, row.key_id, row.span, row.begins_at));
        let rows = counted.into_iter().map(|row| row.into_active_model().reset_all());
        let key = [Column::OrgId, Column::KeyId, Column::Span, Column::BeginsAt];
        Self::insert_many(rows).on_conflict(OnConflict::columns(key).values(COUNTS.map(added)).to_owned())
    }

    /// What a key was used for, or all together, a row for each span in which it was.
    pub fn of_key_in_org(org: OrgId, key: KeyId, range: Range) -> Select<Self> {
        Self::in_range(org, range).filter(Column::KeyId.eq(key))
    }

    /// The keys that were used most, the most used first.
    pub fn most_used_in_org(org: OrgId, range: Range, most: u64) -> Selector<SelectModel<KeyTotal>> {
        let refusals = COUNTS.into_iter().filter(|count| !matches!(count, Column::Valid | Column::Tokens));
        let refused = refusals.map(sum).reduce(ExprTrait::add).unwrap_or_else(|| Expr::val(0));
        let used = sum(Column::Valid).add(refused.clone());
        Self::in_range(org, range)
            .filter(Column::KeyId.ne(Self::all_keys()))
            .select_only()
            .column(Column::KeyId)
            .expr_as(sum(Column::Valid), "valid")
            .expr_as(refused, "refused")
            .expr_as(sum(Column::Tokens), "tokens")
            .group_by(Column::KeyId)
            .order_by_desc(used)
            .order_by_asc(Column::KeyId)
            .limit(most)
            .into_model()
    }

    fn in_range(org: OrgId, Range { span, from, to }: Range) -> Select<Self> {
        Self::find()
            .filter(Column::OrgId.eq(org))
            .filter(Column::Span.eq(span))
            .filter(Column::BeginsAt.gte(from))
            .filter(Column::BeginsAt.lt(to))
    }

    /// Those of spans that began before `before`.
    pub fn forget(span: UseSpan, before: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::Span.eq(span)).filter(Column::BeginsAt.lt(before))
    }
}

/// What there is and what is added, or the most there may be: a sum that runs over would fail the whole statement, or make
/// SQLite's column one of floating point.
fn added(count: Column) -> (Column, Expr) {
    let (old, more) = (Expr::col((Entity, count)), Expr::col(("excluded", count)));
    let has_room = old.clone().lte(Expr::val(MOST).sub(more.clone()));
    (count, CaseStatement::new().case(has_room, old.add(more)).finally(MOST).into())
}

/// PostgreSQL makes a sum of BIGINTs a NUMERIC, which is no integer to its readers.
fn sum(count: Column) -> Expr {
    Expr::col(count).sum().cast_as("bigint")
}
