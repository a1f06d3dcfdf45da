//! What a trusted issuer's access token says, and whether to believe it: its signature by a key of the issuer's, with the
//! one algorithm that the key is for; that it is an access token, and for us; its times. Pure, but for the arithmetic.

use std::time::Duration;

use entity::Timestamp;
use jsonwebtoken::{
    Algorithm, DecodingKey, Header, Validation, decode, decode_header,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm},
};
use openidconnect::{
    JsonWebKey, JsonWebKeyUse,
    core::{CoreJsonWebKey, CoreJsonWebKeyType},
};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;

use super::Profile;

/// By how much the issuer's clock may be ahead of ours.
const AHEAD: Duration = Duration::from_secs(60);
/// The longest subject (OpenID Connect Core 1.0, 2).
const LONGEST_SUBJECT: usize = 255;

/// What a token has to be.
pub struct Expected<'a> {
    pub issuer: &'a str,
    pub audience: &'a str,
    pub now: Timestamp,
}

/// What a good token says.
pub struct Claims {
    pub profile: Profile,
    pub issued_at: Timestamp,
    /// When its person was there: `auth_time`, else when it was issued.
    pub signed_in_at: Timestamp,
    pub expires_at: Timestamp,
}

/// Why a token doesn't count.
#[derive(Debug, PartialEq, Eq)]
pub enum Unbelievable {
    /// It may, once the issuer's keys are asked for again.
    UnknownKey,
    Refused,
}

#[derive(Deserialize)]
struct Wire {
    sub: String,
    iat: u64,
    exp: u64,
    nbf: Option<u64>,
    auth_time: Option<u64>,
    /// Keycloak's word for the kind of a token.
    typ: Option<String>,
    /// The key that whoever presents it has to show (RFC 7800), which is not asked for here.
    cnf: Option<IgnoredAny>,
    email: Option<Value>,
    email_verified: Option<Value>,
    name: Option<Value>,
    picture: Option<Value>,
}

pub fn verify(token: &str, keys: &[CoreJsonWebKey], expected: &Expected<'_>) -> Result<Claims, Unbelievable> {
    let header = decode_header(token).map_err(|_| Unbelievable::Refused)?;
    // A name for the key is asked for; a key that the token itself brings or points to is not looked at.
    let id = header.kid.as_deref().ok_or(Unbelievable::Refused)?;
    let mut named =
        keys.iter().filter(|key| is_for_signatures(key) && key.key_id().is_some_and(|key| key.as_str() == id));
    let key = named.next().ok_or(Unbelievable::UnknownKey)?;
    let (key, algorithm) = decoding(key).filter(|_| named.next().is_none()).ok_or(Unbelievable::Refused)?;
    if header.alg != algorithm || header.crit.is_some() {
        return Err(Unbelievable::Refused);
    }
    let mut validation = Validation::new(algorithm);
    validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
    validation.set_issuer(&[expected.issuer]);
    validation.set_audience(&[expected.audience]);
    // The library would ask the system's clock.
    validation.validate_exp = false;
    let wire: Wire = decode(token, &key, &validation).map_err(|_| Unbelievable::Refused)?.claims;
    if !is_access_token(&header, &wire) {
        return Err(Unbelievable::Refused);
    }
    claims(wire, expected).ok_or(Unbelievable::Refused)
}

fn is_for_signatures(key: &CoreJsonWebKey) -> bool {
    *key.key_type() != CoreJsonWebKeyType::Symmetric && key.key_use().is_none_or(JsonWebKeyUse::allows_signature)
}

/// The key, and the one algorithm that it is for: the one that it names or, if it names none, the usual one of its kind.
fn decoding(key: &CoreJsonWebKey) -> Option<(DecodingKey, Algorithm)> {
    use Algorithm::{ES256, ES384, EdDSA, PS256, PS384, PS512, RS256, RS384, RS512};
    let key: Jwk = serde_json::from_value(serde_json::to_value(key).ok()?).ok()?;
    let fitting: &[Algorithm] = match &key.algorithm {
        AlgorithmParameters::RSA(_) => &[RS256, RS384, RS512, PS256, PS384, PS512],
        AlgorithmParameters::EllipticCurve(parameters) if parameters.curve == EllipticCurve::P256 => &[ES256],
        AlgorithmParameters::EllipticCurve(parameters) if parameters.curve == EllipticCurve::P384 => &[ES384],
        AlgorithmParameters::OctetKeyPair(parameters) if parameters.curve == EllipticCurve::Ed25519 => &[EdDSA],
        _ => &[],
    };
    let algorithm = match key.common.key_algorithm {
        Some(named) => fitting.iter().find(|algorithm| KeyAlgorithm::from(**algorithm) == named),
        None => fitting.first(),
    };
    Some((DecodingKey::from_jwk(&key).ok()?, *algorithm?))
}

