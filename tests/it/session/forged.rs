//! Session tokens that nobody issued: 401, whatever they say. The row decides, the claims only say which.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use entity::SessionId;
use kernel::token::{MfaClaims, SessionClaims};
use serde_json::{Value, json};
use tests::{Caller, Person, Session, World};

/// The three parts of the session's token, header and claims decoded.
fn parts(session: &Session) -> (Value, Value, String) {
    let bearer = session.credentials().remove(0).1;
    let parts: Vec<_> = bearer.strip_prefix("Bearer ").unwrap().split('.').collect();
    let decode = |part: &str| serde_json::from_slice(&BASE64.decode(part).unwrap()).unwrap();
    (decode(parts[0]), decode(parts[1]), parts[2].to_owned())
}

fn encode(part: &Value) -> String {
    BASE64.encode(part.to_string())
}

async fn refused(world: &World, token: &str) {
    let answer = Session::bearer(world.clone(), token).get("/api/v1/auth/session").await;
    answer.refused(401, "UNAUTHORIZED");
    let expected = "Bearer realm=\"almond\", error=\"invalid_token\"";
    assert_eq!(answer.header("www-authenticate"), Some(expected), "{token}");
    let cookie = Session::cookie(world.clone(), &format!("almond_session={token}"));
    cookie.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn garbage() {
    let world = World::new().await;
    let (long, dots) = ("a".repeat(10_000), ".".repeat(2_000));
    for token in ["x", ".", "..", "a.b.c", "null", "%00", &long, &dots, "alm_test_", &format!("alm_test_{long}")] {
        refused(&world, token).await;
    }
}

#[tokio::test]
async fn a_token_that_was_tampered_with() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (header, claims, signature) = parts(&ada.session);
    let good = format!("{}.{}.{signature}", encode(&header), encode(&claims));
    for (name, value) in [
        ("gen", json!(2)),
        ("exp", json!(4_000_000_000_u64)),
        ("sub", json!("019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40")),
        ("aud", json!("almond:mfa")),
        ("admin", json!(true)),
    ] {
        let mut changed = claims.clone();
        changed[name] = value;
        refused(&world, &format!("{}.{}.{signature}", encode(&header), encode(&changed))).await;
    }
    refused(&world, &good[..good.len() - 1]).await;
    refused(&world, &good[..good.rfind('.').unwrap()]).await;
    refused(&world, &good[..=good.rfind('.').unwrap()]).await;
    refused(&world, &format!("{good}a")).await;
    refused(&world, &format!("{good}.")).await;
}

#[tokio::test]
async fn a_token_of_no_or_another_algorithm() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (header, claims, signature) = parts(&ada.session);
    for algorithm in ["none", "None", "HS384", "HS512", "RS256", "ES256", "EdDSA", ""] {
        let mut changed = header.clone();
        changed["alg"] = json!(algorithm);
        let unsigned = format!("{}.{}", encode(&changed), encode(&claims));
        refused(&world, &format!("{unsigned}.")).await;
        refused(&world, &format!("{unsigned}.{signature}")).await;
    }
    for (name, value) in [
        ("typ", json!("JWT")),
        ("kid", json!("00000000")),
        ("jku", json!("https://evil.example/jwks")),
        ("jwk", json!({ "kty": "oct", "k": "AAAA" })),
        ("crit", json!(["exp"])),
    ] {
        let mut changed = header.clone();
        changed[name] = value;
        refused(&world, &format!("{}.{}.{signature}", encode(&changed), encode(&claims))).await;
    }
}

/// Rightly signed claims for a person's session, to be changed.
fn claims_of(person: &Person) -> SessionClaims {
    let (_, claims, _) = parts(&person.session);
    let now = person.session.world().state().now();
    SessionClaims {
        user: person.user.parse().unwrap(),
        session: claims["sid"].as_str().unwrap().parse().unwrap(),
        generation: 1,
        issued_at: now,
        expires_at: now.plus(Duration::from_secs(3600)),
    }
}

#[tokio::test]
async fn rightly_signed_claims_still_need_their_row() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let tokens = &world.state().tokens;
    let issue = |claims: SessionClaims| tokens.issue_session(&claims).unwrap().expose().to_owned();
    let good = issue(claims_of(&ada));
    Session::bearer(world.clone(), &good).get("/api/v1/auth/session").await.ok(200);

    let now = world.state().now();
    refused(&world, &issue(SessionClaims { session: SessionId::new(now, [7; 10]), ..claims_of(&ada) })).await;
    refused(&world, &issue(SessionClaims { user: claims_of(&bob).user, ..claims_of(&ada) })).await;
    refused(&world, &issue(SessionClaims { session: claims_of(&bob).session, ..claims_of(&ada) })).await;
    refused(&world, &issue(SessionClaims { generation: 0, ..claims_of(&ada) })).await;
    refused(&world, &issue(SessionClaims { generation: 2, ..claims_of(&ada) })).await;
    refused(&world, &issue(SessionClaims { generation: i32::MAX, ..claims_of(&ada) })).await;
    refused(&world, &issue(SessionClaims { generation: i32::MIN, ..claims_of(&ada) })).await;
    refused(&world, &issue(SessionClaims { expires_at: now, ..claims_of(&ada) })).await;
    ada.session.post_empty("/api/v1/auth/logout").await.ok(200);
    refused(&world, &good).await;
}

#[tokio::test]
async fn a_later_end_in_the_claims_lengthens_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let in_a_year = world.state().now().plus(Duration::from_secs(365 * 24 * 3600));
    let token = world.state().tokens.issue_session(&SessionClaims { expires_at: in_a_year, ..claims_of(&ada) });
    let token = token.unwrap().expose().to_owned();
    Session::bearer(world.clone(), &token).get("/api/v1/auth/session").await.ok(200);
    world.advance(Duration::from_secs(24 * 3600));
    refused(&world, &token).await;
}

#[tokio::test]
async fn a_token_for_another_purpose() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let SessionClaims { user, issued_at, expires_at, .. } = claims_of(&ada);
    let id = uuid::Uuid::from_u128(1);
    let claims = MfaClaims { user, security_version: 0, id, origin: None, issued_at, expires_at };
    refused(&world, world.state().tokens.issue_mfa(&claims).unwrap().expose()).await;
    let elsewhere = World::new().await;
    let theirs = elsewhere.state().tokens.issue_session(&claims_of(&ada)).unwrap();
    refused(&world, theirs.expose()).await;
}
