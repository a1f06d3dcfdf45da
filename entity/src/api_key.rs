//! API keys, by digest: each acts as its user in its org, within its scopes. The access token of a grant is one too, that
//! names the client which holds it: what ends keys ends tokens, but lists of keys don't have them.
//! Every change has `revoked_at IS NULL` in its statement, so that nothing written late revives a key.

use std::time::Duration;

use sea_orm::{
    Condition, FromQueryResult, SelectGetableTuple, SelectModel, Selector, UpdateMany,
    entity::prelude::*,
    query::{QueryOrder, QuerySelect, QueryTrait},
};

use crate::{
    Digest, Id, OrgId, ScopeSet, Timestamp, UserId, WorkspaceId, WorkspaceRole,
    page::newest_first,
    touch::{Columns, forward},
    workspace_member,
};

pub type KeyId = Id<Entity>;

/// A key; the key itself was shown once and is not here.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: KeyId,
    pub org_id: OrgId,
    pub user_id: UserId,
    pub workspace_id: Option<WorkspaceId>,
    pub name: String,
    pub description: Option<String>,
    /// The key's first characters, to tell keys apart by.
    pub prefix: String,
    pub digest: Digest,
    pub scopes: ScopeSet,
    /// Networks it may be used from, with commas between; none means any.
    pub allowed_cidrs: Option<String>,
    pub expires_at: Option<Timestamp>,
    pub last_used_at: Option<Timestamp>,
    pub last_used_address: Option<String>,
    /// The key it took over from.
    pub rotated_from: Option<KeyId>,
    /// When another took over from it.
    pub rotated_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
    /// Since when it is switched off.
    pub paused_at: Option<Timestamp>,
    /// Who switched it off: its user, or an owner or admin of its org.
    pub paused_by: Option<UserId>,
    /// The host of the client that a grant gave it to; `None` for a key. What has one is good for `/mcp` alone.
    pub client: Option<String>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What becomes of a key that is not revoked when it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    Active,
    Paused,
    Expired,
}

/// Which keys of an org a list shows; what is `None` lets all pass.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub user: Option<UserId>,
    pub state: Option<KeyState>,
    pub now: Timestamp,
    /// The longest that a key of the org may live.
    pub longest: Option<Duration>,
}

impl Wanted {
    fn is_in(self, state: KeyState) -> Condition {
        let old = self.longest.map(|longest| Column::CreatedAt.lte(self.now.minus(longest)));
        let over = Condition::any().add(Column::ExpiresAt.lte(self.now)).add_option(old);
        let young = self.longest.map(|longest| Column::CreatedAt.gt(self.now.minus(longest)));
        let endless = Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(self.now));
        let lives = Condition::all().add(endless).add_option(young);
        match state {
            KeyState::Active => lives.add(Column::PausedAt.is_null()),
            KeyState::Paused => lives.add(Column::PausedAt.is_not_null()),
            KeyState::Expired => over,
        }
    }
}

/// How many keys an org has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct CountInOrg {
    pub org: OrgId,
    pub count: i64,
}

/// What a key is found by.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct OnlyDigest {
    pub digest: Digest,
}

impl Model {
    /// When the key ends: at its own end, or `longest` after it was made if its org lets none live longer.
    pub fn ends_at(&self, longest: Option<Duration>) -> Option<Timestamp> {
        self.expires_at.into_iter().chain(longest.map(|longest| self.created_at.plus(longest))).min()
    }
}

impl Entity {
    /// The key, revoked or not: this is where a credential finds its org.
    pub fn by_digest(digest: Digest) -> Select<Self> {
        Self::find().filter(Column::Digest.eq(digest))
    }

    /// The digests of all keys there are, live or not, in order from after this one: what tells a key from garbage.
    pub fn digests_after(after: Option<Digest>, limit: u64) -> Selector<SelectModel<OnlyDigest>> {
        let mut digests = Self::find().select_only().column(Column::Digest).order_by_asc(Column::Digest).limit(limit);
        if let Some(after) = after {
            digests = digests.filter(Column::Digest.gt(after));
        }
        digests.into_model()
    }

    /// The keys of everybody that are not revoked, without the tokens of grants.
    fn live() -> Select<Self> {
        Self::find().filter(Column::RevokedAt.is_null()).filter(Column::Client.is_null())
    }

    /// The user's keys in the org that are not revoked.
    pub fn live_of_user_in_org(org: OrgId, user: UserId) -> Select<Self> {
        Self::live().filter(Column::OrgId.eq(org)).filter(Column::UserId.eq(user))
    }

    /// A page of the user's keys in the org that are not revoked, newest first.
    pub fn page_of_user_in_org(org: OrgId, user: UserId, after: Option<KeyId>, limit: u64) -> Select<Self> {
        newest_first(Self::live_of_user_in_org(org, user), Column::Id, after, limit)
    }

    /// The ids of a page as `page_of_user_in_org` gives it.
    pub fn page_of_ids_of_user_in_org(
        org: OrgId,
        user: UserId,
        after: Option<KeyId>,
        limit: u64,
    ) -> Selector<SelectGetableTuple<KeyId>> {
        Self::page_of_user_in_org(org, user, after, limit).select_only().column(Column::Id).into_tuple()
    }

    /// The key, if it is the user's, in the org, and not revoked.
    pub fn find_of_user_in_org(org: OrgId, user: UserId, id: KeyId) -> Select<Self> {
        Self::live_of_user_in_org(org, user).filter(Column::Id.eq(id))
    }

