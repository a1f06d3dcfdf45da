//! Whom a delivery is for: an endpoint, or the operator's payment service; where it is, and what it verifies with.

use entity::{Timestamp, webhook_delivery, webhook_endpoint};
use kernel::{
    error::Result,
    seam::http::Reach,
    state::State,
    token::{Sealed, WebhookSecret},
};
use url::Url;

/// A receiver, ready to be sent to.
pub struct Target<'a> {
    pub url: Url,
    pub reach: Reach<'a>,
    pub secrets: Secrets<'a>,
    /// None for the payment service.
    pub endpoint: Option<webhook_endpoint::Model>,
}

/// What the receiver knows.
pub enum Secrets<'a> {
    Opened(Vec<WebhookSecret>),
    Configured(&'a [WebhookSecret]),
}

impl Secrets<'_> {
    pub fn as_slice(&self) -> &[WebhookSecret] {
        match self {
            Self::Opened(secrets) => secrets,
            Self::Configured(secrets) => secrets,
        }
    }
}

/// What a delivery finds in place of a receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The endpoint was turned off after this was queued.
    Disabled,
    /// It may be there later: a setting is missing, or a secret can't be opened.
    Unready(&'static str),
}

/// The receiver of `delivery`.
pub async fn find<'a>(state: &'a State, delivery: &webhook_delivery::Model) -> Result<Result<Target<'a>, Missing>> {
    let Some(id) = delivery.endpoint_id else { return Ok(payment_service(state)) };
    let found = webhook_endpoint::Entity::by_id(id).one(state.db.read()).await?;
    let Some(endpoint) = found.filter(|endpoint| endpoint.disabled_at.is_none()) else {
        return Ok(Err(Missing::Disabled));
    };
    let (Some(secrets), Ok(url)) = (open(state, &endpoint, state.now()), Url::parse(&endpoint.url)) else {
        return Ok(Err(Missing::Unready("secret_not_opened")));
    };
    let reach = Reach::Guarded(&state.config.webhook.allowed_networks);
    Ok(Ok(Target { url, reach, secrets: Secrets::Opened(secrets), endpoint: Some(endpoint) }))
}

fn payment_service(state: &State) -> Result<Target<'_>, Missing> {
    let service = state.config.payment.as_ref().ok_or(Missing::Unready("not_configured"))?;
    let secrets = Secrets::Configured(&service.secrets);
    Ok(Target { url: service.url.clone(), reach: Reach::Trusted, secrets, endpoint: None })
}

/// What is signed with at `now`, the newest secret first.
fn open(state: &State, endpoint: &webhook_endpoint::Model, now: Timestamp) -> Option<Vec<WebhookSecret>> {
    let owner = [endpoint.org_id.uuid(), endpoint.id.uuid()];
    let overlaps = endpoint.previous_secret_until.is_some_and(|until| now < until);
    let previous = endpoint.previous_secret.as_ref().filter(|_| overlaps);
    let secrets = std::iter::once(&endpoint.secret).chain(previous).map(|sealed| {
        let opened = state.sealer.open(Sealed::WebhookSecret, &owner, sealed)?;
        WebhookSecret::from_stored(&opened)
    });
    secrets.collect()
}
