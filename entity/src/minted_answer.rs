//! What mints were answered that came with an `Idempotency-Key`, for as long as the answer can be given again. The key that
//! was made is sealed.

use sea_orm::{DeleteMany, ExprTrait, Insert, IntoActiveModel, entity::prelude::*, sea_query::OnConflict};

use crate::{Digest, KeyId, OrgId, Timestamp};

/// An answer. `Debug` leaves the key out.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "minted_answers")]
pub struct Model {
    /// Of who asked, in which org, and the `Idempotency-Key`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Digest,
    pub org_id: OrgId,
    /// Of what was asked for.
    pub request: Digest,
    pub key_id: KeyId,
    /// The key, AEAD-sealed for this org and the key's row.
    pub sealed: Vec<u8>,
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MintedAnswer").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Keeps the answer; no row if there is one already that can still be given.
    pub fn put_new(row: Model, now: Timestamp) -> Insert<ActiveModel> {
        let over = OnConflict::column(Column::Id)
            .update_columns([Column::Request, Column::KeyId, Column::Sealed, Column::ExpiresAt])
            .action_and_where(Expr::col((Entity, Column::ExpiresAt)).lte(now))
            .to_owned();
        Self::insert(row.into_active_model()).on_conflict(over)
    }

    /// The answer, if it can still be given.
    pub fn find_in_org(org: OrgId, id: Digest, now: Timestamp) -> Select<Self> {
        Self::find_by_id(id).filter(Column::OrgId.eq(org)).filter(Column::ExpiresAt.gt(now))
    }

    /// Forgets what can't be given any more.
    pub fn delete_expired(now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::ExpiresAt.lte(now))
    }
}
