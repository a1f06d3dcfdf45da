//! `POST /api/v1/auth/login/totp`

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, Person, World, code_at};

use super::{mfa_token, second_step, session_of};

/// What the app shows `seconds` from now.
fn code_in(person: &Person, seconds: i64) -> String {
    let now = person.session.world().state().now();
    let span = Duration::from_secs(seconds.unsigned_abs());
    code_at(person.seed.as_deref().unwrap(), if seconds < 0 { now.minus(span) } else { now.plus(span) })
}

#[tokio::test]
async fn post_200_counts_as_a_step_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(30));
    let data = second_step(&world, "totp", &mfa_token(&ada).await, &ada.code()).await.ok(200);
    let expected = json!({
        "satisfied": true, "method": "totp", "at": "2026-06-01T12:00:30.000Z",
        "expiresAt": "2026-06-01T12:10:30.000Z", "maxAge": 600, "methods": ["totp", "passkey"],
    });
    assert_eq!(data["stepUp"], expected);
    session_of(&world, &data).post("/api/v1/api-keys", json!({ "name": "CI" })).await.ok(201);
}

#[tokio::test]
async fn post_401_for_a_code_that_was_accepted_before() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let token = mfa_token(&ada).await;
    let answer = second_step(&world, "totp", &token, &ada.code()).await;
    answer.refused(401, "UNAUTHORIZED");
    world.advance(Duration::from_secs(30));
    second_step(&world, "totp", &token, &ada.code()).await.ok(200);
    second_step(&world, "totp", &mfa_token(&ada).await, &ada.code()).await.same_as(&answer);
    let stepping_up = ada.session.post("/api/v1/auth/step-up/totp", json!({ "code": ada.code() })).await;
    stepping_up.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_401_for_a_code_that_a_step_up_used() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    ada.step_up().await;
    second_step(&world, "totp", &mfa_token(&ada).await, &ada.code()).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn one_step_of_skew_is_allowed_either_way_and_each_step_counts_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(600));
    for seconds in [-60, 60] {
        let code = code_in(&ada, seconds);
        second_step(&world, "totp", &mfa_token(&ada).await, &code).await.refused(401, "UNAUTHORIZED");
    }
    for seconds in [-30, 0, 30] {
        let code = code_in(&ada, seconds);
        second_step(&world, "totp", &mfa_token(&ada).await, &code).await.ok(200);
    }
    for seconds in [-30, 0, 30] {
        let code = code_in(&ada, seconds);
        second_step(&world, "totp", &mfa_token(&ada).await, &code).await.refused(401, "UNAUTHORIZED");
    }
    world.advance(Duration::from_secs(30));
    second_step(&world, "totp", &mfa_token(&ada).await, &ada.code()).await.refused(401, "UNAUTHORIZED");
    world.advance(Duration::from_secs(30));
    second_step(&world, "totp", &mfa_token(&ada).await, &ada.code()).await.ok(200);
}

#[tokio::test]
async fn post_401_is_the_same_for_every_bad_code() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let token = mfa_token(&ada).await;
    world.advance(Duration::from_secs(30));
    let good = ada.code();
    let wrong = second_step(&world, "totp", &token, &code_in(&ada, 3600)).await;
    wrong.refused(401, "UNAUTHORIZED");
    let long = "1".repeat(100_000);
    for bad in ["", "0", &good[1..], &format!("{good}0"), &format!("{good} {good}"), "٠٠٠٠٠٠", "\u{0}", &long] {
        second_step(&world, "totp", &token, bad).await.same_as(&wrong);
    }
    second_step(&world, "totp", &token, &good).await.ok(200);
}

#[tokio::test]
async fn codes_are_read_as_people_type_them() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let spaced = |code: &str| format!("{} {}", &code[..3], &code[3..]);
    let seed = ada.session.post("/api/v1/me/totp", json!({})).await.ok(200)["secret"].as_str().unwrap().to_owned();
    ada.seed = Some(seed);
    let confirmed = ada.session.post("/api/v1/me/totp/confirm", json!({ "code": spaced(&ada.code()) })).await.ok(200);
    ada.adopt(&confirmed);
    world.advance(Duration::from_secs(30));
    second_step(&world, "totp", &mfa_token(&ada).await, &format!("{}\r\n", ada.code())).await.ok(200);
    world.advance(Duration::from_secs(30));
    let wide: String = ada.code().chars().map(|digit| char::from_u32(u32::from(digit) + 0xfee0).unwrap()).collect();
    second_step(&world, "totp", &mfa_token(&ada).await, &wide).await.ok(200);
    world.advance(Duration::from_secs(30));
    let code = spaced(&ada.code()).replace(' ', "\u{2013}");
    ada.session.post("/api/v1/auth/step-up/totp", json!({ "code": code })).await.ok(200);

    let code = confirmed["recoveryCodes"][0].as_str().unwrap().to_uppercase().replace('-', "\u{2013}");
    second_step(&world, "recovery", &mfa_token(&ada).await, &code).await.ok(200);
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    for path in ["/api/v1/auth/login/totp", "/api/v1/auth/login/recovery"] {
        for (body, field) in [
            (json!({ "code": "000000" }), "mfaToken"),
            (json!({ "mfaToken": "x" }), "code"),
            (json!({ "mfaToken": "x", "code": 123456 }), "code"),
            (json!({ "mfaToken": Value::Null, "code": "000000" }), "mfaToken"),
            (json!({ "mfaToken": "x", "code": "000000", "session": "x" }), "session"),
            (json!({ "mfaToken": "x", "code": "000000", "email": "x" }), "email"),
        ] {
            world.anonymous().post(path, body).await.names_field(field);
        }
    }
}
