//! Making, changing and deleting endpoints. Each change holds the org, so that whoever makes it may do so when it is
//! made, and the count of endpoints holds.

use std::{collections::BTreeSet, time::Duration};

use entity::{OrgRole, WebhookEndpointId, webhook_delivery, webhook_endpoint};
use identity::policy::{Admission, Held, SteppedUp, Tenant};
use kernel::{
    audit::Action,
    change::Change,
    error::{Error, Result},
    seam::http::Reach,
    state::State,
    token::{Sealed, WebhookSecret},
    wire::{List, PageIn, Text},
};
use poem_openapi::types::MaybeUndefined;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, PaginatorTrait};
use serde_json::{Value, json};
use url::Url;

use super::wire::{CreateEndpointIn, EndpointOut, EndpointWithSecretOut, EventName, UpdateEndpointIn};

/// How many endpoints an org may have.
const MOST: u64 = 20;
/// The longest that two secrets are signed with.
const LONGEST_OVERLAP: Duration = Duration::from_secs(30 * 24 * 3600);
const NEVER_NULL: &str = "can't be null";

/// The org's endpoints, newest first.
pub async fn list(tenant: &Tenant, page: &PageIn<WebhookEndpointId>) -> Result<List<EndpointOut>> {
    let finder = |after, limit| webhook_endpoint::Entity::page_in_org(tenant.org(), after, limit);
    let rows = page.find(tenant.read(), &[webhook_endpoint::Column::Url], finder).await?;
    let now = tenant.state().now();
    Ok(page.list(rows, |row| row.id, |row| EndpointOut::new(row, now)))
}

/// # Errors
/// `NOT_FOUND`
pub async fn get(tenant: &Tenant, id: WebhookEndpointId) -> Result<EndpointOut> {
    let found = webhook_endpoint::Entity::find_in_org(tenant.org(), id).one(tenant.read()).await?;
    Ok(EndpointOut::new(found.ok_or_else(Error::not_found)?, tenant.state().now()))
}

/// An endpoint's properties, checked. Made by `check`.
pub struct Wanted {
    url: Url,
    description: Option<String>,
    events: Option<String>,
}

/// Checks what a client asks for, before the limiter is asked.
///
/// # Errors
/// `BAD_REQUEST` names the field.
pub fn check(tenant: &Tenant, body: CreateEndpointIn) -> Result<Wanted> {
    Ok(Wanted {
        url: check_url(tenant.state(), &body.url)?,
        description: body.description.map(|text| text.0.into_string()),
        events: check_events(body.events)?,
    })
}

