//! Replacing and removing factors, and new recovery codes: all of it needs a step-up.

use std::time::Duration;

use serde_json::json;
use tests::{Caller, PASSWORD, World};

use super::{confirm, propose};
use crate::sign_in::{login, mfa_token, recovery_codes, second_step, session_of};

#[tokio::test]
async fn every_change_403_without_a_step_up() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let waiting = propose(&mut ada.clone()).await;
    world.advance(Duration::from_secs(600));
    let session = ada.session.clone();
    session.post_empty("/api/v1/me/totp").await.asks_for_step_up();
    session.delete("/api/v1/me/totp").await.asks_for_step_up();
    session.post_empty("/api/v1/me/recovery-codes").await.asks_for_step_up();
    let seed = waiting["secret"].as_str().unwrap();
    let code = tests::code_at(seed, world.state().now());
    confirm(&session, &code).await.asks_for_step_up();

    ada.step_up().await;
    ada.session.post_empty("/api/v1/me/recovery-codes").await.ok(200);
    ada.session.post_empty("/api/v1/me/totp").await.ok(200);
    ada.session.delete("/api/v1/me/totp").await.ok(200);
}

#[tokio::test]
async fn a_fresh_password_is_not_enough_once_there_is_a_factor() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let other = session_of(&world, &login(&world, &ada.email, PASSWORD).await.ok(200));
    ada.enrolled().await;
    other.post_empty("/api/v1/me/totp").await.asks_for_step_up();
    other.delete("/api/v1/me/totp").await.asks_for_step_up();
    other.post_empty("/api/v1/me/recovery-codes").await.asks_for_step_up();
    confirm(&other, "000000").await.asks_for_step_up();
}

#[tokio::test]
async fn a_replacement_takes_over_when_it_is_confirmed_and_is_no_step_up() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let old = ada.clone();
    world.advance(Duration::from_secs(300));
    propose(&mut ada).await;
    second_step(&world, "totp", &mfa_token(&ada).await, &ada.code()).await.refused(401, "UNAUTHORIZED");
    second_step(&world, "totp", &mfa_token(&ada).await, &old.code()).await.ok(200);

    let confirmed = confirm(&ada.session, &ada.code()).await.ok(200);
    assert!(confirmed["token"].is_null());
    assert_eq!(confirmed["stepUp"]["at"], "2026-06-01T12:00:00.000Z", "still the one of enrolling");
    world.advance(Duration::from_secs(30));
    second_step(&world, "totp", &mfa_token(&ada).await, &old.code()).await.refused(401, "UNAUTHORIZED");
    second_step(&world, "totp", &mfa_token(&ada).await, &ada.code()).await.ok(200);
    world.advance(Duration::from_secs(270));
    ada.session.post("/api/v1/api-keys", json!({ "name": "CI" })).await.asks_for_step_up();
}

#[tokio::test]
async fn a_replacement_voids_the_old_recovery_codes() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let old = recovery_codes(&ada).await;
    propose(&mut ada).await;
    let confirmed = confirm(&ada.session, &ada.code()).await.ok(200);
    let new = confirmed["recoveryCodes"][0].as_str().unwrap();
    let token = mfa_token(&ada).await;
    second_step(&world, "recovery", &token, &old[0]).await.refused(401, "UNAUTHORIZED");
    second_step(&world, "recovery", &token, new).await.ok(200);
}

#[tokio::test]
async fn delete_200_leaves_a_user_with_a_password_alone() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    assert_eq!(ada.session.delete("/api/v1/me/totp").await.ok(200), json!({ "removed": true }));
    let shown = ada.session.get("/api/v1/me/factors").await.ok(200);
    assert_eq!(shown["totp"], json!({ "enabled": false, "confirmedAt": null }));
    assert_eq!(shown["recoveryCodes"]["remaining"], 0);
    let signed_in = login(&world, &ada.email, PASSWORD).await.ok(200);
    assert!(signed_in["token"].is_string());
    assert_eq!(signed_in["stepUp"]["satisfied"], false);
}

#[tokio::test]
async fn delete_404_when_there_is_none() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ada.session.delete("/api/v1/me/totp").await.refused(404, "NOT_FOUND");
    let ada = ada.enrolled().await;
    ada.session.delete("/api/v1/me/totp").await.ok(200);
    ada.session.delete("/api/v1/me/totp").await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn recovery_codes_409_without_a_factor() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ada.session.post_empty("/api/v1/me/recovery-codes").await.refused(409, "CONFLICT");
}

#[tokio::test]
async fn what_changed_is_in_the_audit_trail_without_its_secrets() {
    use sea_orm::EntityTrait;
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let codes = recovery_codes(&ada).await;
    ada.session.delete("/api/v1/me/totp").await.ok(200);
    let rows = entity::audit_event::Entity::find().all(world.state().db.read()).await.unwrap();
    for action in ["totp.enrolled", "session.stepped_up", "recovery_codes.replaced", "totp.removed"] {
        assert!(rows.iter().any(|row| row.action == action), "{action}");
    }
    let text = format!("{rows:?}");
    assert!(!text.contains(ada.seed.as_deref().unwrap()) && !codes.iter().any(|code| text.contains(code)));
}
