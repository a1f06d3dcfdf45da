//! Listing, minting and revoking keys. `patch`, `rotate` and `verify` stand beside.

use entity::{KeyId, OrgId, OrgRole, Scope, ScopeSet, Timestamp, WorkspaceId, api_key};
use identity::policy::{Admission, SteppedUp, Tenant, given};
use kernel::{
    audit::{Action, Actor, Event},
    change::Change,
    error::{Error, Result},
    fence::Tag,
    state::State,
    token::{Format, Plain},
    wire::{List, PageIn, Text},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::{Value, json};

use super::{
    network::{self, Network},
    once::Once,
    wire::{KeyOut, MintKeyIn, MintedKeyOut},
};

/// How many ids are read at once where one is looked for among all of somebody's.
const IDS_AT_ONCE: u64 = 1000;
/// The most networks a key may be bound to.
const MOST_NETWORKS: usize = 32;

/// The caller's keys in this org that are not revoked, newest first.
pub async fn list(tenant: &Tenant, page: &PageIn<KeyId>) -> Result<List<KeyOut>> {
    let finder = |after, limit| api_key::Entity::page_of_user_in_org(tenant.org(), tenant.user(), after, limit);
    let rows = page.find(tenant.read(), &[api_key::Column::Name, api_key::Column::Prefix], finder).await?;
    Ok(page.list(rows, |row| row.id, |row| describe(tenant, row)))
}

/// At most `limit` of them, those that follow `after`.
pub async fn list_after(tenant: &Tenant, after: Option<KeyId>, limit: u64) -> Result<Vec<KeyOut>> {
    let rows = api_key::Entity::page_of_user_in_org(tenant.org(), tenant.user(), after, limit);
    Ok(rows.all(tenant.read()).await?.into_iter().map(|row| describe(tenant, row)).collect())
}

/// The newest of the caller's keys in this org that are not revoked and whose id is so. However many there are, few are in
/// memory at once.
pub async fn find_id(tenant: &Tenant, is_so: impl Fn(KeyId) -> bool) -> Result<Option<KeyId>> {
    let mut after = None;
    loop {
        let page = api_key::Entity::page_of_ids_of_user_in_org(tenant.org(), tenant.user(), after, IDS_AT_ONCE);
        let ids = page.all(tenant.read()).await?;
        if let Some(id) = ids.iter().copied().find(|id| is_so(*id)) {
            return Ok(Some(id));
        }
        after = ids.last().copied();
        if after.is_none() {
            return Ok(None);
        }
    }
}

/// # Errors
/// `NOT_FOUND` for a key that is unknown, revoked or somebody else's.
pub async fn get(tenant: &Tenant, id: KeyId) -> Result<KeyOut> {
    let row = api_key::Entity::find_of_user_in_org(tenant.org(), tenant.user(), id).one(tenant.read()).await?;
    Ok(describe(tenant, row.ok_or_else(Error::not_found)?))
}

pub fn describe(tenant: &Tenant, mut row: api_key::Model) -> KeyOut {
    let last_use = tenant.state().key_usage.unwritten(row.id);
    row.expires_at = row.ends_at(tenant.max_key_lifetime());
    KeyOut::new(row, last_use)
}

/// Makes a key.
///
/// # Errors
/// `BAD_REQUEST` names the field; `FORBIDDEN` for a scope beyond the user's role.
pub async fn mint(
    tenant: &Tenant,
    _proof: SteppedUp,
    _admission: Admission,
    wanted: Wanted,
    once: Option<&Once>,
) -> Result<MintedKeyOut> {
    let change = tenant.begin().await?;
    if let Some(id) = wanted.workspace {
        given(tenant.enter_with(&change, id).await)?;
    }
    let minted = insert(tenant, change, New { wanted, from: None, once }).await?;
    tenant.state().metrics.key_minted();
    Ok(minted)
}

/// A key's properties, checked. Made by `check`.
pub struct Wanted {
    pub name: String,
    pub description: Option<String>,
    pub scopes: ScopeSet,
    pub workspace: Option<WorkspaceId>,
    pub allowed_cidrs: Option<String>,
    pub expires_at: Option<Timestamp>,
    /// How the key is to look.
    pub format: Format,
}

/// Checks what a client asks for, before the limiter is asked.
///
/// # Errors
/// `BAD_REQUEST` names the field; `FORBIDDEN` for a scope beyond the user's role.
pub async fn check(tenant: &Tenant, body: MintKeyIn) -> Result<Wanted> {
    let scopes = body.scopes.map(|scopes| scopes.into_iter().map(|scope| scope.0).collect());
    let scopes = scopes.unwrap_or(ScopeSet::EMPTY.with(Scope::ModelsRead));
    check_scopes(tenant.role(), ScopeSet::EMPTY, scopes)?;
    if let Some(Text(at)) = body.expires_at {
        check_future(tenant.state(), "expiresAt", at)?;
        check_lifetime(tenant, "expiresAt", tenant.state().now(), Some(at))?;
    }
    if let Some(Text(id)) = body.workspace_id {
        given(tenant.enter(id).await)?;
    }
    Ok(Wanted {
        name: body.name.0.into_string(),
        description: body.description.map(|text| text.0.into_string()),
        scopes,
        workspace: body.workspace_id.map(|id| id.0),
        allowed_cidrs: check_networks(body.allowed_cidrs.unwrap_or_default())?,
        expires_at: body.expires_at.map(|at| at.0),
        format: tenant.state().key_format.clone(),
    })
}

/// Checks that a user of this role may give a key that has `old` the scopes `new`.
pub fn check_scopes(role: OrgRole, old: ScopeSet, new: ScopeSet) -> Result<()> {
    if new.contains(Scope::Terminal) && !old.contains(Scope::Terminal) {
        return Err(Error::field("scopes", "`terminal` is given by device login only"));
    }
    if new.within(role) != new {
        return Err(Error::forbidden("Only an owner or admin may give a key billing:machine:charge"));
    }
    Ok(())
}

pub fn check_future(state: &State, field: &str, at: Timestamp) -> Result<()> {
    if at > state.now() { Ok(()) } else { Err(Error::field(field, "must be in the future")) }
}

/// Checks that a key made at `created_at` may end at `ends_at`, which `field` says, by what the org lets keys live.
pub fn check_lifetime(tenant: &Tenant, field: &str, created_at: Timestamp, ends_at: Option<Timestamp>) -> Result<()> {
    let Some(longest) = tenant.max_key_lifetime() else { return Ok(()) };
    if ends_at.is_some_and(|at| at <= created_at.plus(longest)) {
        return Ok(());
    }
    let days = longest.as_secs() / (24 * 3600);
    let reason = format!("the organization lets a key live for {days} days from when it is made");
    Err(Error::field(field, reason))
}

pub fn check_networks(networks: Vec<Text<Network>>) -> Result<Option<String>> {
    if networks.len() > MOST_NETWORKS {
        return Err(Error::field("allowedCidrs", "expected at most 32 networks"));
    }
    Ok(network::store(&networks.into_iter().map(|network| network.0).collect::<Vec<_>>()))
}

impl Wanted {
    /// What tells this wish from another.
    pub fn as_json(&self) -> Value {
        json!({
            "name": self.name, "description": self.description, "scopes": self.scopes.names(), "workspace": self.workspace,
            "cidrs": self.allowed_cidrs, "expiresAt": self.expires_at,
        })
    }
}

/// A key to be written.
pub struct New<'a> {
    pub wanted: Wanted,
    /// The key that it takes over from.
    pub from: Option<KeyId>,
    /// As what the request is known when it comes again.
    pub once: Option<&'a Once>,
}

