//! One row: what the root secret of the first start sealed, and what only that secret, or one that came after it, opens.

use sea_orm::{Insert, Set, UpdateMany, entity::prelude::*, sea_query::OnConflict};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "root_secret_checks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    pub sealed: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const ONLY: i32 = 1;

impl Entity {
    pub fn only() -> Select<Self> {
        Self::find_by_id(ONLY)
    }

    /// Keeps `sealed`, unless there is one: of two first starts at once, one wins.
    pub fn first(sealed: Vec<u8>) -> Insert<ActiveModel> {
        let row = ActiveModel { id: Set(ONLY), sealed: Set(sealed) };
        Self::insert(row).on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
    }

    /// Puts `sealed` in place of `before`, unless somebody was faster.
    pub fn replace(before: Vec<u8>, sealed: Vec<u8>) -> UpdateMany<Self> {
        Self::update_many().filter(Column::Sealed.eq(before)).col_expr(Column::Sealed, Expr::value(sealed))
    }
}
