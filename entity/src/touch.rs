//! Writing back when things were last used: one statement for many, that moves instants forward only.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, UpdateMany, Value,
    sea_query::{CaseStatement, Expr},
};

use crate::Timestamp;

/// Sets `at` of the rows with these ids, unless it is later already. Who uses it adds what must still hold of a row.
///
/// One statement of five values for each id: PostgreSQL takes 65,535 and SQLite 32,766.
pub(crate) fn forward<E, I>(id: E::Column, at: E::Column, uses: &[(I, Timestamp)]) -> UpdateMany<E>
where
    E: EntityTrait,
    I: Copy + Ord + Into<Value>,
{
    let mut latest = BTreeMap::<I, Timestamp>::new();
    for &(row, used) in uses {
        let known = latest.entry(row).or_insert(used);
        *known = Ord::max(*known, used);
    }
    let unchanged = Expr::col(at);
    let mut moved = None::<CaseStatement>;
    for (&row, &used) in &latest {
        let older = Condition::any().add(at.is_null()).add(at.lt(used));
        let when = Condition::all().add(id.eq(row)).add(older);
        moved = Some(moved.unwrap_or_default().case(when, Expr::value(used)));
    }
    // A CASE without a WHEN is no SQL; no ids, no rows (`IN ()` is written as a condition that is false).
    let moved = moved.map_or(unchanged.clone(), |moved| moved.finally(unchanged).into());
    E::update_many().col_expr(at, moved).filter(id.is_in(latest.into_keys()))
}
