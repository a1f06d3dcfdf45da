//! Registering, watching and retiring agents. A heartbeat is one statement without a record: it is frequent, and narrows
//! and widens nothing.

use entity::{AgentId, KeyId, Timestamp, agent, api_key};
use identity::{policy::Tenant, principal::Member};
use kernel::{
    audit::Action,
    error::{Error, Result},
    wire::{Label, List, PageIn, Text},
};
use poem_openapi::types::MaybeUndefined;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, QuerySelect};

use super::wire::{AgentKeyOut, AgentOut, CreateAgentIn, HeartbeatIn, PatchAgentIn};

/// The org's agents, newest first.
pub async fn list(tenant: &Tenant, page: &PageIn<AgentId>, with_retired: bool) -> Result<List<AgentOut>> {
    let finder = |after, limit| agent::Entity::page_in_org(tenant.org(), with_retired, after, limit);
    let found = page.find(tenant.read(), &[agent::Column::Name], finder).await?;
    let keys = keys_of(tenant, &found.rows).await?;
    Ok(page.list(found, |row| row.id, |row| AgentOut::new(row, &keys)))
}

/// # Errors
/// `NOT_FOUND`
pub async fn get(tenant: &Tenant, id: AgentId) -> Result<AgentOut> {
    let row = agent::Entity::find_in_org(tenant.org(), id).one(tenant.read()).await?.ok_or_else(Error::not_found)?;
    describe(tenant, row).await
}

/// One that registers itself, with a key, has been seen by that.
pub async fn create(tenant: &Tenant, who: &Member, body: CreateAgentIn) -> Result<AgentOut> {
    let (state, key) = (tenant.state(), key_of(who));
    let now = state.now();
    let change = tenant.begin().await?;
    let row = agent::ActiveModel {
        id: Set(AgentId::new(now, state.random())),
        org_id: Set(tenant.org()),
        name: Set(body.name.0.into_string()),
        description: Set(body.description.map(|text| text.0.into_string())),
        created_by: Set(tenant.user()),
        created_at: Set(now),
        updated_at: Set(now),
        last_seen_at: Set(key.map(|_| now)),
        last_key_id: Set(key),
        status: Set(None),
        version: Set(None),
        retired_at: Set(None),
    };
    let row = row.insert(&change).await?;
    change.record(tenant.event(Action::AgentCreated, row.id));
    change.commit().await?;
    describe(tenant, row).await
}

/// # Errors
/// `NOT_FOUND`, `CONFLICT` for a retired one, `BAD_REQUEST` naming the field.
pub async fn patch(tenant: &Tenant, id: AgentId, body: PatchAgentIn) -> Result<AgentOut> {
    let change = tenant.begin().await?;
    let found = agent::Entity::find_in_org(tenant.org(), id).lock_exclusive().one(&change).await?;
    let old = found.ok_or_else(Error::not_found)?;
    if old.retired_at.is_some() {
        return Err(retired());
    }
    let mut new = old.clone();
    match body.name {
        MaybeUndefined::Value(name) => new.name = name.0.into_string(),
        MaybeUndefined::Null => return Err(Error::field("name", "can't be null")),
        MaybeUndefined::Undefined => {}
    }
    if !body.description.is_undefined() {
        new.description = body.description.take().map(|text| text.0.into_string());
    }
    if new == old {
        return describe(tenant, old).await;
    }
    let mut changed = old.into_active_model();
    changed.name = Set(new.name);
    changed.description = Set(new.description);
    changed.updated_at = Set(tenant.state().now());
    let row = changed.update(&change).await?;
    change.record(tenant.event(Action::AgentUpdated, id));
    change.commit().await?;
    describe(tenant, row).await
}

/// Notes that the agent is there, by whose key, and what it says of itself. Gives the instant.
///
/// # Errors
/// `NOT_FOUND`, `CONFLICT` for a retired one.
pub async fn heartbeat(tenant: &Tenant, who: &Member, id: AgentId, body: HeartbeatIn) -> Result<Timestamp> {
    let now = tenant.state().now();
    let said = agent::Said { status: said(body.status), version: said(body.version) };
    let seen = agent::Entity::see_in_org(tenant.org(), id, key_of(who), said, now);
    if seen.exec(tenant.state().db.write()).await?.rows_affected == 0 {
        return Err(missing(tenant, id).await?);
    }
    Ok(now)
}

/// # Errors
/// `NOT_FOUND`, `CONFLICT` for one that is retired already.
pub async fn retire(tenant: &Tenant, id: AgentId) -> Result<()> {
    let change = tenant.begin().await?;
    let now = tenant.state().now();
    if agent::Entity::retire_in_org(tenant.org(), id, now).exec(&change).await?.rows_affected == 0 {
        drop(change);
        return Err(missing(tenant, id).await?);
    }
    change.record(tenant.event(Action::AgentRetired, id));
    change.commit().await
}

fn retired() -> Error {
    Error::conflict("The agent is retired")
}

/// Why a change found no agent that works.
async fn missing(tenant: &Tenant, id: AgentId) -> Result<Error> {
    let found = agent::Entity::find_in_org(tenant.org(), id).one(tenant.read()).await?;
    Ok(found.map_or_else(Error::not_found, |_| retired()))
}

fn said(value: MaybeUndefined<Text<Label>>) -> Option<Option<String>> {
    match value {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(text) => Some(Some(text.0.into_string())),
    }
}

fn key_of(who: &Member) -> Option<KeyId> {
    match who {
        Member::Key(key) => Some(key.picture.id),
        Member::Session(_) => None,
    }
}

async fn describe(tenant: &Tenant, row: agent::Model) -> Result<AgentOut> {
    let keys = keys_of(tenant, std::slice::from_ref(&row)).await?;
    Ok(AgentOut::new(row, &keys))
}

/// The keys that these agents were last seen with.
async fn keys_of(tenant: &Tenant, rows: &[agent::Model]) -> Result<Vec<AgentKeyOut>> {
    let mut ids: Vec<KeyId> = rows.iter().filter_map(|row| row.last_key_id).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let keys = api_key::Entity::named_in_org(tenant.org(), &ids).all(tenant.read()).await?;
    Ok(keys.into_iter().map(AgentKeyOut::from).collect())
}
