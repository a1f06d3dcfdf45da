//! Language models on offer, the same for every tenant.

use sea_orm::{
    QueryTrait,
    entity::prelude::*,
    query::{QueryOrder, QuerySelect},
};

use crate::Timestamp;

/// A model on offer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "models")]
pub struct Model {
    /// Provider and name, like `acme/small-1`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    pub provider: String,
    pub context_tokens: i32,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A page of the models, by id in the order of its bytes.
    pub fn page(after: Option<&str>, limit: u64) -> Select<Self> {
        Self::find()
            .apply_if(after, |models, after| models.filter(Column::Id.gt(after)))
            .order_by_asc(Column::Id)
            .limit(limit)
    }
}
