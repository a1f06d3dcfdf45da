//! The steps of a payment after it was made: each is one conditional statement, its line in the ledger and, where it ends
//! the payment, its audit record, in one transaction.

use entity::{
    PaymentId, PaymentStatus, Timestamp,
    machine_payment::{self, End},
    machine_payment_event,
};
use kernel::{
    audit::{Action, Actor, Event},
    change::Change,
    error::{Error, Result},
    state::State,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;

/// Why a payment failed that never reached the payment service.
const UNDELIVERABLE: &str = "undeliverable";

/// Adds a line to the ledger.
pub async fn enter(
    change: &Change,
    payment: &machine_payment::Model,
    status: PaymentStatus,
    reason: Option<String>,
    now: Timestamp,
) -> Result<()> {
    let (payment_id, org_id) = (payment.id, payment.org_id);
    let line = machine_payment_event::Model { payment_id, status, org_id, reason, created_at: now };
    line.into_active_model().insert(change).await?;
    Ok(())
}

/// The payment service took it; nothing if that was known, or it has said how it ended.
pub async fn note_delivered(change: &Change, id: PaymentId, now: Timestamp) -> Result<()> {
    if machine_payment::Entity::note_delivered(id, now).exec(change).await?.rows_affected == 0 {
        return Ok(());
    }
    let payment = machine_payment::Entity::by_id(id).one(change).await?.ok_or_else(Error::not_found)?;
    enter(change, &payment, PaymentStatus::Delivered, None, now).await
}

/// It could not be delivered; nothing if it was after all.
pub async fn give_up(state: &State, change: &Change, id: PaymentId) -> Result<()> {
    let now = state.now();
    if machine_payment::Entity::give_up(id, UNDELIVERABLE, now).exec(change).await?.rows_affected == 0 {
        return Ok(());
    }
    let payment = machine_payment::Entity::by_id(id).one(change).await?.ok_or_else(Error::not_found)?;
    enter(change, &payment, PaymentStatus::Failed, Some(UNDELIVERABLE.to_owned()), now).await?;
    record(change, Event::by(Actor::Server, payment.org_id, Action::PaymentFailed, id), &payment);
    Ok(())
}

/// The payment service says how it ended. Says whether that is news.
///
/// # Errors
/// `NOT_FOUND`; `CONFLICT` when it has ended otherwise.
pub async fn settle(
    state: &State,
    change: &Change,
    id: PaymentId,
    end: End<'_>,
    by: impl FnOnce(&machine_payment::Model) -> Event,
) -> Result<(machine_payment::Model, bool)> {
    let now = state.now();
    let news = machine_payment::Entity::settle(id, end, now).exec(change).await?.rows_affected > 0;
    let payment = machine_payment::Entity::by_id(id).one(change).await?.ok_or_else(Error::not_found)?;
    if news {
        enter(change, &payment, end.status, end.reason.map(str::to_owned), now).await?;
        record(change, by(&payment), &payment);
    } else if payment.status != end.status || payment.external_id.as_deref() != end.external_id {
        return Err(Error::conflict("The payment has ended otherwise"));
    }
    Ok((payment, news))
}

fn record(change: &Change, event: Event, payment: &machine_payment::Model) {
    let mut detail = json!({ "amount": payment.amount, "currency": payment.currency });
    if payment.status == PaymentStatus::Failed {
        detail["reason"] = payment.failure_reason.clone().into();
    }
    change.record(event.with_detail(detail));
}