/// # Errors
/// `CONFLICT` when the org has as many endpoints as it may.
pub async fn create(
    tenant: &Tenant,
    _proof: SteppedUp,
    _admission: Admission,
    wanted: Wanted,
) -> Result<EndpointWithSecretOut> {
    let (state, now) = (tenant.state(), tenant.state().now());
    let Held { change, org, .. } = tenant.hold(OrgRole::Admin).await?;
    if webhook_endpoint::Entity::in_org(org.id).count(&change).await? >= MOST {
        return Err(Error::conflict("The organization has 20 webhook endpoints, which is the most it can have"));
    }
    let id = WebhookEndpointId::new(now, state.random());
    let (secret, sealed) = new_secret(tenant, id)?;
    let row = webhook_endpoint::ActiveModel {
        id: Set(id),
        org_id: Set(org.id),
        url: Set(wanted.url.into()),
        description: Set(wanted.description),
        events: Set(wanted.events),
        secret: Set(sealed),
        previous_secret: Set(None),
        previous_secret_until: Set(None),
        disabled_at: Set(None),
        disabled_reason: Set(None),
        failing_since: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let row = row.insert(&change).await?;
    let detail = json!({ "host": host(&row.url), "events": listed(row.events.as_deref()) });
    keep(tenant, change, Action::WebhookCreated, id, detail).await?;
    Ok(EndpointWithSecretOut::new(EndpointOut::new(row, now), &secret.text()))
}

/// # Errors
/// `NOT_FOUND`; `BAD_REQUEST` names the field.
pub async fn update(
    tenant: &Tenant,
    _proof: SteppedUp,
    id: WebhookEndpointId,
    body: UpdateEndpointIn,
) -> Result<EndpointOut> {
    let (state, now) = (tenant.state(), tenant.state().now());
    let Held { change, org, .. } = tenant.hold(OrgRole::Admin).await?;
    let found = webhook_endpoint::Entity::find_in_org(org.id, id).one(&change).await?;
    let old = found.ok_or_else(Error::not_found)?;
    let mut new = old.clone();
    apply(state, &mut new, body)?;
    if new == old {
        return Ok(EndpointOut::new(old, now));
    }
    let was_enabled = old.disabled_at.is_none();
    let mut changed = old.into_active_model();
    changed.url = Set(new.url);
    changed.description = Set(new.description);
    changed.events = Set(new.events);
    changed.disabled_at = Set(new.disabled_at);
    changed.disabled_reason = Set(new.disabled_reason);
    changed.failing_since = Set(new.failing_since);
    changed.updated_at = Set(now);
    let row = changed.update(&change).await?;
    let enabled = row.disabled_at.is_none();
    if was_enabled && !enabled {
        let error = "endpoint_disabled";
        webhook_delivery::Entity::give_up_all_of_endpoint(id, error, now).exec(&change).await?;
    }
    let detail = json!({ "host": host(&row.url), "events": listed(row.events.as_deref()), "enabled": enabled });
    keep(tenant, change, Action::WebhookUpdated, id, detail).await?;
    Ok(EndpointOut::new(row, now))
}

/// What the body names, onto the row.
fn apply(state: &State, row: &mut webhook_endpoint::Model, body: UpdateEndpointIn) -> Result<()> {
    match body.url {
        MaybeUndefined::Value(url) => row.url = check_url(state, &url)?.into(),
        MaybeUndefined::Null => return Err(Error::field("url", NEVER_NULL)),
        MaybeUndefined::Undefined => {}
    }
    if !body.description.is_undefined() {
        row.description = body.description.take().map(|text| text.0.into_string());
    }
    if !body.events.is_undefined() {
        row.events = check_events(body.events.take())?;
    }
    match body.enabled {
        MaybeUndefined::Value(true) if row.disabled_at.is_some() => {
            (row.disabled_at, row.disabled_reason, row.failing_since) = (None, None, None);
        }
        MaybeUndefined::Value(false) if row.disabled_at.is_none() => row.disabled_at = Some(state.now()),
        MaybeUndefined::Null => return Err(Error::field("enabled", NEVER_NULL)),
        MaybeUndefined::Value(_) | MaybeUndefined::Undefined => {}
    }
    Ok(())
}

/// # Errors
/// `NOT_FOUND`
pub async fn delete(tenant: &Tenant, _proof: SteppedUp, id: WebhookEndpointId) -> Result<()> {
    let Held { change, org, .. } = tenant.hold(OrgRole::Admin).await?;
    let found = webhook_endpoint::Entity::find_in_org(org.id, id).one(&change).await?;
    let detail = json!({ "host": host(&found.ok_or_else(Error::not_found)?.url) });
    webhook_endpoint::Entity::remove_in_org(org.id, id).exec(&change).await?;
    keep(tenant, change, Action::WebhookDeleted, id, detail).await
}

/// Has messages signed with a new secret, and until `overlap` is over with the one before as well; an older one is void.
///
/// # Errors
/// `NOT_FOUND`; `BAD_REQUEST` for an overlap that is too long.
pub async fn rotate(
    tenant: &Tenant,
    _proof: SteppedUp,
    id: WebhookEndpointId,
    overlap: Duration,
) -> Result<EndpointWithSecretOut> {
    if overlap > LONGEST_OVERLAP {
        return Err(Error::field("overlapSeconds", "expected at most 2592000 (30 days)"));
    }
    let now = tenant.state().now();
    let Held { change, org, .. } = tenant.hold(OrgRole::Admin).await?;
    let found = webhook_endpoint::Entity::find_in_org(org.id, id).one(&change).await?;
    let old = found.ok_or_else(Error::not_found)?;
    let (secret, sealed) = new_secret(tenant, id)?;
    let kept = (!overlap.is_zero()).then(|| (old.secret.clone(), now.plus(overlap)));
    let (previous, until) = kept.unzip();
    let mut changed = old.into_active_model();
    changed.secret = Set(sealed);
    changed.previous_secret = Set(previous);
    changed.previous_secret_until = Set(until);
    changed.updated_at = Set(now);
    let row = changed.update(&change).await?;
    let detail = json!({ "overlapSeconds": overlap.as_secs() });
    keep(tenant, change, Action::WebhookSecretRotated, id, detail).await?;
    Ok(EndpointWithSecretOut::new(EndpointOut::new(row, now), &secret.text()))
}

/// Records the change, and commits it.
async fn keep(tenant: &Tenant, change: Change, action: Action, id: WebhookEndpointId, detail: Value) -> Result<()> {
    let event = tenant.event(action, id).with_detail(detail);
    change.record(event);
    change.commit().await
}

fn new_secret(tenant: &Tenant, id: WebhookEndpointId) -> Result<(WebhookSecret, Vec<u8>)> {
    let (state, owner) = (tenant.state(), [tenant.org().uuid(), id.uuid()]);
    let secret = WebhookSecret::mint(state.random());
    let sealed = state.sealer.seal(Sealed::WebhookSecret, &owner, state.random(), secret.bytes());
    Ok((secret, sealed.map_err(Error::unavailable)?))
}

fn check_url(state: &State, text: &str) -> Result<Url> {
    let url = Url::parse(text).map_err(|_| Error::field("url", "expected an https URL"))?;
    let reach = Reach::Guarded(&state.config.webhook.allowed_networks);
    reach.check(&url).map_err(|expected| Error::field("url", expected))?;
    Ok(url)
}

/// As the database has them: in the order of their names, with spaces between.
fn check_events(events: Option<Vec<Text<EventName>>>) -> Result<Option<String>> {
    let Some(events) = events else { return Ok(None) };
    let names: BTreeSet<_> = events.iter().map(|event| event.0.as_str()).collect();
    if names.is_empty() {
        return Err(Error::field("events", "expected at least one; leave it out for all of them"));
    }
    Ok(Some(names.into_iter().collect::<Vec<_>>().join(" ")))
}

/// As a client is shown them: a list, or `null` for all.
fn listed(events: Option<&str>) -> Option<Vec<&str>> {
    events.map(|events| events.split(' ').collect())
}

/// What may be recorded of a URL: its path can be as good as a secret.
fn host(url: &str) -> Option<String> {
    Url::parse(url).ok()?.host_str().map(str::to_owned)
}
