//! Issuers whose access tokens are believed (`ALMOND_TRUSTED_ISSUERS`). What a token says is `token`'s to judge.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::{SessionId, Timestamp};

use super::{
    Trouble, Web,
    claims::Said,
    discovery::Discovery,
    signature::Unbelievable,
    token::{self, Claims, Expected},
};
use crate::config::TrustedIssuer;

/// Longer than any access token that fits well into a header; what is longer is not even parsed.
const LONGEST: usize = 16 * 1024;

/// Every issuer that is trusted.
pub struct Issuers(Vec<Arc<Issuer>>);

struct Issuer {
    name: String,
    audience: String,
    discovery: Discovery,
}

/// A token that says it is a trusted issuer's. Whether it is, `claims` finds out.
pub struct Presented {
    issuer: Arc<Issuer>,
    token: String,
}

impl Issuers {
    /// Asks nobody: an issuer that is down doesn't hold up the start.
    pub fn new(trusted: &[TrustedIssuer], web: &Web) -> Self {
        let issuer = |trusted: &TrustedIssuer| Issuer {
            name: trusted.issuer.clone(),
            audience: trusted.audience.clone(),
            discovery: Discovery::new(trusted.issuer.clone(), "ALMOND_TRUSTED_ISSUERS".to_owned(), web.clone()),
        };
        Self(trusted.iter().map(issuer).map(Arc::new).collect())
    }

    /// The token, if it says that it is one of theirs.
    pub fn recognise(&self, token: &str) -> Option<Presented> {
        if self.0.is_empty() || token.len() > LONGEST {
            return None;
        }
        let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
        let said = Said::parse(&payload)?;
        let issuer = self.0.iter().find(|issuer| Some(issuer.name.as_str()) == said.text("iss"))?;
        Some(Presented { issuer: Arc::clone(issuer), token: token.to_owned() })
    }
}

/// Why a token does not count.
#[derive(Debug)]
pub enum Doubt {
    /// The issuer can't be asked for its keys; why, for the log.
    Unavailable(String),
    Refused,
}

impl Presented {
    /// What the token says, once its signature, its kind and its time were found right.
    ///
    /// # Errors
    /// `Doubt::Unavailable` when the issuer can't be asked for its keys; `Doubt::Refused` for what must not be believed.
    pub async fn claims(&self, now: Timestamp) -> Result<Claims, Doubt> {
        let Issuer { name, audience, discovery } = &*self.issuer;
        let expected = Expected { issuer: name, audience, now };
        let unavailable =
            |trouble: Trouble| Doubt::Unavailable(format!("{name} can't be asked for its keys: {trouble}"));
        let known = discovery.get().await.map_err(unavailable)?;
        match token::verify(&self.token, &known.keys, &expected) {
            Err(Unbelievable::Stale(_)) => {
                // The issuer may have changed its keys.
                let known = discovery.fresh().await.map_err(unavailable)?;
                token::verify(&self.token, &known.keys, &expected).map_err(|_| Doubt::Refused)
            }
            claims => claims.map_err(|_| Doubt::Refused),
        }
    }

    /// The id of the session of this very token: made of what is signed, and not of the signature, which others may be able to write
    /// differently.
    pub fn session(&self, claims: &Claims) -> SessionId {
        let token = &*self.token;
        let signed = token.rsplit_once('.').map_or(token, |(signed, _)| signed);
        let digest = entity::Digest::of(signed.as_bytes());
        let mut random = [0; 10];
        random.copy_from_slice(&digest.as_bytes()[..10]);
        SessionId::new(claims.issued_at, random)
    }
}
