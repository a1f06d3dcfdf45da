//! What of WebAuthn (<https://www.w3.org/TR/webauthn-3/>) is the server's own: the relying party that it is, and what its
//! pages say. Ceremonies are `factor::passkey`'s.

pub mod client;

use std::time::Duration;

use url::Url;
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::{
    config,
    error::{Error, Result},
};

/// How long a person may take for a ceremony.
pub const LIFETIME: Duration = Duration::from_secs(300);

/// Whom passkeys are made for: the host of `ALMOND_PUBLIC_URL`, at exactly its origin. No request header changes that.
pub struct RelyingParty(Option<(Webauthn, Url)>);

impl RelyingParty {
    /// Browsers make no passkeys for an IP address, so with one there is no relying party.
    pub fn new(server: &config::Server) -> Self {
        let origin = &server.public_url;
        let built = origin.domain().and_then(|domain| {
            let builder = WebauthnBuilder::new(domain, origin).ok()?;
            builder.rp_name("Almond").timeout(LIFETIME).build().ok()
        });
        Self(built.map(|webauthn| (webauthn, origin.clone())))
    }

    /// # Errors
    /// `CONFLICT` when the public URL's host is an IP address.
    pub fn get(&self) -> Result<(&Webauthn, &Url)> {
        let built = self.0.as_ref().map(|(webauthn, origin)| (webauthn, origin));
        built.ok_or_else(|| Error::conflict("Passkeys need a public URL with a domain name, not an IP address"))
    }
}
