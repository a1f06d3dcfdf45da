//! `POST /api/v1/auth/step-up/totp`

use std::time::Duration;

use serde_json::json;
use tests::{Caller, World, code_at};

use super::mint;
use crate::sign_in::session_of;

#[tokio::test]
async fn post_200_gives_the_session_a_new_token() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(900));
    mint(&ada.session).await.asks_for_step_up();
    let done = ada.session.post("/api/v1/auth/step-up/totp", json!({ "code": ada.code() })).await.ok(200);
    let expected = json!({
        "satisfied": true, "method": "totp", "at": "2026-06-01T12:15:00.000Z",
        "expiresAt": "2026-06-01T12:25:00.000Z", "maxAge": 600, "methods": ["totp", "passkey"],
    });
    assert_eq!(done["stepUp"], expected);
    let stepped_up = session_of(&world, &done);
    mint(&stepped_up).await.ok(201);
    assert_eq!(stepped_up.get("/api/v1/auth/session").await.ok(200)["stepUp"], expected);
}

#[tokio::test]
async fn the_old_token_never_carries_the_elevation_and_dies_within_30_seconds() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let old = ada.session.clone();
    world.advance(Duration::from_secs(600));
    let done = ada.session.post("/api/v1/auth/step-up/totp", json!({ "code": ada.code() })).await.ok(200);

    for wait in [0, 29_999] {
        world.advance(Duration::from_millis(wait));
        assert_eq!(old.get("/api/v1/auth/session").await.ok(200)["stepUp"]["satisfied"], false);
        mint(&old).await.asks_for_step_up();
        old.post_empty("/api/v1/me/totp").await.asks_for_step_up();
    }
    world.advance(Duration::from_millis(1));
    old.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    mint(&old).await.refused(401, "UNAUTHORIZED");
    mint(&session_of(&world, &done)).await.ok(201);
}

#[tokio::test]
async fn an_elevation_that_still_holds_stays_behind_on_no_old_token() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let old = ada.session.clone();
    mint(&old).await.ok(201);
    ada.step_up().await;
    mint(&old).await.asks_for_step_up();
}

#[tokio::test]
async fn only_the_token_before_the_newest_has_a_grace() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let first = ada.session.clone();
    ada.step_up().await;
    let second = ada.session.clone();
    let next = code_at(ada.seed.as_deref().unwrap(), world.state().now().plus(Duration::from_secs(30)));
    let done = ada.session.post("/api/v1/auth/step-up/totp", json!({ "code": next })).await.ok(200);
    first.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    second.get("/api/v1/auth/session").await.ok(200);
    session_of(&world, &done).get("/api/v1/auth/session").await.ok(200);
}

#[tokio::test]
async fn post_409_with_a_token_that_is_not_the_newest() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let old = ada.session.clone();
    ada.step_up().await;
    let next = code_at(ada.seed.as_deref().unwrap(), world.state().now().plus(Duration::from_secs(30)));
    old.post("/api/v1/auth/step-up/totp", json!({ "code": next })).await.refused(409, "CONFLICT");
    mint(&ada.session).await.ok(201);
}

#[tokio::test]
async fn post_401_for_a_wrong_code_changes_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let before = ada.session.get("/api/v1/auth/session").await.ok(200);
    let wrong = ada.session.post("/api/v1/auth/step-up/totp", json!({ "code": ada.code() })).await;
    wrong.refused(401, "UNAUTHORIZED");
    assert!(wrong.header("set-cookie").is_none());
    for code in ["", "000", "abcdef", "\u{0}"] {
        ada.session.post("/api/v1/auth/step-up/totp", json!({ "code": code })).await.same_as(&wrong);
    }
    assert_eq!(ada.session.get("/api/v1/auth/session").await.ok(200), before);
    mint(&ada.session).await.ok(201);
    world.advance(Duration::from_secs(600));
    ada.session.post("/api/v1/auth/step-up/totp", json!({ "code": "000000" })).await.refused(401, "UNAUTHORIZED");
    mint(&ada.session).await.asks_for_step_up();
}

#[tokio::test]
async fn post_401_without_a_confirmed_factor() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    ada.session.post("/api/v1/auth/step-up/totp", json!({ "code": "000000" })).await.refused(401, "UNAUTHORIZED");
    let proposed = ada.session.post_empty("/api/v1/me/totp").await.ok(200);
    ada.seed = Some(proposed["secret"].as_str().unwrap().to_owned());
    let body = json!({ "code": ada.code() });
    ada.session.post("/api/v1/auth/step-up/totp", body).await.refused(401, "UNAUTHORIZED");
    mint(&ada.session).await.asks_for_step_up();
}

#[tokio::test]
async fn post_401_for_another_users_code() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await.enrolled().await;
    world.advance(Duration::from_secs(600));
    let body = json!({ "code": bob.code() });
    ada.session.post("/api/v1/auth/step-up/totp", body).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for path in ["/api/v1/auth/step-up/totp", "/api/v1/me/totp/confirm"] {
        for (body, field) in [
            (json!({}), "code"),
            (json!({ "code": 123456 }), "code"),
            (json!({ "code": "000000", "maxAge": 86400 }), "maxAge"),
        ] {
            ada.session.post(path, body).await.names_field(field);
        }
    }
}
