//! Keyset pages: what a list's cursor means. Rows that come or go elsewhere shift no page.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Value};

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
