//! `POST /api/v1/auth/step-up/passkey/options` and `/verify`

use std::time::Duration;

use serde_json::json;
use tests::{
    Authenticator, Caller, World,
    passkey::{base64url, ending},
};

use super::{STEP_UP, begin, no_session};
use crate::sign_in::session_of;

#[tokio::test]
async fn options_200_allow_the_users_own_passkeys() {
    let world = World::new().await;
    let (mut ada, first) = world.owner("ada").await.with_passkey().await;
    let mut second = Authenticator::default();
    world.advance(Duration::from_secs(1));
    ada.enrol(&mut second, "phone").await;
    world.owner("bob").await.with_passkey().await;
    let options = begin(&ada.session, STEP_UP).await["publicKey"].clone();
    let transports = json!(["internal", "hybrid"]);
    let allowed = [&first, &second]
        .map(|key| json!({ "type": "public-key", "id": base64url(&key.credential_id), "transports": transports }));
    assert_eq!(options["allowCredentials"], json!(allowed));
    assert_eq!((&options["userVerification"], &options["rpId"]), (&json!("required"), &json!("localhost")));
}

#[tokio::test]
async fn verify_200_steps_this_session_up_with_a_new_token() {
    let world = World::new().await;
    let (mut ada, mut key) = world.owner("ada").await.with_passkey().await;
    world.advance(Duration::from_secs(600));
    ada.try_mint(json!({ "name": "CI" })).await.asks_for_step_up();
    let old = ada.session.clone();
    let done = ada.step_up_with(&mut key).await;
    assert_eq!((&done["stepUp"]["method"], &done["stepUp"]["satisfied"]), (&json!("passkey"), &json!(true)));
    ada.try_mint(json!({ "name": "CI" })).await.ok(201);
    old.post("/api/v1/api-keys", json!({ "name": "CI" })).await.asks_for_step_up();
    world.advance(Duration::from_secs(30));
    old.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn verify_200_without_a_user_handle_which_is_told_only_when_it_is_stored() {
    let world = World::new().await;
    let (ada, mut key) = world.owner("ada").await.with_passkey().await;
    let begun = begin(&ada.session, STEP_UP).await;
    let mut draft = key.draft_use(&begun["publicKey"]);
    draft.user_handle = None;
    ada.session.post(STEP_UP, ending(&begun, draft.assertion())).await.ok(200);
}

#[tokio::test]
async fn options_409_without_a_passkey() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    ada.session.post_empty("/api/v1/auth/step-up/passkey/options").await.refused(409, "CONFLICT");
}

#[tokio::test]
async fn verify_401_with_another_users_passkey_changes_nothing() {
    let world = World::new().await;
    let (ada, _) = world.owner("ada").await.with_passkey().await;
    let (_, mut key) = world.owner("bob").await.with_passkey().await;
    world.advance(Duration::from_secs(600));
    let begun = begin(&ada.session, STEP_UP).await;
    let refused = ada.session.post(STEP_UP, ending(&begun, key.answer(&begun["publicKey"]))).await;
    no_session(&refused);
    ada.try_mint(json!({ "name": "CI" })).await.asks_for_step_up();
}

#[tokio::test]
async fn verify_403_in_a_session_that_a_recovery_code_began() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let mut key = Authenticator::default();
    let made = ada.enrol(&mut key, "laptop").await;
    let code = made["recoveryCodes"][0].as_str().unwrap();
    let recovered = session_of(&world, &crate::sign_in::recover(&ada, code).await);
    let begun = begin(&recovered, STEP_UP).await;
    let body = ending(&begun, key.answer(&begun["publicKey"]));
    recovered.post(STEP_UP, body).await.refused(403, "FORBIDDEN");
    recovered.post("/api/v1/api-keys", json!({ "name": "CI" })).await.asks_for_step_up();
}

#[tokio::test]
async fn a_step_up_belongs_to_the_session_and_an_org_switch_drops_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let second = crate::session::join_second_org(&ada).await;
    let (mut ada, mut key) = ada.with_passkey().await;
    let other = session_of(&world, &tests::passkey::sign_in(&world, &mut key).await.ok(200));
    world.advance(Duration::from_secs(600));
    ada.step_up_with(&mut key).await;
    other.post("/api/v1/api-keys", json!({ "name": "CI" })).await.asks_for_step_up();
    let switched = ada.session.post("/api/v1/auth/session/org", json!({ "orgId": second })).await.ok(200);
    assert_eq!(switched["stepUp"]["satisfied"], false);
}
