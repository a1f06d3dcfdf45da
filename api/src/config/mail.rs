//! How mail leaves, and from whom. Sending is `seam::mail`'s.

use lettre::{Address, AsyncSmtpTransport, Tokio1Executor, message::Mailbox};

use super::{
    ConfigError,
    source::{Setting, Sources},
};
use crate::token::Plain;

const SMTP_URL: Setting = Setting::one("ALMOND_SMTP_URL");
const MAIL_FROM: Setting = Setting::one("ALMOND_MAIL_FROM");
pub(super) const SETTINGS: &[Setting] = &[SMTP_URL, MAIL_FROM];

#[derive(Debug)]
pub struct Mail {
    /// `ALMOND_SMTP_URL`, unset: `smtps://user:password@host[:port]`, or `smtp://…` with `?tls=required` for
    /// STARTTLS. Without it, mail goes to the outbox in development and nowhere in production.
    pub smtp_url: Option<Plain>,
    /// `ALMOND_MAIL_FROM`, `Almond <almond@localhost>`.
    pub from: Mailbox,
}

pub(super) fn read(sources: &Sources) -> Result<Mail, ConfigError> {
    let smtp_url = match sources.get(&SMTP_URL) {
        Some(given) => {
            AsyncSmtpTransport::<Tokio1Executor>::from_url(&given.text)
                .map_err(|_| given.wrong_secret("an SMTP URL, such as smtps://user:password@mail.example.com"))?;
            Some(Plain::new(given.text))
        }
        None => None,
    };
    let from = match sources.get(&MAIL_FROM) {
        Some(given) => {
            given.text.parse().map_err(|_| given.wrong("an address, such as Almond <almond@example.com>"))?
        }
        None => Mailbox::new(Some("Almond".to_owned()), default_address()?),
    };
    Ok(Mail { smtp_url, from })
}

fn default_address() -> Result<Address, ConfigError> {
    Address::new("almond", "localhost").map_err(|error| ConfigError::new(MAIL_FROM.variable(), error.to_string()))
}
