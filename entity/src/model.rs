//! Language models on offer, the same for every tenant.

use sea_orm::{DeleteMany, Insert, IntoActiveModel, entity::prelude::*, query::QueryOrder, sea_query::OnConflict};

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
    /// Adds a model, or gives the one of this id new properties.
    pub fn put(model: Model) -> Insert<ActiveModel> {
        let changed = [Column::Name, Column::Provider, Column::ContextTokens];
        Self::insert(model.into_active_model())
            .on_conflict(OnConflict::column(Column::Id).update_columns(changed).to_owned())
    }

    /// Takes a model off the list; one row if it was on it.
    pub fn remove(id: &str) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::Id.eq(id))
    }

    /// All models, by id in the order of its bytes.
    pub fn listed() -> Select<Self> {
        Self::find().order_by_asc(Column::Id)
    }
}
