//! `POST /api/v1/auth/passkey/options` and `/verify`

use std::time::Duration;

use serde_json::{Value, json};
use tests::{
    Authenticator, Caller, World,
    passkey::{ending, sign_in},
};

use super::{SIGN_IN, STEP_UP, begin, no_session};
use crate::sign_in::{change_user, session_of};

#[tokio::test]
async fn options_200_tell_nothing_of_anybody() {
    let world = World::new().await;
    let nobody = begin(&world.anonymous(), SIGN_IN).await;
    world.owner("ada").await.with_passkey().await;
    let options = &nobody["publicKey"];
    assert_eq!(options["rpId"], "localhost");
    assert_eq!(options["userVerification"], "required");
    assert_eq!(options["allowCredentials"], json!([]));
    let mut later = begin(&world.anonymous(), SIGN_IN).await;
    assert_ne!(later["publicKey"]["challenge"], options["challenge"]);
    later["publicKey"]["challenge"] = options["challenge"].clone();
    later["ceremonyId"] = nobody["ceremonyId"].clone();
    assert_eq!(later, nobody);
    world.anonymous().post_empty("/api/v1/auth/passkey/options").await.ok(200);
    let named = json!({ "email": "ada@example.com" });
    world.anonymous().post("/api/v1/auth/passkey/options", named).await.names_field("email");
}

#[tokio::test]
async fn verify_200_is_a_session_that_is_stepped_up() {
    let world = World::new().await;
    let (ada, mut key) = world.owner("ada").await.with_passkey().await;
    world.advance(Duration::from_secs(3600));
    let data = sign_in(&world, &mut key).await.ok(200);
    assert_eq!((&data["user"]["email"], &data["org"]["id"]), (&json!(ada.email), &json!(ada.org)));
    assert_eq!((&data["stepUp"]["satisfied"], &data["stepUp"]["method"]), (&json!(true), &json!("passkey")));
    assert_eq!(data["stepUp"]["at"], "2026-06-01T13:00:00.000Z");
    let session = session_of(&world, &data);
    session.post("/api/v1/api-keys", json!({ "name": "CI" })).await.ok(201);
    world.advance(Duration::from_secs(600));
    session.post("/api/v1/api-keys", json!({ "name": "CI" })).await.asks_for_step_up();
}

#[tokio::test]
async fn verify_200_gives_a_cookie_instead_when_asked() {
    let world = World::new().await;
    let (_, mut key) = world.owner("ada").await.with_passkey().await;
    let begun = begin(&world.anonymous(), SIGN_IN).await;
    let mut body = ending(&begun, key.answer(&begun["publicKey"]));
    body["session"] = "cookie".into();
    let answer = world.anonymous().post(SIGN_IN, body).await;
    assert!(answer.header("set-cookie").unwrap().starts_with("almond_session="));
    assert_eq!(answer.ok(200)["token"], Value::Null);
}

#[tokio::test]
async fn it_counts_as_no_step_up_where_passkeys_make_none() {
    let world = World::with().set("ALMOND_STEP_UP_METHODS", "totp").build().await;
    let (ada, mut key) = world.owner("ada").await.with_passkey().await;
    assert_eq!(ada.session.get("/api/v1/auth/session").await.ok(200)["stepUp"]["satisfied"], false);
    let data = sign_in(&world, &mut key).await.ok(200);
    assert_eq!(data["stepUp"]["satisfied"], false);
    let begun = session_of(&world, &data).post_empty("/api/v1/auth/step-up/passkey/options").await;
    begun.refused(403, "FORBIDDEN");
    session_of(&world, &data).post(STEP_UP, ending(&data, json!({}))).await.names_field("ceremonyId");
}

#[tokio::test]
async fn verify_401_for_a_disabled_user() {
    let world = World::new().await;
    let (ada, mut key) = world.owner("ada").await.with_passkey().await;
    let now = world.state().now();
    change_user(&ada, |row| row.disabled_at = sea_orm::ActiveValue::Set(Some(now))).await;
    let refused = sign_in(&world, &mut key).await;
    refused.refused(401, "UNAUTHORIZED").same_as(&sign_in(&world, &mut Authenticator::default()).await);
}

