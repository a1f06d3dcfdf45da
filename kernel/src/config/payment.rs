//! The operator's payment service: where machine payments go, and what both sides sign with.

use url::Url;

use super::{
    ConfigError, Environment,
    source::{Given, Setting, Sources},
    transport::is_safe,
};
use crate::token::WebhookSecret;

const URL: Setting = Setting::one("ALMOND_PAYMENT_URL").about(
    "",
    "the payment service that [machine payments](guide/payments.md) are handed to, and what both sides sign \
     with (`whsec_…`, a comma list while one takes over from another); without them asking for a payment \
     answers 503 in production, and development takes payments that stay `pending`",
);
const SECRET: Setting = Setting::list("ALMOND_PAYMENT_SECRET").secret();
pub(super) const SETTINGS: &[Setting] = &[URL, SECRET];

/// `ALMOND_PAYMENT_URL` and `ALMOND_PAYMENT_SECRET`, unset: without them there are no machine payments.
#[derive(Debug)]
pub struct Payment {
    /// https, or anything in development and on the machine itself.
    pub url: Url,
    /// `whsec_…`, a comma list while one takes over from another: each signs, and each is believed.
    pub secrets: Vec<WebhookSecret>,
}

pub(super) fn read(sources: &Sources, environment: Environment) -> Option<Payment> {
    let missing = |wanted: &Setting, given: &Setting| {
        sources.missing(wanted, format!("must be set, because {} is", given.variable()));
    };
    match (sources.get(&URL), sources.get(&SECRET)) {
        (Some(_), None) => missing(&SECRET, &URL),
        (None, Some(_)) => missing(&URL, &SECRET),
        _ => {}
    }
    let url = sources.read_given(&URL, |given| url(given, environment));
    let secrets = sources.read_given(&SECRET, |given| {
        let secrets = given.items().map(WebhookSecret::parse).collect::<Option<Vec<_>>>();
        let expected = "whsec_ and 24 to 64 bytes in base64; or several, with commas between";
        secrets.ok_or_else(|| given.wrong_secret(expected))
    });
    Some(Payment { url: url?, secrets: secrets? })
}

fn url(given: &Given, environment: Environment) -> Result<Url, ConfigError> {
    // A password in the wrong place is still a password.
    if given.text.contains('@') {
        return Err(given.wrong_secret("a URL without a user name or password"));
    }
    let url = Url::parse(&given.text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let url = url.filter(|url| url.fragment().is_none());
    let url = url.ok_or_else(|| given.wrong("an https URL, such as https://pay.example.com/almond"))?;
    if environment.is_production() && !is_safe(&url) {
        return Err(given.wrong("https in production, except on localhost"));
    }
    Ok(url)
}
