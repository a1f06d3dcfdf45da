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

/// Whom passkeys are made for: the host of `ALMOND_PUBLIC_URL`, at exactly its origin and those of the allowed front
/// ends. No request header changes that.
pub struct RelyingParty(Option<(Webauthn, Vec<Url>)>);

impl RelyingParty {
    /// Browsers make no passkeys for an IP address, so with one there is no relying party.
    pub fn new(server: &config::Server, frontends: &config::Frontends, brand: &str) -> Self {
        let own = Url::parse(&server.origin()).ok();
        let related: Vec<_> = frontends.origins().filter_map(|origin| Url::parse(origin).ok()).collect();
        let built = own.as_ref().and_then(|own| {
            let builder = WebauthnBuilder::new(own.domain()?, own).ok()?;
            let builder = related.iter().fold(builder, WebauthnBuilder::append_allowed_origin);
            builder.rp_name(brand).timeout(LIFETIME).build().ok()
        });
        let origins = own.into_iter().chain(related).collect();
        Self(built.map(|webauthn| (webauthn, origins)))
    }

    /// What verifies ceremonies, and the origins whose pages may ask for them.
    ///
    /// # Errors
    /// `CONFLICT` when the public URL's host is an IP address.
    pub fn get(&self) -> Result<(&Webauthn, &[Url])> {
        let built = self.0.as_ref().map(|(webauthn, origins)| (webauthn, origins.as_slice()));
        built.ok_or_else(|| Error::conflict("Passkeys need a public URL with a domain name, not an IP address"))
    }
}