    /// The key of the org, whosever it is, if it is not revoked.
    pub fn find_in_org(org: OrgId, id: KeyId) -> Select<Self> {
        Self::live().filter(Column::OrgId.eq(org)).filter(Column::Id.eq(id))
    }

    /// The user's keys in all orgs, and the tokens of their grants, that are not revoked.
    pub fn live_of_user(user: UserId) -> Select<Self> {
        Self::find().filter(Column::UserId.eq(user)).filter(Column::RevokedAt.is_null())
    }

    /// A page of the keys of all members of the org that are not revoked, newest first.
    pub fn page_in_org(org: OrgId, wanted: Wanted, after: Option<KeyId>, limit: u64) -> Select<Self> {
        let keys = Self::live().filter(Column::OrgId.eq(org));
        let keys = keys.apply_if(wanted.user, |keys, user| keys.filter(Column::UserId.eq(user)));
        let keys = keys.apply_if(wanted.state, |keys, state| keys.filter(wanted.is_in(state)));
        newest_first(keys, Column::Id, after, limit)
    }

    /// These keys of the org, whosever they are, revoked or not; to tell by which key something was done.
    pub fn named_in_org(org: OrgId, ids: &[KeyId]) -> Select<Self> {
        Self::find().filter(Column::OrgId.eq(org)).filter(Column::Id.is_in(ids.iter().copied()))
    }

    /// A page of all keys that are not revoked, newest first; for the operator.
    pub fn page_of_all(after: Option<KeyId>, limit: u64) -> Select<Self> {
        newest_first(Self::live(), Column::Id, after, limit)
    }

    /// The key, if it is not revoked; for the operator.
    pub fn find_of_all(id: KeyId) -> Select<Self> {
        Self::live().filter(Column::Id.eq(id))
    }

    /// Lets the key end at `ends_at` because another takes over: one row if it is live and had no successor.
    pub fn supersede_in_org(org: OrgId, id: KeyId, ends_at: Timestamp, now: Timestamp) -> UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::ExpiresAt, Expr::value(ends_at))
            .col_expr(Column::RotatedAt, Expr::value(now))
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .filter(Column::OrgId.eq(org))
            .filter(Column::Id.eq(id))
            .filter(Column::RotatedAt.is_null())
            .filter(Column::RevokedAt.is_null())
    }

    /// Revokes a key, whoever's it is; for the operator.
    pub fn revoke_of_all(id: KeyId, now: Timestamp) -> UpdateMany<Self> {
        revoking(now).filter(Column::Id.eq(id))
    }

    /// Revokes the user's key in the org; one row if it was live.
    pub fn revoke_of_user_in_org(org: OrgId, user: UserId, id: KeyId, now: Timestamp) -> UpdateMany<Self> {
        let keys = revoking(now).filter(Column::Client.is_null());
        keys.filter(Column::OrgId.eq(org)).filter(Column::UserId.eq(user)).filter(Column::Id.eq(id))
    }

    /// Revokes all of the user's keys in the org.
    pub fn revoke_all_of_user_in_org(org: OrgId, user: UserId, now: Timestamp) -> UpdateMany<Self> {
        revoking(now).filter(Column::OrgId.eq(org)).filter(Column::UserId.eq(user))
    }

    /// Revokes the user's keys that are bound to a workspace of the org in which they are no member.
    pub fn revoke_astray_of_user_in_org(org: OrgId, user: UserId, now: Timestamp) -> UpdateMany<Self> {
        let open = workspace_member::Entity::ids_of_user(org, user, WorkspaceRole::Viewer);
        Self::revoke_all_of_user_in_org(org, user, now)
            .filter(Column::WorkspaceId.is_not_null())
            .filter(Column::WorkspaceId.not_in_subquery(open))
    }

    /// Revokes all keys that are bound to the org's workspace.
    pub fn revoke_all_in_workspace_in_org(org: OrgId, workspace: WorkspaceId, now: Timestamp) -> UpdateMany<Self> {
        revoking(now).filter(Column::OrgId.eq(org)).filter(Column::WorkspaceId.eq(workspace))
    }

    /// Revokes every key created before `before`, in one org or in all; for the operator.
    pub fn revoke_issued_before(before: Timestamp, org: Option<OrgId>, now: Timestamp) -> UpdateMany<Self> {
        revoking(now).filter(Column::CreatedAt.lt(before)).apply_if(org, |keys, org| keys.filter(Column::OrgId.eq(org)))
    }

    /// How many live keys created before `before` each org has, in one org or in all; for the operator.
    pub fn count_issued_before(before: Timestamp, org: Option<OrgId>) -> Selector<SelectModel<CountInOrg>> {
        Self::find()
            .filter(Column::RevokedAt.is_null())
            .filter(Column::CreatedAt.lt(before))
            .apply_if(org, |keys, org| keys.filter(Column::OrgId.eq(org)))
            .select_only()
            .column_as(Column::OrgId, "org")
            .column_as(Column::Id.count(), "count")
            .group_by(Column::OrgId)
            .into_model()
    }

    /// Writes back when keys were last used and from where, never to an earlier instant and never to a revoked key. At most a
    /// few thousand at once.
    pub fn touch(uses: &[(KeyId, Timestamp, Option<String>)]) -> UpdateMany<Self> {
        let into = Columns { id: Column::Id, at: Column::LastUsedAt, from: Some(Column::LastUsedAddress) };
        forward(into, uses).filter(Column::RevokedAt.is_null())
    }
}

/// What is revoked keeps the instant at which it was.
pub(crate) fn revoking(now: Timestamp) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::RevokedAt.is_null())
}
