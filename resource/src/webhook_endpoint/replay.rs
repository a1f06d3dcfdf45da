//! Sending what an endpoint missed: events of while it was turned off or wasn't there, and messages that were given up.

use std::time::Duration;

use entity::{Timestamp, WebhookEndpointId, audit_event, webhook_delivery};
use identity::policy::{Admission, SteppedUp, Tenant};
use kernel::{
    error::{Error, Result},
    outbox::of_record,
    wire::Text,
};

use super::{
    delivery::check_enabled,
    wire::{ReplayIn, ReplayedOut},
};

/// How far back it goes: as long as messages are kept, by which it is known what was sent.
const LONGEST: Duration = Duration::from_secs(29 * 24 * 3600);
/// How many records are looked at, at once and altogether.
const PAGE: u64 = 500;
const MOST: usize = 5000;

/// Queues what was missed, oldest first.
///
/// # Errors
/// `BAD_REQUEST` names the field; `NOT_FOUND`; `CONFLICT` for an endpoint that is turned off.
pub async fn replay(
    tenant: &Tenant,
    _proof: SteppedUp,
    _admission: Admission,
    id: WebhookEndpointId,
    body: &ReplayIn,
) -> Result<ReplayedOut> {
    let (state, org) = (tenant.state(), tenant.org());
    let now = state.now();
    let (from, to) = interval(body, now)?;
    let change = tenant.begin().await?;
    let endpoint = check_enabled(tenant, &change, id).await?;
    let events = endpoint.events.as_deref();
    let revived = webhook_delivery::Entity::revive_failed_of_endpoint_in_org(org, id, (from, to), now);
    let mut queued = revived.exec(&change).await?.rows_affected;
    let (mut after, mut seen, mut until) = (None, 0, to);
    loop {
        let records = audit_event::Entity::between_in_org(org, (from, to), after, PAGE).all(&change).await?;
        let Some(last) = records.last() else { break };
        (after, seen) = (Some(last.sequence), seen + records.len());
        let missed = records.iter().filter_map(|record| of_record(org, id, events, record));
        let missed: Vec<_> = missed.map(|row| webhook_delivery::Model { due_at: Some(now), ..row }).collect();
        if !missed.is_empty() {
            queued += webhook_delivery::Entity::append_missing(missed).exec_without_returning(&change).await?;
        }
        if seen >= MOST {
            // Nothing of this instant is missed if the next request begins with it.
            until = last.created_at;
            break;
        }
    }
    change.commit().await?;
    state.webhooks.wake();
    Ok(ReplayedOut { queued, until: Text(until) })
}

fn interval(body: &ReplayIn, now: Timestamp) -> Result<(Timestamp, Timestamp)> {
    let (from, to) = (body.since.0, body.until.map_or(now, |until| until.0));
    if from < now.minus(LONGEST) {
        return Err(Error::field("since", "expected an instant of the last 29 days"));
    }
    if to <= from || to > now {
        return Err(Error::field("until", "expected an instant after `since` that is not in the future"));
    }
    Ok((from, to))
}
