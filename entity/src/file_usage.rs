//! How much room the files of an org take up: one number, so that the limit on it is one conditional statement.

use sea_orm::{ActiveValue::Set, ExprTrait, Insert, UpdateMany, entity::prelude::*, sea_query::OnConflict};

use crate::OrgId;

/// The sizes of the org's files, added up.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file_usage")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    pub bytes: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// None before the org's first file.
    pub fn of_org(org: OrgId) -> Select<Self> {
        Self::find_by_id(org)
    }

    /// Begins to count, unless that was begun before.
    pub fn begin(org: OrgId) -> Insert<ActiveModel> {
        let begun = ActiveModel { org_id: Set(org), bytes: Set(0) };
        Self::insert(begun).on_conflict(OnConflict::column(Column::OrgId).do_nothing().to_owned())
    }

    /// Adds a file of this size: one row if the org has room for it.
    pub fn add(org: OrgId, size: i64, limit: i64) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::Bytes, Expr::col(Column::Bytes).add(size))
            .filter(Column::OrgId.eq(org))
            .filter(Column::Bytes.lte(limit.saturating_sub(size)))
    }

    /// Gives back what a file of this size took up.
    pub fn subtract(org: OrgId, size: i64) -> UpdateMany<Self> {
        Self::update_many().col_expr(Column::Bytes, Expr::col(Column::Bytes).sub(size)).filter(Column::OrgId.eq(org))
    }
}
