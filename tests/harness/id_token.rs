//! What the double of an OpenID provider signs and publishes, truly or not.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use crate::provider::{CLIENT_ID, CLIENT_SECRET, Lie, Script};

/// Ed25519 seeds and public keys of RFC 8032, 7.1: tests 1 and 2.
const KEYS: [(&str, &str, &str); 2] = [
    (
        "first",
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    ),
    (
        "second",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    ),
];

/// What it says besides, or in place of what it would.
#[derive(Clone, Debug, Default)]
pub struct More {
    pub claims: Value,
    pub token: Value,
    pub userinfo: Value,
    pub metadata: Value,
    /// A list of keys in place of the one that signs.
    pub keys: Value,
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

pub fn jwk(key: usize) -> Value {
    let (id, _, public) = KEYS[key];
    json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": id, "x": URL_SAFE_NO_PAD.encode(unhex(public)) })
}

/// A token with this header and these claims, signed with one of the keys; the header names it unless it names another.
pub fn jwt(key: usize, mut header: Header, claims: &Value) -> String {
    header.kid.get_or_insert_with(|| KEYS[key].0.to_owned());
    encode(&header, claims, &signing_key(key)).unwrap()
}

fn signing_key(key: usize) -> EncodingKey {
    // PKCS #8 before the seed (RFC 8410).
    let mut der = unhex("302e020100300506032b657004220420");
    der.extend(unhex(KEYS[key].1));
    EncodingKey::from_ed_der(&der)
}

pub fn userinfo(script: &Script) -> Value {
    let subject = if script.lie == Lie::UserinfoOfAnother { "9999" } else { &script.subject };
    let said = json!({ "sub": subject, "email": script.email, "email_verified": script.verified, "name": script.name });
    with(said, &script.more.userinfo)
}

/// An object with the members of another one in place of its own.
pub fn with(mut object: Value, more: &Value) -> Value {
    let members = object.as_object_mut().unwrap();
    members.extend(more.as_object().cloned().unwrap_or_default());
    object
}

pub fn id_token(script: &Script, issuer: &str, asked_nonce: &str) -> String {
    // When the tests' worlds begin.
    const NOW: i64 = 1_780_315_200;
    let lie = script.lie;
    let mut claims = json!({
        "iss": issuer, "aud": CLIENT_ID, "sub": script.subject, "nonce": asked_nonce,
        "iat": NOW, "exp": NOW + 1_000_000_000,
    });
    if script.email_in_id_token {
        claims["email"] = json!(script.email);
        claims["email_verified"] = json!(script.verified);
        claims["name"] = json!(script.name);
        claims["picture"] = json!("https://pictures.example.com/ada");
    }
    match lie {
        Lie::OtherAudience => claims["aud"] = json!("another-client"),
        Lie::SecondAudience => claims["aud"] = json!([CLIENT_ID, "another-client"]),
        Lie::OtherIssuer => claims["iss"] = json!("https://other.example.com"),
        Lie::OtherNonce => claims["nonce"] = json!("another-nonce"),
        Lie::NoNonce => drop(claims.as_object_mut().unwrap().remove("nonce")),
        Lie::NoSubject => drop(claims.as_object_mut().unwrap().remove("sub")),
        Lie::Expired => claims["exp"] = json!(NOW),
        Lie::OtherAccessToken => claims["at_hash"] = json!(URL_SAFE_NO_PAD.encode([7; 32])),
        _ => {}
    }
    let claims = with(claims, &script.more.claims);
    let header = |algorithm| Header { kid: Some(KEYS[script.key].0.to_owned()), ..Header::new(algorithm) };
    match lie {
        Lie::Unsigned => {
            let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
            format!("{}.{}.", part(&json!({ "alg": "none" })), part(&claims))
        }
        Lie::SignedWithOurSecret => {
            let key = EncodingKey::from_secret(CLIENT_SECRET.as_bytes());
            encode(&Header::new(Algorithm::HS256), &claims, &key).unwrap()
        }
        Lie::SignedWithAnotherKey => encode(&header(Algorithm::EdDSA), &claims, &signing_key(1 - script.key)).unwrap(),
        _ => encode(&header(Algorithm::EdDSA), &claims, &signing_key(script.key)).unwrap(),
    }
}
