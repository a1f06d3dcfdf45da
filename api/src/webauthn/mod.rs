//! WebAuthn (<https://www.w3.org/TR/webauthn-3/>): the server's side of making a passkey and of using one. What passkeys
//! are good for is `resource::passkey`'s, `signin::passkey`'s and `step_up::passkey`'s to say.

pub mod assertion;
mod ceremony;
mod client;
pub mod enrolment;
pub mod wire;

pub use ceremony::forget_expired;
use url::Url;
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::{
    config,
    error::{Error, Result},
};

/// Whom passkeys are made for: the host of `ALMOND_PUBLIC_URL`, at exactly its origin. No request header changes that.
pub struct RelyingParty(Option<(Webauthn, Url)>);

impl RelyingParty {
    /// Browsers make no passkeys for an IP address, so with one there is no relying party.
    pub fn new(server: &config::Server) -> Self {
        let origin = &server.public_url;
        let built = origin.domain().and_then(|domain| {
            let builder = WebauthnBuilder::new(domain, origin).ok()?;
            builder.rp_name("Almond").timeout(ceremony::LIFETIME).build().ok()
        });
        Self(built.map(|webauthn| (webauthn, origin.clone())))
    }

    /// # Errors
    /// `CONFLICT` when the public URL's host is an IP address.
    fn get(&self) -> Result<(&Webauthn, &Url)> {
        let built = self.0.as_ref().map(|(webauthn, origin)| (webauthn, origin));
        built.ok_or_else(|| Error::conflict("Passkeys need a public URL with a domain name, not an IP address"))
    }
}
