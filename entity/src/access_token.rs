//! The access tokens of grants: rows of `api_keys` that have a client, with the id of their grant.

use sea_orm::{
    DeleteMany, UpdateMany,
    entity::prelude::*,
    query::{QuerySelect, QueryTrait},
    sea_query::{Expr, SelectStatement},
};

use crate::{
    Digest, KeyId, Timestamp,
    api_key::{Column, Entity, revoking},
    grant,
};

impl Entity {
    /// Puts another access token in the place of a grant's; one row if the grant has not ended.
    pub fn renew_token(id: KeyId, digest: Digest, ends_at: Timestamp, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::Digest, Expr::value(digest))
            .col_expr(Column::ExpiresAt, Expr::value(ends_at))
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .filter(Column::Id.eq(id))
            .filter(Column::Client.is_not_null())
            .filter(Column::RevokedAt.is_null())
    }

    /// Revokes a grant's token; one row if the grant had not ended.
    pub fn revoke_token(id: KeyId, now: Timestamp) -> UpdateMany<Self> {
        revoking(now).filter(Column::Id.eq(id)).filter(Column::Client.is_not_null())
    }

    /// Revokes the token of every grant; for the operator.
    pub fn revoke_every_token(now: Timestamp) -> UpdateMany<Self> {
        revoking(now).filter(Column::Client.is_not_null())
    }

    /// The tokens of these grants.
    pub fn tokens_among(ids: impl IntoIterator<Item = KeyId>) -> Select<Self> {
        Self::find().filter(Column::Id.is_in(ids)).filter(Column::Client.is_not_null())
    }

    /// The ids of the grants that have not been revoked, for use within another statement.
    pub(crate) fn ids_of_live_tokens() -> SelectStatement {
        let live = Self::find().filter(Column::RevokedAt.is_null()).filter(Column::Client.is_not_null());
        live.select_only().column(Column::Id).into_query()
    }

    /// Deletes the tokens of grants whose code nobody exchanged before it expired, and the grants with them.
    pub fn delete_unused_tokens(before: Timestamp) -> DeleteMany<Self> {
        Self::delete_many().filter(Column::Id.in_subquery(grant::Entity::ids_of_unused(before)))
    }
}
