//! The operator's payment service: where machine payments go, and what both sides sign with.

use url::Url;

use super::{
    ConfigError, Environment, oauth,
    source::{Setting, Sources},
};
use crate::token::WebhookSecret;

const URL: Setting = Setting::one("ALMOND_PAYMENT_URL");
const SECRET: Setting = Setting::list("ALMOND_PAYMENT_SECRET");
pub(super) const SETTINGS: &[Setting] = &[URL, SECRET];

/// `ALMOND_PAYMENT_URL` and `ALMOND_PAYMENT_SECRET`, unset: without them there are no machine payments.
#[derive(Debug)]
pub struct Payment {
    /// https, or anything in development and on the machine itself.
    pub url: Url,
    /// `whsec_…`, a comma list while one takes over from another: each signs, and each is believed.
    pub secrets: Vec<WebhookSecret>,
}

pub(super) fn read(sources: &Sources, environment: Environment) -> Result<Option<Payment>, ConfigError> {
    let missing = |wanted: &Setting, given: &Setting| {
        ConfigError::new(wanted.variable(), format!("must be set, because {} is", given.variable()))
    };
    let (url, secret) = match (sources.get(&URL), sources.get(&SECRET)) {
        (None, None) => return Ok(None),
        (Some(url), Some(secret)) => (url, secret),
        (Some(_), None) => return Err(missing(&SECRET, &URL)),
        (None, Some(_)) => return Err(missing(&URL, &SECRET)),
    };
    // A password in the wrong place is still a password.
    if url.text.contains('@') {
        return Err(url.wrong_secret("a URL without a user name or password"));
    }
    let parsed = Url::parse(&url.text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let parsed = parsed.filter(|url| url.fragment().is_none());
    let parsed = parsed.ok_or_else(|| url.wrong("an https URL, such as https://pay.example.com/almond"))?;
    if environment.is_production() && !oauth::is_safe(&parsed) {
        return Err(url.wrong("https in production, except on localhost"));
    }
    let secrets = secret.items().map(WebhookSecret::parse).collect::<Option<Vec<_>>>();
    let secrets = secrets
        .ok_or_else(|| secret.wrong_secret("whsec_ and 24 to 64 bytes in base64; or several, with commas between"))?;
    Ok(Some(Payment { url: parsed, secrets }))
}