/// Says so in its claims, as Keycloak's do, or in its header (RFC 9068); an ID token says something else. One that only
/// counts with another proof is not for us.
fn is_access_token(header: &Header, wire: &Wire) -> bool {
    let of_header = header.typ.as_deref().map(str::to_ascii_lowercase);
    let said = match (wire.typ.as_deref(), of_header.as_deref()) {
        (Some(typ), None | Some("jwt" | "at+jwt" | "application/at+jwt")) => typ == "Bearer",
        (None, Some("at+jwt" | "application/at+jwt")) => true,
        _ => false,
    };
    said && wire.cnf.is_none()
}

fn claims(wire: Wire, expected: &Expected<'_>) -> Option<Claims> {
    let instant = |seconds: u64| Some(Timestamp::from_millis(i64::try_from(seconds).ok()?.checked_mul(1000)?));
    let (issued_at, expires_at) = (instant(wire.iat)?, instant(wire.exp)?);
    let signed_in_at = instant(wire.auth_time.unwrap_or(wire.iat))?;
    let begins_at = instant(wire.nbf.unwrap_or(wire.iat))?;
    let soon = expected.now.plus(AHEAD);
    let in_time = expected.now < expires_at && [issued_at, signed_in_at, begins_at].iter().all(|at| *at <= soon);
    let named = (1..=LONGEST_SUBJECT).contains(&wire.sub.len());
    let text = |value: Option<Value>| value.and_then(|value| value.as_str().map(str::to_owned));
    let is_verified = wire.email_verified == Some(Value::Bool(true));
    let email = text(wire.email).filter(|_| is_verified).and_then(|email| email.parse().ok());
    let profile = Profile {
        issuer: expected.issuer.to_owned(),
        subject: wire.sub,
        email,
        name: text(wire.name),
        avatar: text(wire.picture),
    };
    (in_time && named).then_some(Claims { profile, issued_at, signed_in_at, expires_at })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The algorithm that a key is for, if signatures may be checked with it at all.
    fn algorithm(key: &Value) -> Option<Algorithm> {
        let key: CoreJsonWebKey = serde_json::from_value(key.clone()).ok()?;
        decoding(&key).filter(|_| is_for_signatures(&key)).map(|(_, algorithm)| algorithm)
    }

    #[test]
    fn a_key_is_for_one_algorithm_that_fits_it() {
        let coordinate = "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4";
        let rsa = json!({ "kty": "RSA", "n": "sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri", "e": "AQAB" });
        let p256 = json!({ "kty": "EC", "crv": "P-256", "x": coordinate, "y": coordinate });
        let p384 = json!({ "kty": "EC", "crv": "P-384", "x": coordinate, "y": coordinate });
        let ed25519 = json!({ "kty": "OKP", "crv": "Ed25519", "x": coordinate });
        let secret = json!({ "kty": "oct", "k": coordinate });
        for (key, named, expected) in [
            (&rsa, None, Some(Algorithm::RS256)),
            (&rsa, Some("PS512"), Some(Algorithm::PS512)),
            (&rsa, Some("ES256"), None),
            (&rsa, Some("HS256"), None),
            (&rsa, Some("RSA-OAEP"), None),
            (&rsa, Some("none"), None),
            (&p256, None, Some(Algorithm::ES256)),
            (&p256, Some("ES384"), None),
            (&p384, None, Some(Algorithm::ES384)),
            (&ed25519, Some("EdDSA"), Some(Algorithm::EdDSA)),
            (&ed25519, Some("RS256"), None),
            (&secret, None, None),
            (&secret, Some("HS256"), None),
        ] {
            let mut key = key.clone();
            if let Some(named) = named {
                key["alg"] = named.into();
            }
            assert_eq!(algorithm(&key), expected, "{key}");
            key["use"] = "enc".into();
            assert_eq!(algorithm(&key), None, "{key}");
        }
    }
}
