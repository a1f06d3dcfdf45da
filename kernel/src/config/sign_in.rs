//! Who may sign in, and what checking a password costs.

use std::collections::BTreeSet;

use url::Host;

use super::source::{Setting, Sources};
use crate::token::Argon2Cost;

const ALLOWED_EMAIL_DOMAINS: Setting = Setting::list("ALMOND_ALLOWED_EMAIL_DOMAINS").about("any", "comma list");
const SIGN_UP: Setting = Setting::one("ALMOND_SIGN_UP").about(
    "`open`",
    "who gets an account by themselves: anybody (`open`), whose address has an [invitation](guide/orgs.md) (`invited`), \
     or nobody (`closed`). It counts for signing up, for providers and for tokens of trusted issuers; whoever has an \
     account signs in, and the operator makes accounts for whom they like",
);
pub(super) const SETTINGS: &[Setting] = &[ALLOWED_EMAIL_DOMAINS, SIGN_UP];

/// Who gets an account by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignUp {
    /// Anybody.
    #[default]
    Open,
    /// Whose address has an invitation.
    Invited,
    /// Nobody.
    Closed,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignIn {
    /// `ALMOND_ALLOWED_EMAIL_DOMAINS`, any: a comma list of domains, here in lower-case ASCII (punycode); subdomains
    /// are not included. `None` allows every domain.
    pub allowed_email_domains: Option<BTreeSet<String>>,
    /// `ALMOND_SIGN_UP`, `open`: `open`, `invited` or `closed`.
    pub sign_up: SignUp,
    /// Not set by the environment: OWASP's parameters, unless a test wants it quicker.
    pub argon2: Argon2Cost,
}

pub(super) fn read(sources: &Sources) -> SignIn {
    let allowed_email_domains = sources.read_given(&ALLOWED_EMAIL_DOMAINS, |given| {
        let domain = |item: &str| match Host::parse(item) {
            Ok(Host::Domain(domain)) if !domain.contains('*') => Ok(domain),
            _ => Err(given.wrong("a comma list of domains, such as example.com,example.org")),
        };
        given.items().map(domain).collect()
    });
    let sign_up = sources.read_or(&SIGN_UP, SignUp::default(), |given| match given.text.as_str() {
        "open" => Ok(SignUp::Open),
        "invited" => Ok(SignUp::Invited),
        "closed" => Ok(SignUp::Closed),
        _ => Err(given.wrong("open, invited or closed")),
    });
    SignIn { allowed_email_domains, sign_up, ..SignIn::default() }
}
