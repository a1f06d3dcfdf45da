//! Webhook endpoints: gone, switched off, or sent less. What is sent to an address that was given up may be read by
//! whoever has it now.

use entity::{OrgId, WebhookEndpointId, webhook_endpoint};
use kernel::{change::Change, error::Result, revocation::Entry, state::State};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use serde_json::Value;
use url::Url;

use super::{Action, Outcome};

/// What `disabledReason` says of an endpoint that had another address, or other events, when the backup was taken.
const RESTORED: &str = "restored";

/// `None` where the entry doesn't say enough.
pub async fn narrow(state: &State, change: &Change, entry: &Entry, org: OrgId) -> Result<Option<Outcome>> {
    let Ok(id) = entry.target.parse::<WebhookEndpointId>() else { return Ok(None) };
    if entry.action == Action::WebhookDeleted {
        webhook_endpoint::Entity::remove_in_org(org, id).exec(change).await?;
        return Ok(Some(Outcome::Done));
    }
    let Some(row) = webhook_endpoint::Entity::find_in_org(org, id).one(change).await? else {
        return Ok(Some(Outcome::Done));
    };
    let detail = &entry.detail;
    let reason = match entry.action {
        Action::WebhookDisabled => detail["reason"].as_str().or(Some(RESTORED)),
        _ if detail["enabled"] == false => None,
        _ if detail["host"].as_str() != host(&row.url).as_deref() => Some(RESTORED),
        _ => return fewer(state, change, row, &detail["events"]).await.map(Some),
    };
    off(state, change, row, reason).await.map(Some)
}

/// Sends it no more than both would.
async fn fewer(state: &State, change: &Change, row: webhook_endpoint::Model, told: &Value) -> Result<Outcome> {
    let Some(told) = told.as_array() else { return Ok(Outcome::Done) };
    let told: Vec<&str> = told.iter().filter_map(Value::as_str).collect();
    let had: Vec<&str> = match &row.events {
        Some(events) => events.split(' ').filter(|event| told.contains(event)).collect(),
        None => told,
    };
    if had.is_empty() {
        return off(state, change, row, Some(RESTORED)).await;
    }
    let events = had.join(" ");
    let mut changed = row.into_active_model();
    (changed.events, changed.updated_at) = (Set(Some(events)), Set(state.now()));
    changed.update(change).await?;
    Ok(Outcome::Done)
}

/// Switches it off, unless it is.
async fn off(state: &State, change: &Change, row: webhook_endpoint::Model, reason: Option<&str>) -> Result<Outcome> {
    if row.disabled_at.is_none() {
        let mut changed = row.into_active_model();
        changed.disabled_at = Set(Some(state.now()));
        changed.disabled_reason = Set(reason.map(str::to_owned));
        changed.updated_at = Set(state.now());
        changed.update(change).await?;
    }
    Ok(Outcome::Done)
}

fn host(url: &str) -> Option<String> {
    Url::parse(url).ok()?.host_str().map(str::to_owned)
}
