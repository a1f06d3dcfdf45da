//! `POST /api/v1/auth/exchange`: a front end's code for what the sign-in came to.

use std::time::Duration;

use sea_orm::ActiveValue::Set;
use serde_json::json;
use tests::{Answer, Browser, Caller, Provider, Session, World};

use super::{change, counts, sign_in, world};

const BY_CODE: &str = "/api/v1/auth/oidc?frontend_url=http://localhost:5173&response_mode=code";

async fn exchange(world: &World, code: &str) -> Answer {
    world.anonymous().post("/api/v1/auth/exchange", json!({ "code": code })).await
}

async fn code(world: &World) -> String {
    sign_in(world, BY_CODE).await.lands_with("code")
}

#[tokio::test]
async fn post_200_gives_a_session_of_a_whole_day_once() {
    let (world, _) = world().await;
    let code = code(&world).await;
    assert_eq!(code.len(), 43);
    assert_eq!(counts(&world).await[2], 0, "there is no session before the exchange");
    let data = exchange(&world, &code).await.ok(200);
    assert_eq!(data["expiresAt"], "2026-06-02T12:00:00.000Z");
    assert_eq!(data["user"]["email"], "ada@example.com");
    let session = Session::bearer(world.clone(), data["token"].as_str().unwrap());
    session.get("/api/v1/auth/session").await.ok(200);
    exchange(&world, &code).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_200_gives_the_cookie_that_is_asked_for() {
    let (world, _) = world().await;
    let body = json!({ "code": code(&world).await, "session": "cookie" });
    let answer = world.anonymous().post("/api/v1/auth/exchange", body).await;
    assert!(answer.header("set-cookie").unwrap().starts_with("almond_session=ey"));
    assert!(answer.ok(200)["token"].is_null());
}

#[tokio::test]
async fn post_401_the_same_for_a_code_that_is_late_unknown_or_none() {
    let (world, _) = world().await;
    let late = code(&world).await;
    world.advance(Duration::from_secs(60));
    let refused = exchange(&world, &late).await;
    refused.refused(401, "UNAUTHORIZED");
    for other in ["", "x", &"a".repeat(43), &"a".repeat(10_000), "é"] {
        exchange(&world, other).await.same_as(&refused);
    }
    let in_time = code(&world).await;
    world.advance(Duration::from_secs(59));
    exchange(&world, &in_time).await.ok(200);
}

#[tokio::test]
async fn post_401_when_the_account_changed_in_between() {
    let (world, _) = world().await;
    let now = world.state().now();
    let first = code(&world).await;
    change(&world, "ada@example.com", |row| row.security_version = Set(1)).await;
    exchange(&world, &first).await.refused(401, "UNAUTHORIZED");
    let second = code(&world).await;
    change(&world, "ada@example.com", |row| row.disabled_at = Set(Some(now))).await;
    exchange(&world, &second).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_400_names_the_field() {
    let (world, _) = world().await;
    let visitor = world.anonymous();
    for (body, field) in [
        (json!({}), "code"),
        (json!({ "code": 1 }), "code"),
        (json!({ "code": "x", "session": "header" }), "session"),
        (json!({ "code": "x", "state": "y" }), "state"),
    ] {
        visitor.post("/api/v1/auth/exchange", body).await.names_field(field);
    }
}

#[tokio::test]
async fn every_attempt_draws_from_the_addresss_bucket() {
    let provider = Provider::start().await;
    let world = World::with().provider(&provider).set("ALMOND_LOGIN_BURST", "2").build().await;
    let code = code(&world).await;
    // What succeeded has given its token back.
    for wrong in ["x", "y"] {
        exchange(&world, wrong).await.refused(401, "UNAUTHORIZED");
    }
    let limited = exchange(&world, &code).await;
    limited.refused(400, "BAD_REQUEST");
    assert_eq!((limited.message(), limited.header("retry-after").is_some()), ("Too many requests", true));

    let mut browser = Browser::new(&world);
    let back = browser.leave(BY_CODE).await;
    browser.open(&back).await.refused(400, "BAD_REQUEST");
    // It is worth waiting: neither the state nor the code was used up.
    world.advance(Duration::from_secs(30));
    exchange(&world, &code).await.ok(200);
    browser.open(&back).await.lands_with("code");
}