/// Writes a new key and commits; or gives that of the same request, if that was just quicker.
pub async fn insert(tenant: &Tenant, mut change: Change, new: New<'_>) -> Result<MintedKeyOut> {
    let New { wanted, from, once } = new;
    let state = tenant.state();
    let now = state.now();
    let (key, prefix): (Plain, String) = wanted.format.mint(state.random());
    // Where no end was asked for, or one that an older key had: the latest that the org lets a key have.
    let latest = tenant.max_key_lifetime().map(|longest| now.plus(longest));
    let row = api_key::ActiveModel {
        id: Set(KeyId::new(now, state.random())),
        org_id: Set(tenant.org()),
        user_id: Set(tenant.user()),
        workspace_id: Set(wanted.workspace),
        name: Set(wanted.name),
        description: Set(wanted.description),
        prefix: Set(prefix),
        digest: Set(key.digest()),
        scopes: Set(wanted.scopes),
        allowed_cidrs: Set(wanted.allowed_cidrs),
        expires_at: Set(wanted.expires_at.into_iter().chain(latest).min()),
        last_used_at: Set(None),
        last_used_address: Set(None),
        rotated_from: Set(from),
        rotated_at: Set(None),
        revoked_at: Set(None),
        paused_at: Set(None),
        paused_by: Set(None),
        client: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    }
    .insert(&change)
    .await?;
    if let Some(once) = once
        && !once.keep(tenant, &change, row.id, &key).await?
    {
        drop(change);
        return once.found(tenant).await?.ok_or_else(|| Error::conflict("The request is being carried out already"));
    }
    change.touch(Tag::Digest(key.digest()));
    let detail = json!({ "scopes": wanted.scopes.names(), "rotatedFrom": from.map(|id| id.to_string()) });
    let minted = tenant.event(Action::KeyMinted, row.id).with_detail(detail);
    change.record(minted);
    change.commit().await?;
    Ok(MintedKeyOut::new(row, &key))
}

/// Ends a key, now and everywhere. Asks for no step-up: containment is never held up.
///
/// # Errors
/// `NOT_FOUND` for a key that is unknown, revoked already or somebody else's.
pub async fn revoke(tenant: &Tenant, id: KeyId) -> Result<()> {
    let mut change = tenant.begin().await?;
    let now = tenant.state().now();
    let revoked = api_key::Entity::revoke_of_user_in_org(tenant.org(), tenant.user(), id, now).exec(&change).await?;
    if revoked.rows_affected == 0 {
        drop(change);
        tenant.state().fence.settle().await?;
        return Err(Error::not_found());
    }
    change.touch(Tag::Key(id));
    change.record(tenant.event(Action::KeyRevoked, id));
    change.commit().await?;
    tenant.state().metrics.keys_revoked(1);
    Ok(())
}

/// Ends every key made before an instant, in one org or in all: the operator's answer to a restored backup. Says how
/// many; every org that loses one has a record of it.
pub async fn revoke_issued_before(state: &State, before: Timestamp, org: Option<OrgId>) -> Result<u64> {
    let mut change = state.changes.begin_unasked().await?;
    let counts = api_key::Entity::count_issued_before(before, org).all(&change).await?;
    let revoked = api_key::Entity::revoke_issued_before(before, org, state.now()).exec(&change).await?.rows_affected;
    change.touch(org.map_or(Tag::Everything, Tag::Org));
    let event = |org| Event::by(Actor::Operator, org, Action::KeysRevoked, before);
    change.record(event(None).with_detail(json!({ "count": revoked, "org": org.map(|org| org.to_string()) })));
    for api_key::CountInOrg { org, count } in counts {
        change.record(event(Some(org)).with_detail(json!({ "count": count })));
    }
    change.commit().await?;
    state.metrics.keys_revoked(revoked);
    Ok(revoked)
}
