//! Grants: what a person let an agent's client do in an org. A grant has the id of its access token, which is a row of
//! `api_keys`: scopes, workspace, last use and the end before its time are there. Code and refresh token are used once, by
//! one statement with its condition.

use std::fmt;

use sea_orm::{
    UpdateMany,
    entity::prelude::*,
    query::{QuerySelect, QueryTrait},
    sea_query::SelectStatement,
};

use crate::{Digest, KeyId, OrgId, Timestamp, UserId, api_key, page::newest_first};

/// One grant. `Debug` leaves out the secrets' digests.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "grants")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: KeyId,
    pub org_id: OrgId,
    pub user_id: UserId,
    /// The URL of the client's document, or the id that it was registered under.
    pub client_id: String,
    /// What the client calls itself; nobody has verified it.
    pub client_name: Option<String>,
    /// Of the client's document; `None` for one that registered itself.
    pub client_host: Option<String>,
    /// Where the code went.
    pub redirect_uri: String,
    pub code_digest: Digest,
    /// Of the verifier that the client has to show with the code (RFC 7636, S256).
    pub code_challenge: String,
    pub code_expires_at: Timestamp,
    /// When the code was used.
    pub exchanged_at: Option<Timestamp>,
    /// Of what all refresh tokens of the grant have in common.
    pub family_digest: Option<Digest>,
    /// Of the only refresh token that is good.
    pub refresh_digest: Option<Digest>,
    /// When the grant ends by itself.
    pub expires_at: Timestamp,
    pub created_at: Timestamp,
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The digests of a refresh token.
#[derive(Clone, Copy, Debug)]
pub struct Refresh {
    pub family: Digest,
    pub token: Digest,
}

impl Entity {
    /// The grant whose code this was, used or not: this is where a code finds its org.
    pub fn by_code(code: Digest) -> Select<Self> {
        Self::find().filter(Column::CodeDigest.eq(code))
    }

    /// The grant that a refresh token of this family is of, the newest or an older one.
    pub fn by_family(family: Digest) -> Select<Self> {
        Self::find().filter(Column::FamilyDigest.eq(family))
    }

    /// Uses the code and notes the first refresh token; one row if it was not used and had not expired.
    pub fn exchange(code: Digest, first: Refresh, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::ExchangedAt, Expr::value(now))
            .col_expr(Column::FamilyDigest, Expr::value(first.family))
            .col_expr(Column::RefreshDigest, Expr::value(first.token))
            .filter(Column::CodeDigest.eq(code))
            .filter(Column::ExchangedAt.is_null())
            .filter(Column::CodeExpiresAt.gt(now))
    }

    /// Uses the refresh token and notes the next one; one row if it was the newest and the grant is not over.
    pub fn refresh(used: Refresh, next: Digest, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::RefreshDigest, Expr::value(next))
            .filter(Column::FamilyDigest.eq(used.family))
            .filter(Column::RefreshDigest.eq(used.token))
            .filter(Column::ExpiresAt.gt(now))
    }

    /// The user's grants in all orgs.
    pub fn of_user(user: UserId, now: Timestamp) -> Select<Self> {
        live(now).filter(Column::UserId.eq(user))
    }

    /// A page of the user's grants in all orgs, newest first.
    pub fn page_of_user(user: UserId, now: Timestamp, after: Option<KeyId>, limit: u64) -> Select<Self> {
        newest_first(Self::of_user(user, now), Column::Id, after, limit)
    }

    /// The user's grant.
    pub fn find_of_user(user: UserId, id: KeyId, now: Timestamp) -> Select<Self> {
        Self::of_user(user, now).filter(Column::Id.eq(id))
    }

    /// A page of the grants of all members of the org, or of one, newest first.
    pub fn page_in_org(
        org: OrgId,
        user: Option<UserId>,
        now: Timestamp,
        after: Option<KeyId>,
        limit: u64,
    ) -> Select<Self> {
        let grants = live(now).filter(Column::OrgId.eq(org));
        let grants = grants.apply_if(user, |grants, user| grants.filter(Column::UserId.eq(user)));
        newest_first(grants, Column::Id, after, limit)
    }

    /// The org's grant, whosever it is.
    pub fn find_in_org(org: OrgId, id: KeyId, now: Timestamp) -> Select<Self> {
        live(now).filter(Column::OrgId.eq(org)).filter(Column::Id.eq(id))
    }

    /// The ids of the grants whose code expired unused before `before`, for use within another statement.
    pub(crate) fn ids_of_unused(before: Timestamp) -> SelectStatement {
        let unused = Self::find().filter(Column::ExchangedAt.is_null()).filter(Column::CodeExpiresAt.lt(before));
        unused.select_only().column(Column::Id).into_query()
    }
}

/// The grants that were taken up and have not ended.
fn live(now: Timestamp) -> Select<Entity> {
    Entity::find()
        .filter(Column::ExchangedAt.is_not_null())
        .filter(Column::ExpiresAt.gt(now))
        .filter(Column::Id.in_subquery(api_key::Entity::ids_of_live_tokens()))
}
