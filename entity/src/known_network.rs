//! From where an account's owner signs in. Digests on both sides: the table tells neither addresses nor who they are of.

use sea_orm::{ActiveValue::Set, DeleteMany, Insert, entity::prelude::*, sea_query::OnConflict};

use crate::{Digest, Timestamp};

/// A network that an account has completed a sign-in from.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "known_networks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: Digest,
    #[sea_orm(primary_key, auto_increment = false)]
    pub network: Digest,
    /// When the last such sign-in was.
    pub seen_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The account's network, if there was a sign-in from it after `since`.
    pub fn seen_since(account: Digest, network: Digest, since: Timestamp) -> Select<Self> {
        Self::find_by_id((account, network)).filter(Column::SeenAt.gt(since))
    }

    /// Notes a sign-in.
    pub fn note(account: Digest, network: Digest, now: Timestamp) -> Insert<ActiveModel> {
        let seen = ActiveModel { account: Set(account), network: Set(network), seen_at: Set(now) };
        let again = OnConflict::columns([Column::Account, Column::Network]).update_column(Column::SeenAt).to_owned();
        Self::insert(seen).on_conflict(again)
    }

    /// Forgets the networks without a sign-in since `before`.
    pub fn delete_seen_before(before: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::SeenAt.lt(before))
    }
}
