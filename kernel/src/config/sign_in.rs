//! Who may sign in, and what checking a password costs.

use std::collections::BTreeSet;

use url::Host;

use super::source::{Setting, Sources};
use crate::token::Argon2Cost;

const ALLOWED_EMAIL_DOMAINS: Setting = Setting::list("ALMOND_ALLOWED_EMAIL_DOMAINS").about("any", "comma list");
pub(super) const SETTINGS: &[Setting] = &[ALLOWED_EMAIL_DOMAINS];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignIn {
    /// `ALMOND_ALLOWED_EMAIL_DOMAINS`, any: a comma list of domains, here in lower-case ASCII (punycode); subdomains
    /// are not included. `None` allows every domain.
    pub allowed_email_domains: Option<BTreeSet<String>>,
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
    SignIn { allowed_email_domains, ..SignIn::default() }
}
