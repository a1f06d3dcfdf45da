//! `/billing/machine-payments`, and where the payment service answers.

use entity::{PaymentId, PaymentStatus, machine_payment::Wanted};
use identity::policy::{Caller, Visitor};
use kernel::{
    error::Result,
    inbound::{JsonBody, SignedBody},
    request::header::OneHeader,
    wire::{
        IdempotencyKey, List, Name, PageIn, Reply, Section, Text,
        page::{Cursor, Limit},
        reply::Created,
    },
};
use poem_openapi::{
    OpenApi,
    param::{Path, Query},
};

use super::{
    callback::{self, Signed},
    rule::{CreatePayment, GetPayment, ListPayments, SettlePayment},
    service,
    wire::{CreatePaymentIn, PaymentOut, PaymentWithHistoryOut, SettlePaymentIn, SettledOut},
};

/// The section of the document.
const SECTION: Section = Section {
    name: "Machine payments",
    about: "Payments that programs ask for, and the operator's payment service settles.",
};

pub struct Api;

#[OpenApi(prefix_path = "/api/v1/billing", tag = "SECTION")]
impl Api {
    /// List the org's machine payments, newest first.
    #[oai(path = "/machine-payments", method = "get")]
    async fn list_machine_payments(
        &self,
        caller: Caller<ListPayments>,
        /// Only those that stand there.
        status: Query<Option<Text<PaymentStatus>>>,
        /// Only those with this reference.
        reference: Query<Option<Text<Name>>>,
        /// At most how many, 1 to 100.
        limit: Query<Option<Limit>>,
        /// `nextCursor` of the page before.
        cursor: Query<Option<Text<Cursor<PaymentId>>>>,
        /// True for how many there are altogether (`total`), which takes longer.
        total: Query<Option<bool>>,
    ) -> Result<Reply<List<PaymentOut>>> {
        let reference = reference.0.map(|reference| reference.0.into_string());
        let wanted = Wanted { status: status.0.map(|status| status.0), reference: reference.as_deref() };
        Ok(Reply::new(
            service::list(&caller.tenant(), wanted, &PageIn::new(limit.0, cursor.0).counting(total.0)).await?,
        ))
    }

    /// Ask for a machine payment.
    ///
    /// By a key with `billing:machine:charge`, or in a session with a step-up; of an owner or admin. The same request with
    /// the same `Idempotency-Key` gets the same answer, marked `Idempotency-Replayed: true`, and makes no second payment;
    /// another request with it is a conflict. 503 in production where the operator has no payment service.
    #[oai(path = "/machine-payments", method = "post")]
    async fn create_machine_payment(
        &self,
        caller: Caller<CreatePayment>,
        /// The client's name for this payment, unique in the org.
        #[oai(name = "Idempotency-Key")]
        key: OneHeader<Text<IdempotencyKey>>,
        body: JsonBody<CreatePaymentIn>,
    ) -> Result<Created<PaymentOut>> {
        let (payment, replayed) = service::create(&caller.tenant(), key.0.0, body.0).await?;
        Ok(Created::new(payment).replayed(replayed))
    }

    /// Look at a machine payment, with all that became of it.
    #[oai(path = "/machine-payments/:id", method = "get")]
    async fn get_machine_payment(
        &self,
        caller: Caller<GetPayment>,
        /// The payment's id.
        id: Path<Text<PaymentId>>,
    ) -> Result<Reply<PaymentWithHistoryOut>> {
        Ok(Reply::new(service::get(&caller.tenant(), id.0.0).await?))
    }

    /// Say how a machine payment ended.
    ///
    /// For the operator's payment service, which signs this as the Standard Webhooks specification says, with the secret
    /// that its own messages are signed with. Saying it again changes nothing; saying otherwise is a conflict.
    #[oai(path = "/callbacks/payment", method = "post")]
    async fn settle_machine_payment(
        &self,
        visitor: Visitor<SettlePayment>,
        /// The message's id.
        #[oai(name = "webhook-id")]
        id: OneHeader<Option<String>>,
        /// When it was signed, in seconds since 1970; five minutes off at most.
        #[oai(name = "webhook-timestamp")]
        timestamp: OneHeader<Option<String>>,
        /// `v1,` and the HMAC-SHA256 of id, timestamp and body, in base64.
        #[oai(name = "webhook-signature")]
        signature: OneHeader<Option<String>>,
        body: SignedBody<SettlePaymentIn>,
    ) -> Result<Reply<SettledOut>> {
        let signed = Signed { id: id.0, timestamp: timestamp.0, signature: signature.0 };
        callback::verify(visitor.state(), &signed, &body.bytes)?;
        Ok(Reply::new(callback::settle(visitor.state(), body.parse()?).await?))
    }
}
