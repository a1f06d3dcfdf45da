//! Writing back when things were last used: one statement for many, that moves instants forward only.

use std::collections::BTreeMap;

use sea_orm::{
    EntityTrait, QueryFilter, UpdateMany, Value,
    query::QueryTrait,
    sea_query::{Expr, ExprTrait, Func, TableRef, ValueTuple},
};

use crate::Timestamp;

/// Where uses are written.
pub(crate) struct Columns<C> {
    pub id: C,
    pub at: C,
    /// Where from; a use of which that isn't known leaves it.
    pub from: Option<C>,
}

/// Sets the instant of the rows with these ids, unless it is later already. Who uses it adds what must still hold of a row.
///
/// One statement of up to three values for each id: PostgreSQL takes 65,535 and SQLite 32,766.
pub(crate) fn forward<E, I>(columns: Columns<E::Column>, uses: &[(I, Timestamp, Option<String>)]) -> UpdateMany<E>
where
    E: EntityTrait,
    I: Copy + Ord + Into<Value>,
{
    let Columns { id, at, from } = columns;
    let mut latest = BTreeMap::<I, (Timestamp, Option<&String>)>::new();
    for (row, used, place) in uses {
        let known = latest.entry(*row).or_insert((*used, place.as_ref()));
        if known.0 < *used {
            *known = (*used, place.as_ref().or(known.1));
        }
    }
    let mut update = E::update_many();
    if latest.is_empty() {
        // Nothing is set, so nothing is sent: a list of no VALUES is no SQL.
        return update;
    }
    // Both databases give the columns of VALUES these names.
    let [used_id, used_at, used_from] = ["column1", "column2", "column3"].map(|column| ("used", column));
    let known = Expr::col((E::default(), at));
    let used = latest.into_iter().map(|(row, (used, place))| match from {
        Some(_) => ValueTuple::Three(row.into(), used.into(), place.cloned().into()),
        None => ValueTuple::Two(row.into(), used.into()),
    });
    QueryTrait::query(&mut update).from(TableRef::ValuesList(used.collect(), "used".into()));
    if let Some(from) = from {
        let was = Expr::col((E::default(), from));
        update = update.col_expr(from, Func::coalesce([Expr::col(used_from), was]).into());
    }
    update
        .col_expr(at, Expr::col(used_at))
        .filter(Expr::col((E::default(), id)).equals(used_id))
        .filter(known.clone().is_null().or(known.lt(Expr::col(used_at))))
}
