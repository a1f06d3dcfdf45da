//! Token buckets, kept as GCRA does: one number each, the instant at which the bucket is full again.
//! Which buckets there are, and what they hold, is the limiter's business.

use sea_orm::{DbBackend, DeleteMany, ExprTrait as _, Statement, UpdateMany, entity::prelude::*};

use crate::Digest;

/// One subject's bucket.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "buckets")]
pub struct Model {
    /// Of the bucket's name and its subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Digest,
    /// Microseconds since the Unix epoch; GCRA's theoretical arrival time.
    pub full_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// `$1` id, `$2` now, `$3` increment, `$4` limit. SQLite takes `$n` too.
/// The first use is held to the limit as well, hence the SELECT in place of VALUES.
const TAKE: &str = "\
INSERT INTO buckets (id, full_at) SELECT $1, $2 + $3 WHERE $3 <= $4 \
ON CONFLICT (id) DO UPDATE \
SET full_at = (CASE WHEN buckets.full_at > $2 THEN buckets.full_at ELSE $2 END) + $3 \
WHERE (CASE WHEN buckets.full_at > $2 THEN buckets.full_at ELSE $2 END) + $3 - $2 <= $4";

impl Entity {
    /// Takes from a bucket in one statement: one row if it was admitted, none if refused, which costs nothing.
    ///
    /// Microseconds all: `increment_us` is the time in which what is taken flows back, `limit_us` that of the whole bucket.
    pub fn take(backend: DbBackend, id: Digest, now_us: i64, increment_us: i64, limit_us: i64) -> Statement {
        let values: [sea_orm::Value; 4] = [id.into(), now_us.into(), increment_us.into(), limit_us.into()];
        Statement::from_sql_and_values(backend, TAKE, values)
    }

    /// Gives back what was taken: the time in which it would have flowed in.
    pub fn give_back(id: Digest, increment_us: i64) -> UpdateMany<Self> {
        let fuller = Expr::col(Column::FullAt).sub(increment_us);
        Self::update_many().col_expr(Column::FullAt, fuller).filter(Column::Id.eq(id))
    }

    /// The bucket; none means full.
    pub fn by_id(id: Digest) -> Select<Self> {
        Self::find_by_id(id)
    }

    /// Deletes the buckets that were full before `now_us`: their absence says the same.
    pub fn delete_full_before(now_us: i64) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::FullAt.lt(now_us))
    }
}
