//! `POST /api/v1/me/totp`: the first factor, which needs a fresh sign-in.

use std::time::Duration;

use serde_json::json;
use tests::{Caller, PASSWORD, World};

use super::{confirm, propose};
use crate::sign_in::{login, session_of};

#[tokio::test]
async fn post_200_gives_a_seed_that_apps_can_read() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let proposed = propose(&mut ada).await;
    let secret = proposed["secret"].as_str().unwrap();
    assert!(secret.len() == 32 && secret.bytes().all(|b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(&b)));
    let url = format!("otpauth://totp/Almond:ada%40example.com?secret={secret}&issuer=Almond");
    assert_eq!(proposed["otpauthUrl"], url);
    // The PNG signature is 89 50 4e 47 0d 0a 1a 0a; base64 of a file that begins with it begins like this.
    let png = proposed["qrPng"].as_str().unwrap();
    assert!(png.starts_with("iVBORw0KGgo"));
    assert!(png.trim_end_matches('=').bytes().all(|b| b.is_ascii_alphanumeric() || b"+/".contains(&b)));
}

#[tokio::test]
async fn post_200_gives_another_seed_each_time_and_only_the_newest_counts() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let first = propose(&mut ada).await;
    let code_of_first = ada.code();
    let second = propose(&mut ada).await;
    assert_ne!(first["secret"], second["secret"]);
    confirm(&ada.session, &code_of_first).await.names_field("code");
    confirm(&ada.session, &ada.code()).await.ok(200);
}

#[tokio::test]
async fn a_seed_that_is_not_confirmed_asks_nothing_at_sign_in() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    propose(&mut ada).await;
    let data = login(&world, &ada.email, PASSWORD).await.ok(200);
    assert!(data["token"].is_string() && data.get("mfaRequired").is_none());
}

#[tokio::test]
async fn confirming_counts_as_a_step_up() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let old = ada.session.clone();
    propose(&mut ada).await;
    world.advance(Duration::from_secs(60));
    let confirmed = confirm(&ada.session, &ada.code()).await.ok(200);
    assert_eq!(confirmed["stepUp"]["satisfied"], true);
    assert_eq!(confirmed["stepUp"]["method"], "totp");
    assert_eq!(confirmed["stepUp"]["at"], "2026-06-01T12:01:00.000Z");
    assert_eq!(confirmed["recoveryCodes"].as_array().unwrap().len(), 10);
    session_of(&world, &confirmed).post("/api/v1/api-keys", json!({ "name": "CI" })).await.ok(201);
    old.post("/api/v1/api-keys", json!({ "name": "CI" })).await.asks_for_step_up();
    world.advance(Duration::from_secs(30));
    old.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_403_when_the_sign_in_is_older_than_the_window() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    world.advance(Duration::from_secs(599));
    propose(&mut ada).await;
    world.advance(Duration::from_secs(1));
    let asked = ada.session.post_empty("/api/v1/me/totp").await;
    asked.asks_for_step_up();
    assert!(asked.header("www-authenticate").unwrap().ends_with("max_age=\"600\""));
    confirm(&ada.session, &ada.code()).await.asks_for_step_up();
    ada.adopt(&login(&world, &ada.email, PASSWORD).await.ok(200));
    confirm(&ada.session, &ada.code()).await.ok(200);
}

#[tokio::test]
async fn the_servers_window_is_what_fresh_means() {
    let world = World::with().set("ALMOND_STEP_UP_MAX_AGE", "60").build().await;
    let mut ada = world.owner("ada").await;
    world.advance(Duration::from_secs(59));
    propose(&mut ada).await;
    world.advance(Duration::from_secs(1));
    ada.session.post_empty("/api/v1/me/totp").await.asks_for_step_up();
}
