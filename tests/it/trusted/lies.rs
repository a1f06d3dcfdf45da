//! Tokens that must not be believed: nothing comes of them, no account and no session.

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode, jwk::Jwk};
use serde_json::{Value, json};
use tests::{Caller, Provider, World, jwk};

use super::{NOW, SESSION, TOKENS, bearer, claims, signed, token, world};
use crate::oauth::counts;

fn header(typ: Option<&str>) -> Header {
    Header { typ: typ.map(str::to_owned), ..Header::new(Algorithm::EdDSA) }
}

/// Every token here is refused: as any credential that is no good, and as the dialect has it.
async fn are_refused(world: &World, tokens: Vec<(String, String)>) {
    let before = counts(world).await;
    for (what, token) in tokens {
        let answer = bearer(world, &token).get(SESSION).await;
        assert_eq!(answer.status, 401, "{what}: {}", answer.text);
        assert!(answer.header("www-authenticate").unwrap().contains("error=\"invalid_token\""), "{what}");
        let answer = bearer(world, &token).get(TOKENS).await;
        assert_eq!((answer.status.as_u16(), &answer.body), (401, &json!({ "detail": "Invalid token" })), "{what}");
    }
    assert_eq!(counts(world).await, before);
}

#[tokio::test]
async fn claims_that_are_missing_or_wrong_are_401() {
    let (world, provider) = world().await;
    let wrong = [
        ("an ID token", json!({ "typ": "ID" })),
        ("a refresh token", json!({ "typ": "Refresh" })),
        ("no kind", json!({ "typ": null })),
        ("almost the kind", json!({ "typ": "bearer" })),
        ("another audience", json!({ "aud": "accounts" })),
        ("no audience", json!({ "aud": null })),
        ("an empty audience", json!({ "aud": [] })),
        ("another issuer", json!({ "iss": provider.url() })),
        ("no issuer", json!({ "iss": null })),
        ("expired", json!({ "exp": NOW })),
        ("without end", json!({ "exp": null })),
        ("an end that is no number", json!({ "exp": "never" })),
        ("without beginning", json!({ "iat": null })),
        ("of the future", json!({ "iat": NOW + 61 })),
        ("not yet", json!({ "nbf": NOW + 61 })),
        ("signed in in the future", json!({ "auth_time": NOW + 61 })),
        ("far in the future", json!({ "iat": u64::MAX })),
        ("bound to a key", json!({ "cnf": { "jkt": "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I" } })),
        ("nobody", json!({ "sub": null })),
        ("nobody, by name", json!({ "sub": "" })),
        ("a long name", json!({ "sub": "a".repeat(256) })),
    ];
    are_refused(
        &world,
        wrong.into_iter().map(|(what, changes)| (what.to_owned(), token(&provider, changes))).collect(),
    )
    .await;
    bearer(&world, &token(&provider, json!({}))).get(SESSION).await.ok(200);
}

#[tokio::test]
async fn headers_that_say_something_else_are_401() {
    let (world, provider) = world().await;
    let wrong = [
        ("a logout token", header(Some("logout+jwt"))),
        ("another key's name", Header { kid: Some("second".to_owned()), ..header(None) }),
        ("no such key", Header { kid: Some("third".to_owned()), ..header(None) }),
        ("an empty name", Header { kid: Some(String::new()), ..header(None) }),
        ("something critical", Header { crit: Some(vec!["b64".to_owned()]), ..header(None) }),
    ];
    let mut tokens: Vec<_> =
        wrong.into_iter().map(|(what, header)| (what.to_owned(), signed(&provider, 0, header, json!({})))).collect();
    // The header's word counts only where the claims say nothing.
    tokens.push((
        "an ID token that looks better".to_owned(),
        signed(&provider, 0, header(Some("at+jwt")), json!({ "typ": "ID" })),
    ));
    tokens.push(("the header says nothing".to_owned(), signed(&provider, 0, header(None), json!({ "typ": null }))));
    are_refused(&world, tokens).await;
    for typ in ["at+jwt", "AT+JWT", "application/at+jwt"] {
        let token = signed(&provider, 0, header(Some(typ)), json!({ "typ": null, "jti": typ }));
        bearer(&world, &token).get(SESSION).await.ok(200);
    }
}

/// The parts of a token that nobody signed.
fn unsigned(header: &Value, claims: &Value) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(claims))
}

#[tokio::test]
async fn signatures_of_others_are_401() {
    let (world, provider) = world().await;
    let good = token(&provider, json!({}));
    let (text, signature) = good.rsplit_once('.').unwrap();
    let first = || Header { kid: Some("first".to_owned()), ..header(Some("JWT")) };
    // Brought along: the key that did sign it.
    let theirs: Jwk = serde_json::from_value(jwk(1)).unwrap();
    let secret = EncodingKey::from_secret(jwk(0)["x"].as_str().unwrap().as_bytes());
    let symmetric = Header { kid: Some("first".to_owned()), ..Header::new(Algorithm::HS256) };
    let none = |alg: &str| format!("{}.", unsigned(&json!({ "alg": alg, "kid": "first" }), &claims(&provider)));
    let tokens = [
        ("another key's", signed(&provider, 1, first(), json!({}))),
        ("another key's, brought along", signed(&provider, 1, Header { jwk: Some(theirs), ..first() }, json!({}))),
        ("a shared secret's", encode(&symmetric, &claims(&provider), &secret).unwrap()),
        ("nobody's", none("none")),
        ("nobody's, in capitals", none("None")),
        ("nobody's, of our kind", none("EdDSA")),
        (
            "another token's",
            format!("{}.{signature}", token(&provider, json!({ "sub": "eve" })).rsplit_once('.').unwrap().0),
        ),
        ("cut short", format!("{text}.{}", &signature[..signature.len() - 4])),
        ("none", text.to_owned()),
        ("too many", format!("{good}.{signature}")),
        ("another algorithm's", {
            let header = json!({ "alg": "ES256", "kid": "first" });
            format!("{}.{signature}", unsigned(&header, &claims(&provider)))
        }),
        ("far too long", token(&provider, json!({ "padding": "a".repeat(20_000) }))),
    ];
    are_refused(&world, tokens.map(|(what, token)| (what.to_owned(), token)).to_vec()).await;
}

#[tokio::test]
async fn an_issuer_that_is_not_named_is_not_even_asked() {
    let provider = Provider::start().await;
    let world = World::new().await;
    are_refused(&world, vec![("a stranger's".to_owned(), token(&provider, json!({})))]).await;
    assert_eq!(provider.discoveries(), 0);
}

#[tokio::test]
async fn another_audience_may_be_named() {
    let provider = Provider::start().await;
    let issuers = format!("{}=almond", super::issuer(&provider));
    let world = World::with().set("ALMOND_TRUSTED_ISSUERS", &issuers).build().await;
    are_refused(&world, vec![("the usual one's".to_owned(), token(&provider, json!({})))]).await;
    bearer(&world, &token(&provider, json!({ "aud": "almond" }))).get(SESSION).await.ok(200);
}
