//! What follows from an attempt: the delivery is over or put off, an endpoint that is gone or long silent is turned off,
//! a payment is noted as delivered or given up. Nothing of it counts if the claim has run out meanwhile.

use std::time::Duration;

use entity::{
    Action, PaymentId, WebhookEndpointId, org,
    webhook_delivery::{self, Attempt},
    webhook_endpoint,
};
use kernel::{
    audit::{Actor, Event},
    error::Result,
    notice::news::{self, News},
    state::State,
};
use uuid::Uuid;

use super::{attempt::Outcome, schedule::wait_after};
use crate::payment::ledger;

/// How long nothing may arrive at an endpoint before it is turned off.
const PATIENCE: Duration = Duration::from_secs(5 * 24 * 3600);

/// Deliveries to give up in one statement.
const AT_ONCE: u64 = 1_000;

/// Why an endpoint was turned off, as `disabledReason` says it.
const GONE: &str = "gone";
const FAILING: &str = "failing";
const BEHIND: &str = "behind";
/// What became of what was still to be sent there.
const DISABLED: &str = "endpoint_disabled";

/// Writes down how an attempt ended; `endpoint` is where it went.
pub async fn settle(
    state: &State,
    delivery: &webhook_delivery::Model,
    claim: Uuid,
    outcome: Outcome,
    endpoint: Option<&webhook_endpoint::Model>,
) -> Result<()> {
    let at = state.now();
    match (outcome, endpoint) {
        (Outcome::Arrived { status }, _) => {
            arrived(state, delivery, claim, Attempt { status: Some(status), error: None, at }).await?;
            if let Some(endpoint) = endpoint.filter(|endpoint| endpoint.failing_since.is_some()) {
                webhook_endpoint::Entity::note_working(endpoint.id).exec(state.db.write()).await?;
            }
            Ok(())
        }
        (Outcome::Gone, Some(endpoint)) => {
            let attempt = Attempt { status: Some(410), error: Some(GONE), at };
            webhook_delivery::Entity::give_up(delivery.id, claim, attempt).exec(state.db.write()).await?;
            disable(state, endpoint, GONE).await
        }
        (Outcome::Disabled, _) => {
            let attempt = Attempt { status: None, error: Some(DISABLED), at };
            give_up(state, delivery, claim, attempt).await
        }
        (Outcome::Postponed(error), _) => {
            let attempt = Attempt { status: None, error: Some(error), at };
            let wait = wait_after(1, state.random::<1>()[0], None).unwrap_or_default();
            let later = webhook_delivery::Entity::postpone(delivery.id, claim, attempt, at.plus(wait));
            later.exec(state.db.write()).await?;
            Ok(())
        }
        // Of the payment service, which the operator will bring back.
        (Outcome::Gone, None) => {
            failed(state, delivery, claim, Attempt { status: Some(410), error: Some(GONE), at }, None).await
        }
        (Outcome::Failed { status, error, retry_after }, endpoint) => {
            failed(state, delivery, claim, Attempt { status, error: Some(error), at }, retry_after).await?;
            match endpoint {
                Some(endpoint) => note_failing(state, endpoint).await,
                None => Ok(()),
            }
        }
    }
}

async fn arrived(state: &State, delivery: &webhook_delivery::Model, claim: Uuid, attempt: Attempt<'_>) -> Result<()> {
    let over = webhook_delivery::Entity::deliver(delivery.id, claim, attempt);
    let Some(payment) = delivery.payment_id else {
        over.exec(state.db.write()).await?;
        return Ok(());
    };
    // The payment first, as its callback does.
    let change = state.changes.begin_unasked().await?;
    ledger::note_delivered(&change, payment, attempt.at).await?;
    over.exec(&change).await?;
    change.commit().await
}

/// Has it sent again later, or gives it up after the last attempt.
async fn failed(
    state: &State,
    delivery: &webhook_delivery::Model,
    claim: Uuid,
    attempt: Attempt<'_>,
    asked: Option<Duration>,
) -> Result<()> {
    let [random] = state.random();
    let Some(wait) = wait_after(delivery.attempts, random, asked) else {
        return give_up(state, delivery, claim, attempt).await;
    };
    let due = attempt.at.plus(wait);
    webhook_delivery::Entity::put_off(delivery.id, claim, attempt, due).exec(state.db.write()).await?;
    Ok(())
}

async fn give_up(state: &State, delivery: &webhook_delivery::Model, claim: Uuid, attempt: Attempt<'_>) -> Result<()> {
    let over = webhook_delivery::Entity::give_up(delivery.id, claim, attempt);
    match delivery.payment_id {
        Some(payment) => give_up_payment(state, payment, over).await,
        None => {
            over.exec(state.db.write()).await?;
            Ok(())
        }
    }
}

async fn give_up_payment(
    state: &State,
    payment: PaymentId,
    over: sea_orm::UpdateMany<webhook_delivery::Entity>,
) -> Result<()> {
    let change = state.changes.begin_unasked().await?;
    ledger::give_up(state, &change, payment).await?;
    over.exec(&change).await?;
    change.commit().await
}

/// Notes that nothing arrived, and turns the endpoint off if nothing has for days.
async fn note_failing(state: &State, endpoint: &webhook_endpoint::Model) -> Result<()> {
    let now = state.now();
    match endpoint.failing_since {
        None => {
            webhook_endpoint::Entity::note_failing(endpoint.id, now).exec(state.db.write()).await?;
            Ok(())
        }
        Some(since) if now.since(since) < PATIENCE => Ok(()),
        Some(_) => disable(state, endpoint, FAILING).await,
    }
}

/// Gives up what is still to be sent to an endpoint that is off, a part at a time: others write in between. What is not
/// given up here, because the program ends, is when it is claimed.
async fn give_up_all(state: &State, endpoint: WebhookEndpointId) -> Result<()> {
    loop {
        let some = webhook_delivery::Entity::give_up_some_of_endpoint(endpoint, AT_ONCE, DISABLED, state.now());
        if some.exec(state.db.write()).await?.rows_affected < AT_ONCE {
            return Ok(());
        }
    }
}

/// Turns off an endpoint for which too much waits.
pub async fn turn_off_behind(state: &State, endpoint: &webhook_endpoint::Model) -> Result<()> {
    disable(state, endpoint, BEHIND).await
}

/// Turns the endpoint off, with what is still to be sent there, and tells the org's owners.
async fn disable(state: &State, endpoint: &webhook_endpoint::Model, reason: &'static str) -> Result<()> {
    let (now, id) = (state.now(), endpoint.id);
    let change = state.changes.begin_unasked().await?;
    if webhook_endpoint::Entity::disable(id, reason, now).exec(&change).await?.rows_affected == 0 {
        return Ok(());
    }
    let event = Event::by(Actor::Server, endpoint.org_id, Action::WebhookDisabled, id);
    change.record(event.with_detail(serde_json::json!({ "reason": reason })));
    let owners = news::owners(&change, endpoint.org_id).await?;
    let org = org::Entity::by_id(endpoint.org_id).one(&change).await?;
    if let Some(org) = org {
        news::tell(&change, &owners, &org.name, News::WebhookDisabled)?;
    }
    change.commit().await?;
    give_up_all(state, id).await
}
