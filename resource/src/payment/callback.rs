//! What the payment service says of a payment: believed by its signature alone, and only near the time that was signed.

use std::time::Duration;

use entity::{Action, PaymentStatus, Timestamp, machine_payment::End, webhook_delivery};
use kernel::{
    audit::{Actor, Event},
    error::{Error, Result},
    state::State,
    wire::Text,
};

use super::{
    ledger,
    wire::{SettlePaymentIn, SettledOut},
};

/// How far the service's clock may be off, and how long a message may be on its way.
const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// The headers of the Standard Webhooks specification.
pub struct Signed {
    pub id: Option<String>,
    pub timestamp: Option<String>,
    pub signature: Option<String>,
}

/// # Errors
/// `UNAUTHORIZED` unless the body was signed by the payment service within the last minutes.
pub fn verify(state: &State, signed: &Signed, body: &[u8]) -> Result<()> {
    let refused = || Error::unauthorized("The signature is missing, wrong or too old");
    let secrets = state.config.payment.as_ref().map(|service| service.secrets.as_slice()).unwrap_or_default();
    let (Some(id), Some(at), Some(signature)) = (&signed.id, &signed.timestamp, &signed.signature) else {
        return Err(refused());
    };
    let at: u64 = at.parse().map_err(|_| refused())?;
    let genuine = secrets.iter().any(|secret| secret.verifies(id, at, body, signature));
    if genuine && is_near(at, state.now()) { Ok(()) } else { Err(refused()) }
}

fn is_near(at: u64, now: Timestamp) -> bool {
    now.seconds().abs_diff(at) <= TOLERANCE.as_secs()
}

/// Ends the payment; saying the same again changes nothing.
///
/// # Errors
/// `NOT_FOUND`; `CONFLICT` when it has ended otherwise; `BAD_REQUEST` names the field.
pub async fn settle(state: &State, said: SettlePaymentIn) -> Result<SettledOut> {
    let (id, status) = (said.payment_id.0, said.status.0);
    let action = match status {
        PaymentStatus::Settled => Action::PaymentSettled,
        PaymentStatus::Failed => Action::PaymentFailed,
        PaymentStatus::Pending | PaymentStatus::Delivered => {
            return Err(Error::field("status", "expected `settled` or `failed`"));
        }
    };
    let reason = said.reason.filter(|_| status == PaymentStatus::Failed).map(|text| text.0.into_string());
    let external = said.external_id.map(|text| text.0.into_string());
    let end = End { status, external_id: external.as_deref(), reason: reason.as_deref() };
    let change = state.changes.begin_unasked().await?;
    let by_service = |payment: &entity::machine_payment::Model| Event {
        actor: Actor::Operator,
        ..Event::by(Actor::Server, payment.org_id, action, payment.id)
    };
    let (payment, news) = ledger::settle(state, &change, id, end, by_service).await?;
    if news {
        webhook_delivery::Entity::close_of_payment(id, state.now()).exec(&change).await?;
        change.commit().await?;
    }
    Ok(SettledOut { payment_id: Text(id), org_id: Text(payment.org_id), status: Text(payment.status) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_minutes_either_way_are_near() {
        let now = Timestamp::from_millis(1_780_315_200_000);
        for (off, near) in [(0, true), (300, true), (-300, true), (301, false), (-301, false)] {
            let at = now.seconds().checked_add_signed(off).unwrap();
            assert_eq!(is_near(at, now), near, "{off}");
        }
        assert!(!is_near(u64::MAX, now) && !is_near(0, now));
    }
}
