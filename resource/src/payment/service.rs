//! Asking for payments, once however often the request comes, and looking at them.

use entity::{
    Action, OrgRole, PaymentId, PaymentStatus, WebhookDeliveryId, machine_payment, machine_payment_event,
    webhook_delivery,
};
use identity::policy::{Held, Tenant};
use kernel::{
    change::Change,
    error::{Code, Error, Result},
    outbox::{Message, queued},
    wire::{IdempotencyKey, List, PageIn},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    ledger,
    wire::{CreatePaymentIn, MOST, PaymentOut, PaymentWithHistoryOut, StepOut},
};

/// The org's payments, newest first.
pub async fn list(
    tenant: &Tenant,
    wanted: machine_payment::Wanted<'_>,
    page: &PageIn<PaymentId>,
) -> Result<List<PaymentOut>> {
    let finder = |after, limit| machine_payment::Entity::page_in_org(tenant.org(), wanted, after, limit);
    let rows = page.find(tenant.read(), &[], finder).await?;
    Ok(page.list(rows, |row| row.id, PaymentOut::from))
}

/// # Errors
/// `NOT_FOUND`
pub async fn get(tenant: &Tenant, id: PaymentId) -> Result<PaymentWithHistoryOut> {
    let found = machine_payment::Entity::find_in_org(tenant.org(), id).one(tenant.read()).await?;
    let payment = found.ok_or_else(Error::not_found)?;
    let mut steps = machine_payment_event::Entity::of_payment_in_org(tenant.org(), id).all(tenant.read()).await?;
    steps.sort_by_key(|step| step.status);
    let history = steps.into_iter().map(StepOut::from).collect();
    Ok(PaymentWithHistoryOut { about: payment.into(), history })
}

/// Makes a payment, or finds the one that this very request made before; says whether it was found.
///
/// # Errors
/// `UNAVAILABLE` where there is no payment service in production, `BAD_REQUEST` names the field, `CONFLICT` when the
/// idempotency key was used for another payment.
pub async fn create(tenant: &Tenant, key: IdempotencyKey, body: CreatePaymentIn) -> Result<(PaymentOut, bool)> {
    let (state, now) = (tenant.state(), tenant.state().now());
    // In development the ledger can be tried without one: the payment stays pending.
    if state.config.payment.is_none() && state.config.environment.is_production() {
        return Err(Error::new(Code::Unavailable, "This server has no payment service"));
    }
    if !(1..=MOST).contains(&body.amount) {
        return Err(Error::field("amount", "expected a whole number from 1 to 99999999999"));
    }
    // The role is asked for once more: who was just demoted charges nothing.
    let Held { change, org, .. } = tenant.hold(OrgRole::Admin).await?;
    let payment = machine_payment::Model {
        id: PaymentId::new(now, state.random()),
        org_id: org.id,
        idempotency_key: key.into_string(),
        amount: body.amount,
        currency: body.currency.0.as_str().to_owned(),
        description: body.description.map(|text| text.0.into_string()),
        reference: body.reference.map(|text| text.0.into_string()),
        status: PaymentStatus::Pending,
        external_id: None,
        failure_reason: None,
        created_by: tenant.user(),
        created_at: now,
        updated_at: now,
    };
    if machine_payment::Entity::put_new(payment.clone()).exec_without_returning(&change).await? == 0 {
        return Ok((replay(&change, &payment).await?, true));
    }
    ledger::enter(&change, &payment, PaymentStatus::Pending, None, now).await?;
    webhook_delivery::Entity::append(vec![request(tenant, &payment)]).exec_without_returning(&change).await?;
    let event = tenant.event(Action::PaymentCreated, payment.id);
    let event = event.with_detail(json!({ "amount": payment.amount, "currency": payment.currency }));
    change.record(event);
    change.commit().await?;
    state.webhooks.wake();
    Ok((payment.into(), false))
}

/// What the request was answered the first time.
async fn replay(change: &Change, wanted: &machine_payment::Model) -> Result<PaymentOut> {
    let (org, key) = (wanted.org_id, &wanted.idempotency_key);
    let found = machine_payment::Entity::by_idempotency_key_in_org(org, key).one(change).await?;
    let found = found.ok_or_else(Error::not_found)?;
    let wish = |payment: &machine_payment::Model| {
        (payment.amount, payment.currency.clone(), payment.description.clone(), payment.reference.clone())
    };
    if wish(&found) == wish(wanted) {
        Ok(PaymentOut::as_made(found))
    } else {
        Err(Error::conflict("The idempotency key was used for another payment"))
    }
}

/// What the payment service is sent.
fn request(tenant: &Tenant, payment: &machine_payment::Model) -> webhook_delivery::Model {
    let state = tenant.state();
    let data = json!({
        "paymentId": payment.id,
        "orgId": payment.org_id,
        "amount": payment.amount,
        "currency": payment.currency,
        "description": payment.description,
        "reference": payment.reference,
        "createdBy": payment.created_by,
    });
    let name = Action::PaymentCreated.as_str();
    let message = Message::new(Uuid::from_bytes(state.random()), name, payment.created_at, &data);
    let id = WebhookDeliveryId::new(payment.created_at, state.random());
    let delivery = queued(id, payment.org_id, None, &message, payment.created_at);
    webhook_delivery::Model { payment_id: Some(payment.id), ..delivery }
}
