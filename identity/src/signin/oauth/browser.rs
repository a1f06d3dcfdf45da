//! The browser's part in a sign-in with a provider: a secret in a cookie, for ten minutes. A `state` counts in the
//! browser that it was made for only, and what the provider is asked to repeat (PKCE's challenge, the nonce) derives
//! from the secret, so that nothing has to be kept here until the browser is back.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::Digest;
use hkdf::Hkdf;
use http::{HeaderMap, HeaderValue};
use kernel::{
    config::Server,
    error::{Error, Result},
    provider::Ties,
    request::header,
    state::State,
    token::{Plain, link},
};
use sha2::Sha256;
use uuid::Uuid;

/// How long a person may take at the provider.
pub const LIFETIME: Duration = Duration::from_secs(600);

/// The secret of one browser. Sign-ins in several of its tabs share it.
pub struct Browser(Plain);

impl Browser {
    pub fn new(state: &State) -> Self {
        Self(link::mint(state.random()))
    }

    /// The browser that sent these headers, if it is one we know: with one cookie of ours, well-formed.
    pub fn of(server: &Server, headers: &HeaderMap) -> Option<Self> {
        let mut ours = header::cookies(headers, cookie_name(server));
        let secret = str::from_utf8(ours.next().filter(|_| ours.next().is_none())?).ok()?;
        link::digest(secret)?;
        Some(Self(Plain::new(secret.to_owned())))
    }

    pub fn digest(&self) -> Digest {
        self.0.digest()
    }

    /// Lax, because the way back from the provider begins at its site.
    pub fn cookie(&self, server: &Server) -> Result<HeaderValue> {
        let (name, secure) = (cookie_name(server), if server.is_https() { "; Secure" } else { "" });
        let (secret, age) = (self.0.expose(), LIFETIME.as_secs());
        HeaderValue::from_str(&format!("{name}={secret}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}"))
            .map_err(Error::unavailable)
    }

    /// Other ones for each sign-in.
    pub fn ties(&self, id: Uuid) -> Result<Ties> {
        let hkdf = Hkdf::<Sha256>::new(Some(id.as_bytes()), self.0.expose().as_bytes());
        let derive = |info: &[u8]| {
            let mut out = [0; 32];
            let derived = hkdf.expand(info, &mut out).map_err(|_| Error::unavailable("a key can't be derived"));
            derived.map(|()| URL_SAFE_NO_PAD.encode(out))
        };
        Ok(Ties { verifier: derive(b"almond oauth pkce v1")?, nonce: derive(b"almond oauth nonce v1")? })
    }
}

/// Browsers keep `__Host-` for https.
fn cookie_name(server: &Server) -> &'static str {
    if server.is_https() { "__Host-almond_oauth" } else { "almond_oauth" }
}
