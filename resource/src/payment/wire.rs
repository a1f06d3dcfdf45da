//! Machine payments on the wire.

use entity::{OrgId, PaymentId, PaymentStatus, Timestamp, UserId, machine_payment, machine_payment_event};
use kernel::wire::{Description, Name, Text};
use poem_openapi::Object;
use serde::Deserialize;

use super::currency::Currency;

/// The most that one payment can be of, in the currency's smallest unit.
pub const MOST: i64 = 99_999_999_999;

/// A machine payment.
#[derive(Object)]
#[oai(rename = "MachinePayment", rename_all = "camelCase")]
pub struct PaymentOut {
    pub id: Text<PaymentId>,
    /// In the currency's smallest unit: cents, say.
    pub amount: i64,
    /// ISO 4217, in capitals.
    pub currency: String,
    /// What is paid for.
    pub description: Option<String>,
    /// The client's own id for what is paid for.
    pub reference: Option<String>,
    pub status: Text<PaymentStatus>,
    /// The payment service's id for it.
    pub external_id: Option<String>,
    /// Why it failed; `undeliverable`: the payment service could not be reached.
    pub failure_reason: Option<String>,
    /// Who asked for it, by a key or without.
    pub created_by: Text<UserId>,
    pub created_at: Text<Timestamp>,
    /// When it came to its status.
    pub updated_at: Text<Timestamp>,
}

impl From<machine_payment::Model> for PaymentOut {
    fn from(row: machine_payment::Model) -> Self {
        Self {
            id: Text(row.id),
            amount: row.amount,
            currency: row.currency,
            description: row.description,
            reference: row.reference,
            status: Text(row.status),
            external_id: row.external_id,
            failure_reason: row.failure_reason,
            created_by: Text(row.created_by),
            created_at: Text(row.created_at),
            updated_at: Text(row.updated_at),
        }
    }
}

impl PaymentOut {
    /// As it was answered when it was made, whatever became of it since.
    pub fn as_made(row: machine_payment::Model) -> Self {
        let updated_at = row.created_at;
        let made = machine_payment::Model { external_id: None, failure_reason: None, updated_at, ..row };
        machine_payment::Model { status: PaymentStatus::Pending, ..made }.into()
    }
}

/// A machine payment, with all that became of it.
#[derive(Object)]
#[oai(rename = "MachinePaymentWithHistory", rename_all = "camelCase")]
pub struct PaymentWithHistoryOut {
    #[oai(flatten)]
    pub about: PaymentOut,
    /// Every status that it came to, in their order.
    pub history: Vec<StepOut>,
}

/// A status that a payment came to.
#[derive(Object)]
#[oai(rename = "MachinePaymentStep", rename_all = "camelCase")]
pub struct StepOut {
    pub status: Text<PaymentStatus>,
    /// When.
    pub at: Text<Timestamp>,
    /// Why, where there is more to say.
    pub reason: Option<String>,
}

impl From<machine_payment_event::Model> for StepOut {
    fn from(row: machine_payment_event::Model) -> Self {
        Self { status: Text(row.status), at: Text(row.created_at), reason: row.reason }
    }
}

/// A payment to be made.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateMachinePayment", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CreatePaymentIn {
    /// In the currency's smallest unit (cents, say): a whole number from 1 to 99999999999.
    #[oai(validator(minimum(value = "1"), maximum(value = "99999999999")))]
    pub amount: i64,
    /// ISO 4217, in either case.
    pub currency: Text<Currency>,
    /// What is paid for.
    #[serde(default)]
    pub description: Option<Text<Description>>,
    /// The client's own id for what is paid for.
    #[serde(default)]
    pub reference: Option<Text<Name>>,
}

/// What the payment service says of a payment.
#[derive(Object, Deserialize)]
#[oai(rename = "SettleMachinePayment", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SettlePaymentIn {
    /// Which payment.
    pub payment_id: Text<PaymentId>,
    /// `settled` or `failed`.
    pub status: Text<PaymentStatus>,
    /// The payment service's own id for it.
    #[serde(default)]
    pub external_id: Option<Text<Name>>,
    /// Why it failed.
    #[serde(default)]
    pub reason: Option<Text<Description>>,
}

/// The callback was taken, now or before.
#[derive(Object)]
#[oai(rename = "MachinePaymentSettled", rename_all = "camelCase")]
pub struct SettledOut {
    pub payment_id: Text<PaymentId>,
    pub org_id: Text<OrgId>,
    pub status: Text<PaymentStatus>,
}
