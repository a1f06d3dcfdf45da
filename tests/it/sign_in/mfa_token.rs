//! The half signed-in token between the two steps: what it opens, and for how long.

use std::time::Duration;

use sea_orm::ActiveValue::Set;
use serde_json::json;
use tests::{Anonymous, Caller, Key, PASSWORD, Session, World};

use super::{change_user, login, mfa_token, second_step};

#[tokio::test]
async fn login_200_asks_a_user_with_a_second_factor_for_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let answer = login(&world, &ada.email, PASSWORD).await;
    assert!(answer.header("set-cookie").is_none());
    let data = answer.ok(200);
    let token = data["mfaToken"].as_str().unwrap();
    let expected =
        json!({ "kind": "mfa_required", "mfaRequired": true, "mfaToken": token, "methods": ["totp", "recovery"] });
    assert_eq!(data, expected);
}

#[tokio::test]
async fn it_is_good_for_nothing_but_the_second_step() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let token = mfa_token(&ada).await;
    let bearer = Session::bearer(world.clone(), &token);
    let cookie = Session::cookie(world.clone(), &format!("almond_session={token}"));
    for operation in tests::operations().iter().filter(|operation| operation.rule["principals"] != json!([])) {
        let path = operation.path.replace("{id}", &ada.user);
        for caller in [&bearer, &cookie] {
            let answer = caller.request(operation.method.clone(), &path, Some(json!({}))).await;
            answer.refused(401, "UNAUTHORIZED");
        }
    }
    let verified = world.anonymous().post("/api/v1/auth/signup/verify", json!({ "token": token })).await;
    verified.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn nothing_else_does_in_its_place() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    world.advance(Duration::from_secs(30));
    let code = ada.code();
    let bearer = |credentials: Vec<(String, String)>| credentials[0].1.trim_start_matches("Bearer ").to_owned();
    let signed_in = bearer(ada.session.credentials());
    for wrong in ["", "x", &signed_in, &bearer(Key::credentials(&key)), tests::MASTER_KEY, &"a".repeat(100_000)] {
        second_step(&world, "totp", wrong, &code).await.refused(401, "UNAUTHORIZED");
        second_step(&world, "recovery", wrong, &code).await.refused(401, "UNAUTHORIZED");
    }
    second_step(&world, "totp", &mfa_token(&ada).await, &code).await.ok(200);
}

#[tokio::test]
async fn it_needs_no_more_and_no_other_credential() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let body = json!({ "mfaToken": mfa_token(&ada).await, "code": "000000" });
    let dead = Anonymous::with(world.clone(), "authorization", "Bearer dead");
    let answer = dead.post("/api/v1/auth/login/totp", body).await;
    answer.refused(401, "UNAUTHORIZED");
    assert_eq!(answer.message(), "The code is wrong or was used before");
}

#[tokio::test]
async fn it_lives_for_five_minutes() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (first, second) = (mfa_token(&ada).await, mfa_token(&ada).await);
    world.advance(Duration::from_millis(299_999));
    second_step(&world, "totp", &first, &ada.code()).await.ok(200);
    world.advance(Duration::from_millis(1));
    second_step(&world, "totp", &second, &ada.code()).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn it_dies_with_the_users_security_version() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let token = mfa_token(&ada).await;
    world.advance(Duration::from_secs(30));
    change_user(&ada, |row| row.security_version = Set(1)).await;
    second_step(&world, "totp", &token, &ada.code()).await.refused(401, "UNAUTHORIZED");
    second_step(&world, "totp", &mfa_token(&ada).await, &ada.code()).await.ok(200);
}

#[tokio::test]
async fn it_dies_with_the_account() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let token = mfa_token(&ada).await;
    world.advance(Duration::from_secs(30));
    let now = world.state().now();
    change_user(&ada, |row| row.disabled_at = Set(Some(now))).await;
    second_step(&world, "totp", &token, &ada.code()).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn it_speaks_for_its_own_user_only() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await.enrolled().await;
    world.advance(Duration::from_secs(30));
    second_step(&world, "totp", &mfa_token(&ada).await, &bob.code()).await.refused(401, "UNAUTHORIZED");
    let signed_in = second_step(&world, "totp", &mfa_token(&bob).await, &bob.code()).await.ok(200);
    assert_eq!(signed_in["user"]["id"], bob.user.as_str());
}
