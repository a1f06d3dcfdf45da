//! Mailed links that were not used yet: at most one of each purpose for an address. To use one is to delete it.
//! Addresses without an account have rows too, for links that nobody was sent: what is written tells nothing.

use sea_orm::{DeleteMany, Insert, IntoActiveModel, entity::prelude::*, sea_query::OnConflict};

use crate::{Digest, LinkPurpose, Timestamp};

/// A link, by the digest of its token.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub purpose: LinkPurpose,
    /// The address whose mail proves what the link proves.
    #[sea_orm(primary_key, auto_increment = false)]
    pub email_normalised: String,
    pub digest: Digest,
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Keeps a link; in one statement it takes the place of the older one of its purpose and address.
    pub fn put(link: Model) -> Insert<ActiveModel> {
        let replaced = [Column::Digest, Column::ExpiresAt, Column::CreatedAt];
        let of_one_purpose_and_address = OnConflict::columns([Column::Purpose, Column::EmailNormalised]);
        Self::insert(link.into_active_model())
            .on_conflict({ of_one_purpose_and_address }.update_columns(replaced).to_owned())
    }

    /// The link of this purpose with this token, if it works.
    pub fn live(purpose: LinkPurpose, digest: Digest, now: Timestamp) -> Select<Self> {
        Self::find()
            .filter(Column::Digest.eq(digest))
            .filter(Column::Purpose.eq(purpose))
            .filter(Column::ExpiresAt.gt(now))
    }

    /// Uses the link up: one row if it worked.
    pub fn use_up(purpose: LinkPurpose, digest: Digest, now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many()
            .filter(Column::Digest.eq(digest))
            .filter(Column::Purpose.eq(purpose))
            .filter(Column::ExpiresAt.gt(now))
    }

    /// Voids the links of every purpose that an address, in its normalised form, was sent.
    pub fn delete_of_address(normalised: &str) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::EmailNormalised.eq(normalised))
    }

    /// Voids every link there is; for the operator.
    pub fn forget_all() -> DeleteMany<Self> {
        Self::delete_many()
    }

    /// Deletes the links that have expired.
    pub fn delete_expired(now: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::ExpiresAt.lte(now))
    }
}
