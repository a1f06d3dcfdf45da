//! A token's session is one like any other: it is listed, ended, stepped up and over as they are.

use std::time::Duration;

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, Session};

use super::{NOW, SESSION, bearer, token, trusting, world};
use crate::oauth::counts;

#[tokio::test]
async fn a_token_is_one_session_however_often_and_at_once_it_is_used() {
    let (world, provider) = world().await;
    let token = token(&provider, json!({}));
    let uses = (0..20).map(|_| {
        let session = bearer(&world, &token);
        tokio::spawn(async move { session.get(SESSION).await.ok(200)["user"]["id"].clone() })
    });
    let mut users = Vec::new();
    for used in uses.collect::<Vec<_>>() {
        users.push(used.await.unwrap());
    }
    users.dedup();
    assert_eq!((users.len(), counts(&world).await), (1, [1, 1, 1]));
    let restarted = world.restarted().await;
    bearer(&restarted, &token).get(SESSION).await.ok(200);
    assert_eq!(counts(&world).await, [1, 1, 1]);
}

#[tokio::test]
async fn another_token_of_the_same_person_is_another_session() {
    let (world, provider) = world().await;
    let [one, two] = ["1", "2"].map(|jti| bearer(&world, &token(&provider, json!({ "jti": jti }))));
    let (first, second) = (one.get(SESSION).await.ok(200), two.get(SESSION).await.ok(200));
    assert_eq!(first["user"], second["user"]);
    assert_eq!(counts(&world).await, [1, 1, 2]);
    let listed = one.get("/api/v1/me/sessions").await.ok(200);
    let listed = listed["items"].as_array().unwrap();
    assert_eq!(listed.len(), 2);
    for session in listed {
        assert_eq!(
            (&session["method"], &session["signedInAt"]),
            (&json!("trusted_issuer"), &json!("2026-06-01T12:00:00.000Z"))
        );
    }
}

#[tokio::test]
async fn the_session_says_who_it_is_and_that_no_step_up_was_made() {
    let (world, provider) = world().await;
    let said = bearer(&world, &token(&provider, json!({}))).get(SESSION).await.ok(200);
    assert_eq!((&said["user"]["email"], &said["user"]["name"]), (&json!("ada@example.com"), &json!("Ada Lovelace")));
    assert_eq!((&said["stepUp"]["satisfied"], &said["org"]["role"]), (&json!(false), &json!("owner")));
    assert_eq!(said["expiresAt"], "2026-06-01T13:00:00.000Z");
}

#[tokio::test]
async fn it_ends_with_the_token_or_when_sessions_do() {
    let provider = tests::Provider::start().await;
    let world = trusting(&provider).set("ALMOND_SESSION_MAX_AGE", "1800").build().await;
    let short = bearer(&world, &token(&provider, json!({ "exp": NOW + 600 })));
    let long = bearer(&world, &token(&provider, json!({ "exp": NOW + 86_400 })));
    world.advance(Duration::from_secs(599));
    short.get(SESSION).await.ok(200);
    world.advance(Duration::from_secs(1));
    short.get(SESSION).await.refused(401, "UNAUTHORIZED");
    // Counted from when the token was issued, not from when it was first shown.
    long.get(SESSION).await.ok(200);
    world.advance(Duration::from_secs(1200));
    long.get(SESSION).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn what_ends_sessions_ends_it_for_good() {
    let (world, provider) = world().await;
    let fresh = |jti: &str| bearer(&world, &token(&provider, json!({ "jti": jti })));
    let by_logout = fresh("logout");
    by_logout.post_empty("/api/v1/auth/logout").await.ok(200);
    let (by_other, other) = (fresh("other"), fresh("this"));
    by_other.get(SESSION).await.ok(200);
    other.delete("/api/v1/me/sessions?keepCurrent=true").await.ok(200);
    other.get(SESSION).await.ok(200);
    crate::oauth::change(&world, "ada@example.com", |user| {
        user.disabled_at = sea_orm::ActiveValue::Set(Some(world.state().now()))
    })
    .await;
    let world = world.restarted().await;
    for session in [&by_logout, &by_other, &other] {
        for _ in 0..2 {
            session.at(&world).get(SESSION).await.refused(401, "UNAUTHORIZED");
        }
    }
}

#[tokio::test]
async fn a_step_up_gives_a_token_of_our_own_and_the_issuers_goes_with_the_older_ones() {
    let (world, provider) = world().await;
    let session = bearer(&world, &token(&provider, json!({})));
    let begun = session.post_empty("/api/v1/me/totp").await.ok(200);
    let code = tests::code_at(begun["secret"].as_str().unwrap(), world.state().now());
    let confirmed = session.post("/api/v1/me/totp/confirm", json!({ "code": code })).await.ok(200);
    let elevated = Session::bearer(world.clone(), confirmed["token"].as_str().unwrap());
    assert_eq!(elevated.get(SESSION).await.ok(200)["stepUp"]["satisfied"], true);
    assert_eq!(session.get(SESSION).await.ok(200)["stepUp"]["satisfied"], false);
    world.advance(Duration::from_secs(30));
    session.get(SESSION).await.refused(401, "UNAUTHORIZED");
    elevated.post("/api/v1/api-keys", json!({ "name": "CI" })).await.ok(201);
}

#[tokio::test]
async fn it_begins_where_a_sign_in_would_and_may_move() {
    let (world, provider) = world().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    world.advance(Duration::from_millis(1));
    world.member("ada", "bob's org", OrgRole::Member).await;
    let session = bearer(&world, &token(&provider, json!({})));
    assert_eq!(session.get(SESSION).await.ok(200)["org"]["id"], json!(ada.org));
    let moved = session.post("/api/v1/auth/session/org", json!({ "orgId": bob.org })).await.ok(200);
    let moved = Session::bearer(world.clone(), moved["token"].as_str().unwrap());
    assert_eq!(moved.get(SESSION).await.ok(200)["org"]["id"], json!(bob.org));
    session.get(SESSION).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn its_beginning_is_on_record_with_where_it_came_from() {
    let (world, provider) = world().await;
    let session = bearer(&world, &token(&provider, json!({})));
    session.get(SESSION).await.ok(200);
    let records = session.get("/api/v1/audit-events?action=session.started").await.ok(200);
    let record = &records["items"][0];
    assert_eq!(record["detail"], json!({ "method": "trusted_issuer" }));
    assert!(record["ip"].is_string() || record["ip"] == Value::Null, "{record}");
    assert_eq!(records["items"].as_array().map(Vec::len), Some(1));
}
