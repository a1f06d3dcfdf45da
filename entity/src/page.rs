//! Keyset pages: what a list's cursor means. Rows that come or go elsewhere shift no page.

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Value,
    sea_query::{Expr, Func, LikeExpr},
};

/// The `limit` rows that follow `after`, newest first; `id` must be a column that sorts by creation time: a UUIDv7, or a number
/// that was counted up.
pub(crate) fn newest_first<E: EntityTrait>(
    rows: Select<E>,
    id: E::Column,
    after: Option<impl Into<Value>>,
    limit: u64,
) -> Select<E> {
    rows.apply_if(after.map(Into::into), |rows, after: Value| rows.filter(id.lt(after))).order_by_desc(id).limit(limit)
}

/// True of rows that have the text in this column, in whichever case. What a pattern would read as more than itself is
/// itself.
pub(crate) fn contains(column: impl ColumnTrait, text: &str) -> Expr {
    let text = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let like = LikeExpr::new(format!("%{text}%")).escape('\\');
    Expr::expr(Func::lower(Expr::col(column.as_column_ref()))).like(like)
}
