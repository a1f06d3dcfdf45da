//! `PUT /api/v1/me/password`: who may not, and that nothing changes then.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, PASSWORD, World};

use super::{NEW, change, put, without_password};
use crate::sign_in::{login, recover, recovery_codes, session_of};

#[tokio::test]
async fn put_401_for_a_wrong_password_changes_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for wrong in ["", "a wrong password", &format!("{PASSWORD} ")] {
        let answer = put(&ada.session, json!({ "currentPassword": wrong, "newPassword": NEW })).await;
        answer.refused(401, "UNAUTHORIZED");
    }
    ada.session.get("/api/v1/auth/session").await.ok(200);
    login(&world, &ada.email, PASSWORD).await.ok(200);
    assert!(world.mails(&ada.email).await.is_empty());
}

#[tokio::test]
async fn put_401_for_a_current_password_where_there_is_none() {
    let world = World::new().await;
    let zoe = without_password(&world).await;
    put(&zoe.session, json!({ "currentPassword": "", "newPassword": NEW })).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn put_403_asks_a_user_with_a_second_factor_for_a_step_up() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(600));
    change(&ada.session).await.asks_for_step_up();
    let stale = ada.session.clone();
    ada.step_up().await;
    // The token before the newest one carries none.
    change(&stale).await.asks_for_step_up();
    change(&ada.session).await.ok(200);
}

#[tokio::test]
async fn put_403_in_a_session_that_a_recovery_code_began() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let code = recovery_codes(&ada).await.remove(0);
    let session = session_of(&world, &recover(&ada, &code).await);
    change(&session).await.asks_for_step_up();
}

/// A session that was stolen must not be made into an account.
#[tokio::test]
async fn put_403_for_the_first_password_in_a_session_that_is_not_fresh() {
    let world = World::new().await;
    let zoe = without_password(&world).await;
    world.advance(Duration::from_secs(600));
    put(&zoe.session, json!({ "newPassword": NEW })).await.asks_for_step_up();
    login(&world, &zoe.email, NEW).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn put_400_names_the_field() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for (body, field) in [
        (json!({}), "newPassword"),
        (json!({ "newPassword": NEW }), "currentPassword"),
        (json!({ "newPassword": NEW, "currentPassword": Value::Null }), "currentPassword"),
        (json!({ "newPassword": NEW, "currentPassword": 1 }), "currentPassword"),
        (json!({ "currentPassword": PASSWORD, "newPassword": "7 chars" }), "newPassword"),
        (json!({ "currentPassword": PASSWORD, "newPassword": "a".repeat(129) }), "newPassword"),
        (json!({ "currentPassword": PASSWORD, "newPassword": Value::Null }), "newPassword"),
        (json!({ "currentPassword": PASSWORD, "newPassword": NEW, "userId": ada.user }), "userId"),
    ] {
        let answer = put(&ada.session, body).await;
        answer.names_field(field);
        assert!(!answer.text.contains("7 chars") && !answer.text.contains(PASSWORD));
    }
    login(&world, &ada.email, PASSWORD).await.ok(200);
}

#[tokio::test]
async fn put_400_when_the_account_was_tried_too_often() {
    let world = World::with().set("ALMOND_LOGIN_BURST", "4").set("ALMOND_LOGIN_PER_MINUTE", "1").build().await;
    let ada = world.owner("ada").await;
    let try_from = async |from: &str, current: &str| {
        let body = Some(json!({ "currentPassword": current, "newPassword": NEW }));
        ada.session.request_from(from, http::Method::PUT, "/api/v1/me/password", body).await
    };
    for n in 0..4 {
        try_from(&format!("203.0.113.{n}"), "a wrong password").await.refused(401, "UNAUTHORIZED");
    }
    let limited = try_from("198.51.100.1", PASSWORD).await;
    limited.refused(400, "BAD_REQUEST");
    assert_eq!(limited.message(), "Too many requests");
    // From where she signed in she has attempts of her own.
    change(&ada.session).await.ok(200);
}
