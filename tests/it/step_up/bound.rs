//! A step-up belongs to the session it was done in, and to the org it was done for.

use std::time::Duration;

use serde_json::json;
use tests::{Caller, PASSWORD, World};

use super::mint;
use crate::{
    session::join_second_org,
    sign_in::{login, recover, recovery_codes, session_of},
};

#[tokio::test]
async fn another_session_of_the_same_user_is_not_stepped_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let earlier = session_of(&world, &login(&world, &ada.email, PASSWORD).await.ok(200));
    let mut ada = ada.enrolled().await;
    mint(&ada.session).await.ok(201);
    mint(&earlier).await.asks_for_step_up();

    let code = recovery_codes(&ada).await.remove(0);
    let later = session_of(&world, &recover(&ada, &code).await);
    ada.step_up().await;
    mint(&ada.session).await.ok(201);
    mint(&earlier).await.asks_for_step_up();
    mint(&later).await.asks_for_step_up();
    assert_eq!(later.get("/api/v1/auth/session").await.ok(200)["stepUp"]["satisfied"], false);
}

#[tokio::test]
async fn switching_the_org_drops_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let second = join_second_org(&ada).await;
    let mut ada = ada.enrolled().await;
    mint(&ada.session).await.ok(201);

    let switched = ada.session.post("/api/v1/auth/session/org", json!({ "orgId": second })).await.ok(200);
    assert_eq!(switched["stepUp"]["satisfied"], false);
    let there = session_of(&world, &switched);
    mint(&there).await.asks_for_step_up();
    let back = there.post("/api/v1/auth/session/org", json!({ "orgId": ada.org })).await.ok(200);
    assert_eq!(back["stepUp"]["satisfied"], false);
    ada.session = session_of(&world, &back);
    mint(&ada.session).await.asks_for_step_up();
    ada.step_up().await;
    mint(&ada.session).await.ok(201);
}

#[tokio::test]
async fn logging_out_drops_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let code = recovery_codes(&ada).await.remove(0);
    mint(&ada.session).await.ok(201);
    ada.session.post_empty("/api/v1/auth/logout").await.ok(200);
    mint(&ada.session).await.refused(401, "UNAUTHORIZED");
    let again = session_of(&world, &recover(&ada, &code).await);
    mint(&again).await.asks_for_step_up();
}

#[tokio::test]
async fn a_step_up_after_logging_out_is_401() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    ada.session.post_empty("/api/v1/auth/logout").await.ok(200);
    world.advance(Duration::from_secs(30));
    let body = json!({ "code": ada.code() });
    ada.session.post("/api/v1/auth/step-up/totp", body).await.refused(401, "UNAUTHORIZED");
}
