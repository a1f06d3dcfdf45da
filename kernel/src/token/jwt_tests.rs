//! What `jwt` accepts, and all that it must not.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::crypto;
use serde_json::{Value, json};

use super::*;

const NOW: i64 = 1_777_550_460_000;
const ISSUER: &str = "https://almond.example.com";

fn keyring(current: u8, previous: &[u8]) -> Keyring {
    let previous: Vec<_> = previous.iter().map(|byte| [*byte; 32]).collect();
    Keyring::new(&[current; 32], previous.iter().map(|root| root.as_slice())).unwrap()
}

fn tokens() -> Tokens {
    Tokens::new(&keyring(1, &[]), ISSUER)
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(NOW + millis)
}

fn session() -> SessionClaims {
    SessionClaims {
        user: Uuid::from_u128(1).into(),
        session: Uuid::from_u128(2).into(),
        generation: 3,
        issued_at: at(0),
        expires_at: at(60_000),
    }
}

fn mfa() -> MfaClaims {
    MfaClaims {
        user: Uuid::from_u128(1).into(),
        security_version: 4,
        id: Uuid::from_u128(5),
        origin: None,
        issued_at: at(0),
        expires_at: at(60_000),
    }
}

fn header() -> Value {
    let (id, _) = keyring(1, &[]).current(Purpose::SessionToken);
    json!({"typ": "almond-session+jwt", "alg": "HS256", "kid": hex::encode(id)})
}

fn claims() -> Value {
    json!({
        "iss": ISSUER, "aud": "almond:session", "sub": Uuid::from_u128(1), "sid": Uuid::from_u128(2),
        "gen": 3, "iat": NOW / 1000, "exp": NOW / 1000 + 60,
    })
}

/// A token of any header and claims, signed by `alg` with the right key.
fn signed(header: &Value, claims: &Value, alg: Algorithm) -> String {
    let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let ring = keyring(1, &[]);
    let (_, key) = ring.current(Purpose::SessionToken);
    let signature = crypto::sign(message.as_bytes(), &EncodingKey::from_secret(key.as_slice()), alg).unwrap();
    format!("{message}.{signature}")
}

fn with(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

fn without(mut object: Value, name: &str) -> Value {
    object.as_object_mut().unwrap().remove(name);
    object
}

#[test]
fn what_is_issued_verifies() {
    let token = tokens().issue_session(&session()).unwrap();
    assert_eq!(tokens().verify_session(token.expose(), at(0)), Some(session()));
    let token = tokens().issue_mfa(&mfa()).unwrap();
    assert_eq!(tokens().verify_mfa(token.expose(), at(0)), Some(mfa()));
}

#[test]
fn one_purpose_is_refused_for_the_other() {
    let token = tokens().issue_session(&session()).unwrap();
    assert_eq!(tokens().verify_mfa(token.expose(), at(0)), None);
    let token = tokens().issue_mfa(&mfa()).unwrap();
    assert_eq!(tokens().verify_session(token.expose(), at(0)), None);
}

#[test]
fn it_ends_when_it_says_by_the_clock_given() {
    let token = tokens().issue_session(&session()).unwrap();
    assert!(tokens().verify_session(token.expose(), at(59_999)).is_some());
    assert!(tokens().verify_session(token.expose(), at(60_000)).is_none());
}

#[test]
fn hand_made_tokens_of_the_right_form_verify_and_no_others_do() {
    let verify = |header: &Value, claims: &Value, alg| tokens().verify_session(&signed(header, claims, alg), at(0));
    assert_eq!(verify(&header(), &claims(), Algorithm::HS256), Some(session()));

    for (name, value) in [
        ("alg", json!("none")),
        ("alg", json!("HS512")),
        ("alg", json!("RS256")),
        ("typ", json!("JWT")),
        ("typ", json!("almond-mfa+jwt")),
        ("typ", Value::Null),
        ("kid", json!("00000000")),
        ("kid", Value::Null),
        ("jku", json!("https://eve.example/jwks.json")),
        ("x5u", json!("https://eve.example/cert")),
        ("jwk", json!({"kty": "oct", "k": "AAAA"})),
        ("crit", json!(["exp"])),
        ("b64", json!(false)),
    ] {
        assert_eq!(verify(&with(header(), name, value.clone()), &claims(), Algorithm::HS256), None, "{name} {value}");
    }
    assert_eq!(verify(&with(header(), "alg", json!("HS512")), &claims(), Algorithm::HS512), None);
    for name in ["typ", "kid", "alg"] {
        assert_eq!(verify(&without(header(), name), &claims(), Algorithm::HS256), None, "no {name}");
    }

    for (name, value) in [
        ("iss", json!("https://eve.example")),
        ("iss", json!([ISSUER, "https://eve.example"])),
        ("aud", json!("almond:mfa")),
        ("aud", json!(["almond:session", "almond:mfa"])),
        ("exp", json!(NOW / 1000)),
        ("exp", json!(NOW / 1000 - 1)),
        ("exp", json!("9999999999")),
        ("exp", json!(-1)),
        ("exp", json!(u64::MAX)),
        ("sub", json!("not an id")),
        ("sid", json!(2)),
        ("gen", json!("3")),
    ] {
        assert_eq!(verify(&header(), &with(claims(), name, value.clone()), Algorithm::HS256), None, "{name} {value}");
    }
    for name in ["iss", "aud", "sub", "sid", "gen", "iat", "exp"] {
        assert_eq!(verify(&header(), &without(claims(), name), Algorithm::HS256), None, "no {name}");
    }
}

#[test]
fn a_tampered_or_cut_token_is_refused() {
    let token = tokens().issue_session(&session()).unwrap();
    let token = token.expose();
    for place in 0..token.len() {
        let mut bytes = token.as_bytes().to_vec();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(bytes).unwrap();
        assert_eq!(tokens().verify_session(&altered, at(0)), None, "character {place}");
        assert_eq!(tokens().verify_session(&token[..place], at(0)), None, "cut at {place}");
    }
    let (message, _) = token.rsplit_once('.').unwrap();
    for garbage in [message.to_owned(), format!("{message}."), format!("{token}.x"), "..".to_owned(), "a".repeat(9999)]
    {
        assert_eq!(tokens().verify_session(&garbage, at(0)), None, "{garbage}");
    }
}

#[test]
fn another_server_or_another_secret_is_refused() {
    let token = tokens().issue_session(&session()).unwrap();
    let elsewhere = Tokens::new(&keyring(1, &[]), "http://almond.example.com");
    assert_eq!(elsewhere.verify_session(token.expose(), at(0)), None);
    let other_secret = Tokens::new(&keyring(2, &[]), ISSUER);
    assert_eq!(other_secret.verify_session(token.expose(), at(0)), None);
}

#[test]
fn a_previous_secret_verifies_and_the_current_one_signs() {
    let old = tokens().issue_session(&session()).unwrap();
    let rotated = Tokens::new(&keyring(2, &[1]), ISSUER);
    assert_eq!(rotated.verify_session(old.expose(), at(0)), Some(session()));
    let new = rotated.issue_session(&session()).unwrap();
    assert_eq!(tokens().verify_session(new.expose(), at(0)), None);
}