#[tokio::test]
async fn verify_403_for_an_address_of_another_domain() {
    let world = World::with().set("ALMOND_ALLOWED_EMAIL_DOMAINS", "example.com").build().await;
    let (ada, mut key) = world.owner("ada").await.with_passkey().await;
    sign_in(&world, &mut key).await.ok(200);
    change_user(&ada, |row| row.email = sea_orm::ActiveValue::Set("ada@else.example".to_owned())).await;
    let refused = sign_in(&world, &mut key).await;
    refused.refused(403, "FORBIDDEN");
    assert_eq!(refused.message(), "domain_not_allowed");
}

#[tokio::test]
async fn verify_401_once_five_minutes_have_passed() {
    let world = World::new().await;
    let (_, mut key) = world.owner("ada").await.with_passkey().await;
    for (seconds, status) in [(299, 200), (300, 401)] {
        let begun = begin(&world.anonymous(), SIGN_IN).await;
        world.advance(Duration::from_secs(seconds));
        let body = ending(&begun, key.answer(&begun["publicKey"]));
        assert_eq!(world.anonymous().post(SIGN_IN, body).await.status, status);
    }
}

#[tokio::test]
async fn a_ceremony_begun_for_something_else_is_of_no_use_and_dead() {
    let world = World::new().await;
    let (ada, mut key) = world.owner("ada").await.with_passkey().await;
    let (bob, _) = world.owner("bob").await.with_passkey().await;
    let second = session_of(&world, &sign_in(&world, &mut key).await.ok(200));

    // A sign-in's, for a step-up; then for what it was begun for.
    let begun = begin(&world.anonymous(), SIGN_IN).await;
    let body = ending(&begun, key.answer(&begun["publicKey"]));
    no_session(&ada.session.post(STEP_UP, body.clone()).await);
    no_session(&world.anonymous().post(SIGN_IN, body).await);
    // A step-up's, for a sign-in, in another session of the user, and in another user's.
    let begun = begin(&ada.session, STEP_UP).await;
    let body = ending(&begun, key.answer(&begun["publicKey"]));
    no_session(&world.anonymous().post(SIGN_IN, body.clone()).await);
    no_session(&ada.session.post(STEP_UP, body).await);
    for other in [&second, &bob.session] {
        let begun = begin(&ada.session, STEP_UP).await;
        let body = ending(&begun, key.answer(&begun["publicKey"]));
        no_session(&other.post(STEP_UP, body.clone()).await);
        no_session(&ada.session.post(STEP_UP, body).await);
    }
    // An enrolment's, for a sign-in, and in another session.
    for other in [&second, &bob.session] {
        let begun = begin(&ada.session, super::ENROL).await;
        let mut body = ending(&begun, Authenticator::default().make(&begun["publicKey"]));
        body["name"] = "x".into();
        no_session(&other.post(super::ENROL, body.clone()).await);
        no_session(&ada.session.post(super::ENROL, body).await);
    }
    let begun = begin(&ada.session, super::ENROL).await;
    let options = json!({ "challenge": begun["publicKey"]["challenge"], "rpId": "localhost" });
    no_session(&world.anonymous().post(SIGN_IN, ending(&begun, key.answer(&options))).await);
    // And all of it the way it should be.
    sign_in(&world, &mut key).await.ok(200);
    ada.clone().step_up_with(&mut key).await;
}

#[tokio::test]
async fn options_and_verify_400_when_the_bucket_is_empty() {
    let world = World::with().set("ALMOND_LOGIN_BURST", "3").set("ALMOND_LOGIN_PER_MINUTE", "1").build().await;
    let visitor = world.anonymous();
    let from = |address: &'static str| {
        visitor.request_from(address, http::Method::POST, "/api/v1/auth/passkey/options", Some(json!({})))
    };
    for _ in 0..3 {
        from("203.0.113.9").await.ok(200);
    }
    let limited = from("203.0.113.9").await;
    limited.refused(400, "BAD_REQUEST");
    assert_eq!(limited.message(), "Too many requests");
    assert!(limited.header("retry-after").is_some());
    from("203.0.113.10").await.ok(200);

    // The account aimed at has a bucket too, wherever the attempts come from.
    let key = Authenticator::default();
    for (turn, address) in ["203.0.113.20", "203.0.113.21", "203.0.113.22", "203.0.113.23"].into_iter().enumerate() {
        let draft = key.clone().draft_use(&json!({ "challenge": "AA", "rpId": "localhost" }));
        let nowhere = json!({ "ceremonyId": "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40" });
        let body = ending(&nowhere, draft.assertion());
        let answer = visitor.request_from(address, http::Method::POST, SIGN_IN, Some(body)).await;
        assert_eq!(answer.status, if turn < 3 { 401 } else { 400 });
    }
}
