//! What works once works once, also when fifty come at the same instant.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};
use tests::{Caller, Session, World};
use tokio::task::JoinSet;

use super::{magic_link::magic_link, mfa_token, password_reset::reset_link, recovery_codes, sign_up_mail::sign_up};

/// How often each status came when fifty send the same at once.
async fn fifty(world: &World, path: &'static str, body: Value) -> BTreeMap<u16, usize> {
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        let (visitor, body) = (world.anonymous(), body.clone());
        tasks.spawn(async move { visitor.post(path, body).await.status.as_u16() });
    }
    let mut statuses = BTreeMap::new();
    for status in tasks.join_all().await {
        *statuses.entry(status).or_default() += 1;
    }
    statuses
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_up_link() {
    let world = World::new().await;
    let token = sign_up(&world, "ada@example.com").await;
    let statuses = fifty(&world, "/api/v1/auth/signup/verify", json!({ "token": token })).await;
    assert_eq!(statuses, BTreeMap::from([(201, 1), (401, 49)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_magic_link() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let body = json!({ "token": magic_link(&world, &ada.email).await });
    let statuses = fifty(&world, "/api/v1/auth/magic-link/verify", body).await;
    assert_eq!(statuses, BTreeMap::from([(200, 1), (401, 49)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_link() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let body = json!({ "token": reset_link(&world, &ada.email).await, "password": "another password" });
    let statuses = fifty(&world, "/api/v1/auth/password/reset", body).await;
    assert_eq!(statuses, BTreeMap::from([(200, 1), (401, 49)]));
}

/// Fifty links that were asked for at once: each answer is 202, and one link works.
#[tokio::test(flavor = "multi_thread")]
async fn of_many_links_asked_for_at_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for (start, finish) in [
        ("/api/v1/auth/magic-link", "/api/v1/auth/magic-link/verify"),
        ("/api/v1/auth/password/forgot", "/api/v1/auth/password/reset"),
        ("/api/v1/auth/signup", "/api/v1/auth/signup/verify"),
    ] {
        let email = if start.ends_with("signup") { "new@example.com" } else { &ada.email };
        let mut body = json!({ "email": email });
        if start.ends_with("signup") {
            body["password"] = json!(tests::PASSWORD);
            body["name"] = json!("New");
        }
        let before = world.mails(email).await.len();
        assert_eq!(fifty(&world, start, body).await, BTreeMap::from([(202, 50)]), "{start}");
        let mut worked = 0;
        for mail in &world.mails(email).await[before..] {
            let mut body = json!({ "token": mail.link.as_deref().unwrap().split_once("token=").unwrap().1 });
            if finish.ends_with("reset") {
                body["password"] = json!("another password");
            } else if finish.ends_with("signup/verify") {
                body["password"] = json!(tests::PASSWORD);
            }
            worked += usize::from(world.anonymous().post(finish, body).await.status.is_success());
        }
        assert_eq!(worked, 1, "{finish}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_totp_code() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(30));
    let body = json!({ "mfaToken": mfa_token(&ada).await, "code": ada.code() });
    let statuses = fifty(&world, "/api/v1/auth/login/totp", body).await;
    assert_eq!(statuses, BTreeMap::from([(200, 1), (401, 49)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recovery_code() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let code = recovery_codes(&ada).await.remove(0);
    let body = json!({ "mfaToken": mfa_token(&ada).await, "code": code });
    let statuses = fifty(&world, "/api/v1/auth/login/recovery", body).await;
    assert_eq!(statuses, BTreeMap::from([(200, 1), (401, 49)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_totp_code_for_signing_in_and_stepping_up_at_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(30));
    let mut tasks = JoinSet::new();
    for turn in 0..50 {
        let (visitor, session): (_, Session) = (world.anonymous(), ada.session.clone());
        let (code, token) = (ada.code(), mfa_token(&ada).await);
        tasks.spawn(async move {
            let answer = if turn % 2 == 0 {
                visitor.post("/api/v1/auth/login/totp", json!({ "mfaToken": token, "code": code })).await
            } else {
                session.post("/api/v1/auth/step-up/totp", json!({ "code": code })).await
            };
            answer.status.as_u16()
        });
    }
    let accepted = tasks.join_all().await.into_iter().filter(|status| *status == 200).count();
    assert_eq!(accepted, 1);
}
