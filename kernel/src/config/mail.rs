//! How mail leaves, and from whom. Sending is `seam::mail`'s.

use lettre::{Address, AsyncSmtpTransport, Tokio1Executor, message::Mailbox};
use url::Url;

use super::{
    ConfigError, Environment,
    source::{Given, Setting, Sources},
    transport::is_here,
};
use crate::token::Plain;

const SMTP_URL: Setting = Setting::one("ALMOND_SMTP_URL").url().about(
    "",
    "`smtps://user:password@host`, or `smtp://…?tls=required` for STARTTLS, one of which production asks for \
     where there is a password and the server is elsewhere; without it, development writes mail to \
     `DATA_DIR/outbox` and links to the log; production sends none, and whatever needs a mail (sign-up, magic \
     link, forgotten password, invitation) answers 503",
);
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

pub(super) fn read(sources: &Sources, environment: Environment) -> Option<Mail> {
    let smtp_url = sources.read_given(&SMTP_URL, |given| {
        let wrong = || given.wrong_secret("an SMTP URL, such as smtps://user:password@mail.example.com");
        AsyncSmtpTransport::<Tokio1Executor>::from_url(&given.text).map_err(|_| wrong())?;
        check_way(sources, environment, given, &Url::parse(&given.text).map_err(|_| wrong())?);
        Ok(Plain::new(given.text.clone()))
    });
    let from = match sources.get(&MAIL_FROM) {
        Some(given) => given.text.parse().map_err(|_| given.wrong("an address, such as Almond <almond@example.com>")),
        None => default_address(),
    };
    Some(Mail { smtp_url, from: sources.noted(from)? })
}

/// Whoever listens on the way learns the password, and signs in by the links in the mails.
fn check_way(sources: &Sources, environment: Environment, given: &Given, url: &Url) {
    // `tls=opportunistic` is encrypted unless somebody on the way says that it can't be.
    let is_required = url.query_pairs().find(|(name, _)| name == "tls").is_some_and(|(_, value)| value == "required");
    if url.scheme() == "smtps" || is_required || is_here(url) {
        return;
    }
    let expected = "`smtps://`, or have `?tls=required`, in production, unless the server is on this machine";
    if url.password().is_some() {
        let why = format!("{expected}: the password would go in the clear");
        sources.findings.not_safe(environment, given.wrong_secret(&why));
    } else {
        let why = format!("should be {expected}: the links in mails go in the clear");
        sources.findings.doubtful(environment, &ConfigError::new(&given.name, why));
    }
}

fn default_address() -> Result<Mailbox, ConfigError> {
    let address = Address::new("almond", "localhost");
    let address = address.map_err(|error| ConfigError::new(MAIL_FROM.variable(), error.to_string()))?;
    Ok(Mailbox::new(Some("Almond".to_owned()), address))
}
