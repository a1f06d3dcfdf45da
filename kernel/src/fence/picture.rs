//! What a key or a session resolves to, as drawn from the database. Immutable, but for the note of its last use.

use std::{
    net::IpAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64},
    },
    time::Duration,
};

use entity::{
    Digest, KeyId, OrgId, OrgRole, ScopeSet, SessionId, SignInMethod, StepUpMethod, Timestamp, UserId, WorkspaceId,
    api_key, membership, org, passkey, session, totp_secret, user, workspace_member,
};
use ipnet::IpNet;
use sea_orm::ConnectionTrait;

use super::Tag;
use crate::error::Result;

/// A user as a member of an org: the part that keys and sessions have in common.
#[derive(Debug)]
pub struct MemberPicture {
    pub user: UserId,
    pub org: OrgId,
    pub role: OrgRole,
    pub email: String,
    pub user_name: String,
    pub avatar: Option<String>,
    pub org_name: String,
    /// The org's settings that decide what credentials may do.
    pub strict_scopes: bool,
    pub step_up_max_age: Option<u32>,
    pub max_key_lifetime: Option<Duration>,
    /// From when on the user may only enrol a second factor: the org asks for one, and they have none.
    pub two_factor_due_at: Option<Timestamp>,
}

/// A live API key.
#[derive(Debug)]
pub struct KeyPicture {
    /// The number of the change before which its loading began.
    pub as_of: u64,
    pub id: KeyId,
    pub name: String,
    /// What it may be used for now: those of its scopes that are within its user's role.
    pub scopes: ScopeSet,
    pub workspace: Option<WorkspaceId>,
    /// Empty: from everywhere.
    pub allowed_cidrs: Vec<IpNet>,
    /// The host of the client that a grant gave it to: then it is good for `/mcp` alone.
    pub client: Option<String>,
    pub expires_at: Option<Timestamp>,
    pub last_use: Arc<LastUse<KeyId>>,
    pub member: MemberPicture,
}

/// What a digest is the digest of.
#[derive(Clone, Debug)]
pub enum Looked {
    Live(Arc<KeyPicture>),
    /// A key that is no good now.
    Dead(DeadKey),
    Nothing,
}

/// A key that was ended, is switched off, or whose user may not use it now.
#[derive(Clone, Copy, Debug)]
pub struct DeadKey {
    pub id: KeyId,
    pub user: UserId,
    pub org: OrgId,
    /// For good.
    pub is_revoked: bool,
    /// The token of a grant.
    pub is_grants: bool,
}

/// When a key or a session was last used, and whether that is still to be written down. `usage` does the writing.
#[derive(Debug)]
pub struct LastUse<I> {
    pub id: I,
    /// Milliseconds since the epoch; zero: never.
    pub at: AtomicI64,
    pub unwritten: AtomicBool,
    /// Where from, of the first use that is still to be written down.
    pub from: Mutex<Option<IpAddr>>,
}

/// A session that has not ended.
#[derive(Debug)]
pub struct SessionPicture {
    /// The number of the change before which its loading began.
    pub as_of: u64,
    pub id: SessionId,
    /// How many tokens it has been given; only the last one counts, the one before it for a short while.
    pub generation: i32,
    pub rotated_at: Option<Timestamp>,
    pub method: SignInMethod,
    pub signed_in_at: Timestamp,
    pub expires_at: Timestamp,
    pub step_up: Option<(StepUpMethod, Timestamp)>,
    pub last_use: Arc<LastUse<SessionId>>,
    pub member: MemberPicture,
}

impl MemberPicture {
    /// True if the org asks for a second factor that the user should have enrolled by now.
    pub fn lacks_factor(&self, now: Timestamp) -> bool {
        self.two_factor_due_at.is_some_and(|due| due <= now)
    }
}

impl<I> LastUse<I> {
    pub fn new(id: I, at: Timestamp) -> Arc<Self> {
        Arc::new(Self {
            id,
            at: AtomicI64::new(at.millis()),
            unwritten: AtomicBool::new(false),
            from: Mutex::default(),
        })
    }
}

impl KeyPicture {
    pub(super) fn tags(&self) -> [Tag; 3] {
        [Tag::Key(self.id), Tag::User(self.member.user), Tag::Org(self.member.org)]
    }
}

impl DeadKey {
    fn of(row: &api_key::Model) -> Self {
        let (is_revoked, is_grants) = (row.revoked_at.is_some(), row.client.is_some());
        Self { id: row.id, user: row.user_id, org: row.org_id, is_revoked, is_grants }
    }

    pub(super) fn tags(&self) -> [Tag; 3] {
        [Tag::Key(self.id), Tag::User(self.user), Tag::Org(self.org)]
    }
}

