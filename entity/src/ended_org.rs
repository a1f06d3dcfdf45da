//! Orgs that ended and whose files' bytes may still be in the store.

use sea_orm::{
    ActiveValue::Set, DeleteMany, Insert, QueryOrder, QuerySelect, entity::prelude::*, sea_query::OnConflict,
};

use crate::{OrgId, Timestamp};

/// An org that was.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ended_orgs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub org_id: OrgId,
    pub ended_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Notes that the org ends.
    pub fn note(org: OrgId, now: Timestamp) -> Insert<ActiveModel> {
        let ended = ActiveModel { org_id: Set(org), ended_at: Set(now) };
        Self::insert(ended).on_conflict(OnConflict::column(Column::OrgId).do_nothing().to_owned())
    }

    /// Those that ended first.
    pub fn first(limit: u64) -> Select<Self> {
        Self::find().order_by_asc(Column::EndedAt).limit(limit)
    }

    /// Nothing of the org is left.
    pub fn forget(org: OrgId) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::OrgId.eq(org))
    }
}
