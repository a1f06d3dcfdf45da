//! Writing back when things were last used: one statement for many, that moves instants forward only.

use std::collections::BTreeMap;

use sea_orm::{
    EntityTrait, QueryFilter, UpdateMany, Value,
    query::QueryTrait,
    sea_query::{Expr, ExprTrait, TableRef, ValueTuple},
};

use crate::Timestamp;

/// Sets `at` of the rows with these ids, unless it is later already. Who uses it adds what must still hold of a row.
///
/// One statement of two values for each id: PostgreSQL takes 65,535 and SQLite 32,766.
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
    let mut update = E::update_many();
    if latest.is_empty() {
        // Nothing is set, so nothing is sent: a list of no VALUES is no SQL.
        return update;
    }
    // Both databases give the columns of VALUES these names.
    let [used_id, used_at] = ["column1", "column2"].map(|column| ("used", column));
    let known = Expr::col((E::default(), at));
    let used = latest.into_iter().map(|(row, used)| ValueTuple::Two(row.into(), used.into())).collect();
    QueryTrait::query(&mut update).from(TableRef::ValuesList(used, "used".into()));
    update
        .col_expr(at, Expr::col(used_at))
        .filter(Expr::col((E::default(), id)).equals(used_id))
        .filter(known.clone().is_null().or(known.lt(Expr::col(used_at))))
}