impl SessionPicture {
    pub(super) fn tags(&self) -> [Tag; 3] {
        [Tag::Session(self.id), Tag::User(self.member.user), Tag::Org(self.member.org)]
    }
}

/// Live only if the key is, and switched on, its user an enabled member of its org, and let into the workspace that it is bound to.
pub(super) async fn load_key(db: &impl ConnectionTrait, digest: Digest, as_of: u64) -> Result<Looked> {
    let Some(key) = api_key::Entity::by_digest(digest).one(db).await? else { return Ok(Looked::Nothing) };
    let dead = DeadKey::of(&key);
    if !is_on(&key) {
        return Ok(Looked::Dead(dead));
    }
    let Some(member) = load_member(db, key.user_id, key.org_id).await? else { return Ok(Looked::Dead(dead)) };
    if let Some(workspace) = key.workspace_id
        && !is_in_workspace(db, &member, workspace).await?
    {
        return Ok(Looked::Dead(dead));
    }
    let expires_at = key.ends_at(member.max_key_lifetime);
    Ok(Looked::Live(Arc::new(KeyPicture {
        as_of,
        id: key.id,
        name: key.name,
        scopes: key.scopes.within(member.role),
        workspace: key.workspace_id,
        allowed_cidrs: key.allowed_cidrs.as_deref().map(networks).unwrap_or_default(),
        client: key.client,
        expires_at,
        last_use: LastUse::new(key.id, key.last_used_at.unwrap_or_default()),
        member,
    })))
}

fn is_on(key: &api_key::Model) -> bool {
    key.revoked_at.is_none() && key.paused_at.is_none()
}

pub(super) async fn load_session(
    db: &impl ConnectionTrait,
    id: SessionId,
    as_of: u64,
) -> Result<Option<SessionPicture>> {
    let Some(row) = session::Entity::by_id(id).one(db).await?.filter(|row| row.ended_at.is_none()) else {
        return Ok(None);
    };
    let Some(member) = load_member(db, row.user_id, row.org_id).await? else { return Ok(None) };
    Ok(Some(SessionPicture {
        as_of,
        id: row.id,
        generation: row.generation,
        rotated_at: row.rotated_at,
        method: row.sign_in_method,
        signed_in_at: row.signed_in_at,
        expires_at: row.expires_at,
        step_up: row.step_up_method.zip(row.step_up_at),
        last_use: LastUse::new(row.id, row.last_seen_at.unwrap_or(row.signed_in_at)),
        member,
    }))
}

/// `None` unless the user is enabled and a member of the org now.
pub async fn load_member(db: &impl ConnectionTrait, user_id: UserId, org_id: OrgId) -> Result<Option<MemberPicture>> {
    let Some(membership) = membership::Entity::of_user_in_org(user_id, org_id).one(db).await? else { return Ok(None) };
    let Some(user) = user::Entity::by_id(user_id).one(db).await?.filter(|user| user.disabled_at.is_none()) else {
        return Ok(None);
    };
    let Some(org) = org::Entity::by_id(org_id).one(db).await? else { return Ok(None) };
    let two_factor_due_at = match org.two_factor_due_at() {
        Some(due) if !has_factor(db, user_id).await? => Some(due),
        _ => None,
    };
    Ok(Some(MemberPicture {
        two_factor_due_at,
        user: user_id,
        org: org_id,
        role: membership.role,
        max_key_lifetime: org.max_key_lifetime(),
        email: user.email,
        user_name: user.name,
        avatar: user.avatar,
        org_name: org.name,
        strict_scopes: org.strict_scopes,
        step_up_max_age: org.step_up_max_age.and_then(|seconds| u32::try_from(seconds).ok()),
    }))
}

async fn has_factor(db: &impl ConnectionTrait, user: UserId) -> Result<bool> {
    Ok(totp_secret::Entity::users_among([user]).one(db).await?.is_some()
        || passkey::Entity::users_among([user]).one(db).await?.is_some())
}

/// True if the workspace that a key is bound to still lets its user in.
async fn is_in_workspace(db: &impl ConnectionTrait, member: &MemberPicture, workspace: WorkspaceId) -> Result<bool> {
    if member.role.in_workspaces().is_some() {
        return Ok(true);
    }
    let found = workspace_member::Entity::of_user_in_org(member.org, member.user, workspace).one(db).await?;
    Ok(found.is_some())
}

/// A list that can't be read allows nothing rather than everything.
fn networks(list: &str) -> Vec<IpNet> {
    let read: std::result::Result<Vec<IpNet>, _> = list.split(',').map(str::parse).collect();
    read.unwrap_or_else(|_| vec![IpNet::from(std::net::IpAddr::from([0, 0, 0, 0]))])
}
