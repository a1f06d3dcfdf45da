//! Almond's own JWTs (RFC 7519, RFC 8725): HS256, a key, a `typ` and an audience for each purpose, so that one kind
//! never passes for another. A token that verifies says who asks; whether that session still lives is the database's
//! to say.

use entity::{SessionId, Timestamp, UserId};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{
    Plain,
    keyring::{Keyring, Purpose},
    origin::Origin,
};

/// Longer than any token made here; what is longer is not even parsed.
const LONGEST: usize = 2048;

/// What a session token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionClaims {
    pub user: UserId,
    pub session: SessionId,
    /// Counts the tokens issued for the session (`gen`); only the newest carries a step-up.
    pub generation: i32,
    /// Whole seconds are kept.
    pub issued_at: Timestamp,
    /// Whole seconds are kept: the token ends up to a second early, never late.
    pub expires_at: Timestamp,
}

/// What the token of a half-done sign-in says: the first step succeeded, the second factor is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MfaClaims {
    pub user: UserId,
    /// The user's at the time of the first step (`sv`): a password change ends sign-ins that were under way.
    pub security_version: i32,
    /// Random (`jti`), so that no two tokens are alike.
    pub id: Uuid,
    /// The provider that vouched for the first step, if one did.
    pub origin: Option<Origin>,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A token can't be written. Says nothing of its content.
#[derive(Debug, thiserror::Error)]
#[error("a token can't be issued: {0}")]
pub struct IssueError(#[from] jsonwebtoken::errors::Error);

#[derive(Serialize, Deserialize)]
struct SessionWire {
    iss: String,
    aud: String,
    sub: UserId,
    sid: SessionId,
    #[serde(rename = "gen")]
    generation: i32,
    iat: u64,
    exp: u64,
}

#[derive(Serialize, Deserialize)]
struct MfaWire {
    iss: String,
    aud: String,
    sub: UserId,
    sv: i32,
    jti: Uuid,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<Origin>,
    iat: u64,
    exp: u64,
}

/// Issues and verifies, for one public URL.
pub struct Tokens {
    pub(super) issuer: String,
    session: Kind,
    mfa: Kind,
    pub(super) oauth: Kind,
}

impl Tokens {
    /// `issuer` is the public URL's origin, such as `https://almond.example.com`.
    pub fn new(keyring: &Keyring, issuer: &str) -> Self {
        Self {
            issuer: issuer.to_owned(),
            session: Kind::new(keyring, Purpose::SessionToken, "almond-session+jwt", "almond:session", issuer),
            mfa: Kind::new(keyring, Purpose::MfaToken, "almond-mfa+jwt", "almond:mfa", issuer),
            oauth: Kind::new(keyring, Purpose::OauthState, "almond-oauth+jwt", "almond:oauth", issuer),
        }
    }

    /// # Errors
    /// If the claims can't be written as JSON or signed, which doesn't happen.
    pub fn issue_session(&self, claims: &SessionClaims) -> Result<Plain, IssueError> {
        self.session.issue(&SessionWire {
            iss: self.issuer.clone(),
            aud: self.session.audience.to_owned(),
            sub: claims.user,
            sid: claims.session,
            generation: claims.generation,
            iat: claims.issued_at.seconds(),
            exp: claims.expires_at.seconds(),
        })
    }

    /// The claims, if the token is one of this server's for sessions and hasn't expired at `now`.
    pub fn verify_session(&self, token: &str, now: Timestamp) -> Option<SessionClaims> {
        let wire: SessionWire = self.session.verify(token)?;
        let (issued_at, expires_at) = times(wire.iat, wire.exp, now)?;
        Some(SessionClaims { user: wire.sub, session: wire.sid, generation: wire.generation, issued_at, expires_at })
    }

    /// # Errors
    /// If the claims can't be written as JSON or signed, which doesn't happen.
    pub fn issue_mfa(&self, claims: &MfaClaims) -> Result<Plain, IssueError> {
        self.mfa.issue(&MfaWire {
            iss: self.issuer.clone(),
            aud: self.mfa.audience.to_owned(),
            sub: claims.user,
            sv: claims.security_version,
            jti: claims.id,
            origin: claims.origin.clone(),
            iat: claims.issued_at.seconds(),
            exp: claims.expires_at.seconds(),
        })
    }

    /// The claims, if the token is one of this server's for half-done sign-ins and hasn't expired at `now`.
    pub fn verify_mfa(&self, token: &str, now: Timestamp) -> Option<MfaClaims> {
        let wire: MfaWire = self.mfa.verify(token)?;
        let (issued_at, expires_at) = times(wire.iat, wire.exp, now)?;
        let (id, origin) = (wire.jti, wire.origin);
        Some(MfaClaims { user: wire.sub, security_version: wire.sv, id, origin, issued_at, expires_at })
    }
}

/// `iat` and `exp` as instants; `None` from `exp` on, without leeway: the clock that set it is the one that reads it.
fn times(iat: u64, exp: u64, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
    let instant = |seconds: u64| Some(Timestamp::from_millis(i64::try_from(seconds).ok()?.checked_mul(1000)?));
    let (issued_at, expires_at) = (instant(iat)?, instant(exp)?);
    (now < expires_at).then_some((issued_at, expires_at))
}

/// One purpose's keys and rules.
pub(super) struct Kind {
    pub(super) audience: &'static str,
    signing: (Header, EncodingKey),
    /// The current key first.
    verifying: Vec<(Header, DecodingKey)>,
    validation: Validation,
}

impl Kind {
    fn new(keyring: &Keyring, purpose: Purpose, typ: &str, audience: &'static str, issuer: &str) -> Self {
        let header = |id| {
            let mut header = Header::new(Algorithm::HS256);
            header.typ = Some(typ.to_owned());
            header.kid = Some(hex::encode(id));
            header
        };
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        validation.set_issuer(&[issuer]);
        validation.set_audience(&[audience]);
        // The library would ask the system's clock; `times` asks the caller's.
        validation.validate_exp = false;
        let (id, key) = keyring.current(purpose);
        Self {
            audience,
            signing: (header(id), EncodingKey::from_secret(key.as_slice())),
            verifying: keyring
                .all(purpose)
                .map(|(id, key)| (header(id), DecodingKey::from_secret(key.as_slice())))
                .collect(),
            validation,
        }
    }

    pub(super) fn issue(&self, claims: &impl Serialize) -> Result<Plain, IssueError> {
        let (header, key) = &self.signing;
        Ok(Plain::new(encode(header, claims, key)?))
    }

    /// The claims of a token whose header is to the letter one that `issue` writes or wrote. That settles `alg`,
    /// `typ` and `kid`, and that there is no `crit`, `jku`, `jwk` or `x5u` to be talked into, before a key is
    /// touched.
    pub(super) fn verify<T: DeserializeOwned>(&self, token: &str) -> Option<T> {
        if token.len() > LONGEST {
            return None;
        }
        let header = decode_header(token).ok()?;
        let mut keys = self.verifying.iter().filter(|(known, _)| *known == header);
        keys.find_map(|(_, key)| decode(token, key, &self.validation).ok()).map(|verified| verified.claims)
    }
}

#[cfg(test)]
#[path = "jwt_tests.rs"]
mod tests;
