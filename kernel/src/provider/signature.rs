//! Whether a token was signed by one of an issuer's published keys, with an algorithm that the key is for. What the token
//! then says is for others to judge. Pure, but for the arithmetic.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{
    Algorithm, DecodingKey, crypto,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse},
};
use serde_json::{Map, Value};

use super::claims::Said;

/// What is read of a published key. The rest may have any shape.
const MEMBERS: [&str; 9] = ["kty", "crv", "x", "y", "n", "e", "use", "alg", "kid"];

/// The keys that an issuer publishes for signatures. One that isn't understood is as if it were not there.
#[derive(Debug, Default)]
pub struct Keys(Vec<Jwk>);

/// How a token names its key.
#[derive(Clone, Copy, Debug)]
pub enum Choice<'a> {
    /// It has to, and a key that names no algorithm is for the usual one of its kind.
    ByName,
    /// It needn't; these are the issuer's algorithms.
    Among(&'a [Algorithm]),
}

/// A token whose signature holds.
#[derive(Debug)]
pub struct Signed {
    /// The header's, in lower case.
    pub typ: Option<String>,
    pub algorithm: Algorithm,
    pub said: Said,
}

/// Why a token doesn't count; in words that quote no secret.
#[derive(Debug, PartialEq, Eq)]
pub enum Unbelievable {
    /// It may, once the issuer's keys are asked for again.
    Stale(&'static str),
    Refused(String),
}

impl Unbelievable {
    pub fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }
}

impl fmt::Display for Unbelievable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stale(why) => why,
            Self::Refused(why) => why,
        })
    }
}

impl Keys {
    /// None for what is no key set.
    pub fn parse(set: &Said) -> Option<Self> {
        let keys = set.value("keys")?.as_array()?.iter().filter_map(Value::as_object).filter_map(parse);
        Some(Self(keys.filter(is_for_signatures).collect()))
    }

    /// Those that may have signed it: an issuer may have several of one name, or of none, while it changes them.
    fn fitting(&self, name: Option<&str>, algorithm: Algorithm, choice: Choice<'_>) -> Result<Vec<&Jwk>, Unbelievable> {
        let is_named = |key: &&Jwk| match (name, key.common.key_id.as_deref()) {
            (Some(name), Some(own)) => own == name,
            (Some(_), None) => matches!(choice, Choice::Among(_)),
            (None, _) => true,
        };
        let named: Vec<_> = self.0.iter().filter(is_named).collect();
        if named.is_empty() {
            return Err(Unbelievable::Stale("it was signed with an unknown key"));
        }
        let fits = |key: &&Jwk| match choice {
            Choice::ByName => algorithms(key).first() == Some(&algorithm),
            Choice::Among(_) => algorithms(key).contains(&algorithm),
        };
        let fitting: Vec<_> = named.into_iter().filter(fits).collect();
        if fitting.is_empty() {
            return Err(Unbelievable::Stale("no key of the issuer's is for its algorithm"));
        }
        Ok(fitting)
    }
}

/// What a token says, signed by one of `keys`. A key that the token itself brings or points to is not looked at.
pub fn check(token: &str, keys: &Keys, choice: Choice<'_>) -> Result<Signed, Unbelievable> {
    let malformed = || Unbelievable::refused("it is no signed token");
    let (message, signature) = token.rsplit_once('.').ok_or_else(malformed)?;
    let (header, payload) = message.split_once('.').ok_or_else(malformed)?;
    let parse = |part: &str| Said::parse(&URL_SAFE_NO_PAD.decode(part).ok()?);
    let header = parse(header).ok_or_else(malformed)?;
    let algorithm = header.text("alg").and_then(|name| name.parse::<Algorithm>().ok());
    let allowed = |algorithm: &Algorithm| match choice {
        Choice::ByName => true,
        Choice::Among(published) => published.contains(algorithm),
    };
    let refused = || Unbelievable::refused("it is signed with an algorithm that may not be used");
    let algorithm = algorithm.filter(allowed).ok_or_else(refused)?;
    // A header that must be understood, or a token within the token.
    if header.value("crit").is_some() || header.value("cty").is_some() {
        return Err(Unbelievable::refused("its header asks for more than a signature"));
    }
    let name = header.text("kid");
    if name.is_none() && (matches!(choice, Choice::ByName) || header.value("kid").is_some()) {
        return Err(Unbelievable::refused("it names no key"));
    }
    let is_signed_with = |key: &&Jwk| {
        let key = DecodingKey::from_jwk(key);
        key.is_ok_and(|key| crypto::verify(signature, message.as_bytes(), &key, algorithm).unwrap_or(false))
    };
    if !keys.fitting(name, algorithm, choice)?.iter().any(is_signed_with) {
        // The issuer may have another key of that name by now.
        return Err(Unbelievable::Stale("its signature is wrong"));
    }
    let typ = header.text("typ").map(str::to_ascii_lowercase);
    Ok(Signed { typ, algorithm, said: parse(payload).ok_or_else(malformed)? })
}

fn parse(key: &Map<String, Value>) -> Option<Jwk> {
    let members = key.iter().filter(|(name, _)| MEMBERS.contains(&name.as_str()));
    serde_json::from_value(members.map(|(name, value)| (name.clone(), value.clone())).collect()).ok()
}

fn is_for_signatures(key: &Jwk) -> bool {
    matches!(key.common.public_key_use, None | Some(PublicKeyUse::Signature))
}

/// The algorithms that a key is for: the one that it names or, if it names none, those of its kind with the usual one
/// first. Never one whose key is a shared secret.
fn algorithms(key: &Jwk) -> &'static [Algorithm] {
    use Algorithm::{ES256, ES384, EdDSA, PS256, PS384, PS512, RS256, RS384, RS512};
    let fitting: &'static [Algorithm] = match &key.algorithm {
        AlgorithmParameters::RSA(_) => &[RS256, RS384, RS512, PS256, PS384, PS512],
        AlgorithmParameters::EllipticCurve(parameters) if parameters.curve == EllipticCurve::P256 => &[ES256],
        AlgorithmParameters::EllipticCurve(parameters) if parameters.curve == EllipticCurve::P384 => &[ES384],
        AlgorithmParameters::OctetKeyPair(parameters) if parameters.curve == EllipticCurve::Ed25519 => &[EdDSA],
        _ => &[],
    };
    match key.common.key_algorithm {
        Some(named) => fitting.chunks(1).find(|one| KeyAlgorithm::from(one[0]) == named).unwrap_or_default(),
        None => fitting,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The algorithm that a key is for, if signatures may be checked with it at all.
    fn algorithm(key: &Value) -> Option<Algorithm> {
        let keys = Keys::parse(&Said::parse(json!({ "keys": [key] }).to_string().as_bytes())?)?;
        algorithms(keys.0.first()?).first().copied()
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
            key["x5c"] = json!({ "what": "nobody reads" });
            if let Some(named) = named {
                key["alg"] = named.into();
            }
            assert_eq!(algorithm(&key), expected, "{key}");
            key["use"] = "enc".into();
            assert_eq!(algorithm(&key), None, "{key}");
        }
    }
}
