//! Whether a token was signed by one of an issuer's published keys, with an algorithm that the key is for. What the token
//! then says is for others to judge. Pure, but for the arithmetic.

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
    /// Where only one key fits it needn't; these are the issuer's algorithms.
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

/// Why a token doesn't count.
#[derive(Debug, PartialEq, Eq)]
pub enum Unbelievable {
    /// It may, once the issuer's keys are asked for again.
    UnknownKey,
    /// Why not, in words that quote no secret.
    Refused(String),
}

impl Unbelievable {
    pub fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }
}

impl Keys {
    /// None for what is no key set.
    pub fn parse(set: &Said) -> Option<Self> {
        let keys = set.value("keys")?.as_array()?.iter().filter_map(Value::as_object).filter_map(parse);
        Some(Self(keys.filter(is_for_signatures).collect()))
    }

    fn find(&self, name: Option<&str>, algorithm: Algorithm, choice: Choice<'_>) -> Result<DecodingKey, Unbelievable> {
        let is_named = |key: &&Jwk| name.is_none_or(|name| key.common.key_id.as_deref() == Some(name));
        let mut named = self.0.iter().filter(is_named).peekable();
        if named.peek().is_none() {
            return Err(Unbelievable::UnknownKey);
        }
        let mut fitting = named.filter(|key| match choice {
            Choice::ByName => algorithms(key).first() == Some(&algorithm),
            Choice::Among(_) => algorithms(key).contains(&algorithm),
        });
        let key = fitting.next().ok_or_else(|| Unbelievable::refused("no key of the issuer's is for its algorithm"))?;
        if fitting.next().is_some() {
            return Err(Unbelievable::refused("several keys of the issuer's could have signed it"));
        }
        DecodingKey::from_jwk(key).map_err(|_| Unbelievable::refused("the issuer's key can't be used"))
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
    let key = keys.find(name, algorithm, choice)?;
    if !crypto::verify(signature, message.as_bytes(), &key, algorithm).unwrap_or(false) {
        return Err(Unbelievable::refused("its signature is wrong"));
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
