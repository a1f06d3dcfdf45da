//! Signing out everywhere voids what was handed out before and would begin another session.

use serde_json::json;
use tests::{Answer, Browser, Caller, World};

use super::mine::SESSIONS;
use crate::{
    oauth,
    sign_in::{magic_link::magic_link, mfa_token, recovery_codes, second_step},
};

async fn exchange(world: &World, code: &str) -> Answer {
    world.anonymous().post("/api/v1/auth/exchange", json!({ "code": code })).await
}

#[tokio::test]
async fn half_done_sign_ins_end_with_the_sessions() {
    for path in [SESSIONS.to_owned(), format!("{SESSIONS}?keepCurrent=true")] {
        let world = World::new().await;
        let mut ada = world.owner("ada").await.enrolled().await;
        let codes = recovery_codes(&ada).await;
        let half = mfa_token(&ada).await;
        ada.session.delete(&path).await.ok(200);
        second_step(&world, "recovery", &half, &codes[0]).await.refused(401, "UNAUTHORIZED");
        let half = mfa_token(&ada).await;
        ada.adopt(&second_step(&world, "recovery", &half, &codes[0]).await.ok(200));
    }
}

#[tokio::test]
async fn codes_that_wait_to_be_exchanged_end_with_the_sessions() {
    let (world, _) = oauth::world().await;
    let ada = world.owner("ada").await;
    let by_code = format!("{}&response_mode=code", oauth::GITHUB);
    let code = Browser::new(&world).sign_in(&by_code).await.lands_with("code");
    ada.session.delete(SESSIONS).await.ok(200);
    exchange(&world, &code).await.refused(401, "UNAUTHORIZED");
    let code = Browser::new(&world).sign_in(&by_code).await.lands_with("code");
    exchange(&world, &code).await.ok(200);
}

#[tokio::test]
async fn mailed_links_end_with_the_sessions() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let token = magic_link(&world, &ada.email).await;
    ada.session.delete(SESSIONS).await.ok(200);
    let verify = "/api/v1/auth/magic-link/verify";
    world.anonymous().post(verify, json!({ "token": token })).await.refused(401, "UNAUTHORIZED");
    let token = magic_link(&world, &ada.email).await;
    world.anonymous().post(verify, json!({ "token": token })).await.ok(200);
}

#[tokio::test]
async fn ending_one_session_leaves_the_others_sign_ins_alone() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let token = magic_link(&world, &ada.email).await;
    ada.session.post_empty("/api/v1/auth/logout").await.ok(200);
    world.anonymous().post("/api/v1/auth/magic-link/verify", json!({ "token": token })).await.ok(200);
}
