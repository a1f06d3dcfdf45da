//! `POST /api/v1/auth/magic-link/verify`

use std::time::Duration;

use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};
use tests::{Answer, Caller, World};

use super::{change_user, magic_link::magic_link, password_reset::reset_link, second_step, session_of};

async fn verify(world: &World, token: &str) -> Answer {
    world.anonymous().post("/api/v1/auth/magic-link/verify", json!({ "token": token })).await
}

#[tokio::test]
async fn post_200_gives_a_session_that_is_no_step_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let data = verify(&world, &magic_link(&world, &ada.email).await).await.ok(200);
    assert_eq!((&data["user"]["id"], &data["org"]["id"]), (&json!(ada.user), &json!(ada.org)));
    assert_eq!(data["stepUp"]["satisfied"], false);
    let session = session_of(&world, &data);
    assert_eq!(session.get("/api/v1/me").await.body["user"]["email"], ada.email.as_str());
    session.post("/api/v1/api-keys", json!({ "name": "CI" })).await.asks_for_step_up();
}

#[tokio::test]
async fn post_200_asks_a_user_with_a_second_factor_for_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(30));
    let token = magic_link(&world, &ada.email).await;
    let body = json!({ "token": token, "session": "cookie" });
    let answer = world.anonymous().post("/api/v1/auth/magic-link/verify", body).await;
    assert!(answer.header("set-cookie").is_none());
    let required = answer.ok(200);
    assert_eq!((&required["mfaRequired"], &required["token"]), (&json!(true), &Value::Null));
    verify(&world, &token).await.refused(401, "UNAUTHORIZED");
    let mfa_token = required["mfaToken"].as_str().unwrap();
    let data = second_step(&world, "totp", mfa_token, &ada.code()).await.ok(200);
    assert_eq!(data["stepUp"]["method"], "totp");
}

#[tokio::test]
async fn post_200_sets_the_cookie_when_asked() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let body = json!({ "token": magic_link(&world, &ada.email).await, "session": "cookie" });
    let answer = world.anonymous().post("/api/v1/auth/magic-link/verify", body).await;
    let cookie = answer.header("set-cookie").unwrap().split_once(';').unwrap().0.to_owned();
    assert!(answer.ok(200)["token"].is_null());
    tests::Session::cookie(world, &cookie).get("/api/v1/auth/session").await.ok(200);
}

#[tokio::test]
async fn a_get_of_the_link_consumes_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let token = magic_link(&world, &ada.email).await;
    for (path, status) in [("/auth/magic-link", 200), ("/api/v1/auth/magic-link/verify", 405)] {
        for method in [http::Method::GET, http::Method::HEAD] {
            let answer = world.anonymous().request(method, &format!("{path}?token={token}"), None).await;
            assert_eq!(answer.status, status, "{path}");
            assert!(answer.header("set-cookie").is_none() && !answer.text.contains(&token));
        }
    }
    verify(&world, &token).await.ok(200);
}

#[tokio::test]
async fn a_link_works_for_a_quarter_of_an_hour_and_not_a_moment_longer() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let (first, second) = (magic_link(&world, &ada.email).await, magic_link(&world, &bob.email).await);
    world.advance(Duration::from_millis(15 * 60 * 1000 - 1));
    verify(&world, &first).await.ok(200);
    world.advance(Duration::from_millis(1));
    verify(&world, &second).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_401_is_the_same_for_a_link_that_is_used_replaced_of_another_kind_or_no_link() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let older = magic_link(&world, &ada.email).await;
    let reset = reset_link(&world, &ada.email).await;
    let used = magic_link(&world, &ada.email).await;
    verify(&world, &used).await.ok(200);
    let refused = verify(&world, &used).await;
    refused.refused(401, "UNAUTHORIZED");
    let sign_up = super::sign_up_mail::sign_up(&world, "new@example.com").await;
    let (long, padded) = ("a".repeat(100_000), format!("{used} "));
    for bad in [&older, &reset, &sign_up, "", "x", &"a".repeat(43), "\u{0}", &long, &padded] {
        verify(&world, bad).await.same_as(&refused);
    }
    // The other kinds are not used up by that.
    let body = json!({ "token": reset, "password": "another password" });
    world.anonymous().post("/api/v1/auth/password/reset", body).await.ok(200);
    world.anonymous().post("/api/v1/auth/signup/verify", json!({ "token": sign_up })).await.ok(201);
}

#[tokio::test]
async fn post_401_for_an_account_that_was_disabled_since() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let token = magic_link(&world, &ada.email).await;
    let now = world.state().now();
    change_user(&ada, |row| row.disabled_at = Set(Some(now))).await;
    verify(&world, &token).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_401_after_the_password_was_changed_or_reset() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let token = magic_link(&world, &ada.email).await;
    let body = json!({ "currentPassword": tests::PASSWORD, "newPassword": "another password" });
    let changed = ada.session.request(http::Method::PUT, "/api/v1/me/password", Some(body)).await.ok(200);
    ada.adopt(&changed);
    verify(&world, &token).await.refused(401, "UNAUTHORIZED");

    let (magic, reset) = (magic_link(&world, &ada.email).await, reset_link(&world, &ada.email).await);
    let body = json!({ "token": reset, "password": "a third password" });
    world.anonymous().post("/api/v1/auth/password/reset", body).await.ok(200);
    verify(&world, &magic).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    for (body, field) in [
        (json!({}), "token"),
        (json!({ "token": 1 }), "token"),
        (json!({ "token": "x", "session": "header" }), "session"),
        (json!({ "token": "x", "email": "ada@example.com" }), "email"),
    ] {
        world.anonymous().post("/api/v1/auth/magic-link/verify", body).await.names_field(field);
    }
}

#[tokio::test]
async fn a_link_lets_in_though_a_stranger_has_used_up_the_accounts_attempts() {
    let world = World::with().set("ALMOND_LOGIN_BURST", "3").set("ALMOND_LOGIN_PER_MINUTE", "1").build().await;
    let ada = world.owner("ada").await;
    let token = magic_link(&world, &ada.email).await;
    let login = async |from: &str, password: &str| {
        let body = Some(json!({ "email": ada.email, "password": password }));
        world.anonymous().request_from(from, http::Method::POST, "/api/v1/auth/login", body).await
    };
    // Her own first sign-in was the third.
    for n in 0..2 {
        login(&format!("203.0.113.{n}"), "a wrong password").await.refused(401, "UNAUTHORIZED");
    }
    // On a journey, away from every network that she has signed in from.
    assert_eq!(login("198.51.100.1", tests::PASSWORD).await.message(), "Too many requests");
    let body = Some(json!({ "token": token }));
    let path = "/api/v1/auth/magic-link/verify";
    world.anonymous().request_from("198.51.100.1", http::Method::POST, path, body).await.ok(200);
}
