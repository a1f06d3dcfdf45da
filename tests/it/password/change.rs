//! `PUT /api/v1/me/password`: what a change brings.

use std::time::Duration;

use sea_orm::EntityTrait;
use serde_json::json;
use tests::{Caller, PASSWORD, Session, World};

use super::{NEW, change, put, without_password};
use crate::{
    session::cookie,
    sign_in::{login, mfa_token, password_reset::reset_link, second_step, session_of},
};

#[tokio::test]
async fn put_200_ends_every_other_session_at_once_and_gives_this_one_a_new_token() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let bob = world.owner("bob").await;
    let other = session_of(&world, &login(&world, &ada.email, PASSWORD).await.ok(200));
    let browser = Session::cookie(world.clone(), &cookie(&world, &ada.email).await);
    for session in [&other, &browser] {
        session.get("/api/v1/auth/session").await.ok(200);
    }
    let data = change(&ada.session).await.ok(200);
    // The old token too, without the grace that a step-up leaves it.
    for void in [&other, &browser, &ada.session] {
        void.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    }
    let renewed = session_of(&world, &data);
    assert_eq!(renewed.get("/api/v1/auth/session").await.ok(200)["user"]["id"], ada.user.as_str());
    bob.session.get("/api/v1/auth/session").await.ok(200);
    login(&world, &ada.email, PASSWORD).await.refused(401, "UNAUTHORIZED");
    login(&world, &ada.email, NEW).await.ok(200);
}

#[tokio::test]
async fn put_200_drops_the_step_up_and_voids_half_done_sign_ins_and_links() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (half, reset) = (mfa_token(&ada).await, reset_link(&world, &ada.email).await);
    world.advance(Duration::from_secs(30));
    let data = change(&ada.session).await.ok(200);
    assert_eq!((&data["stepUp"]["satisfied"], &data["stepUp"]["method"]), (&json!(false), &json!(null)));
    let renewed = session_of(&world, &data);
    renewed.post("/api/v1/api-keys", json!({ "name": "CI" })).await.asks_for_step_up();
    second_step(&world, "totp", &half, &ada.code()).await.refused(401, "UNAUTHORIZED");
    let body = json!({ "token": reset, "password": "a third password" });
    world.anonymous().post("/api/v1/auth/password/reset", body).await.refused(401, "UNAUTHORIZED");
    let stepped_up = renewed.post("/api/v1/auth/step-up/totp", json!({ "code": ada.code() })).await.ok(200);
    session_of(&world, &stepped_up).post("/api/v1/api-keys", json!({ "name": "CI" })).await.ok(201);
}

#[tokio::test]
async fn put_200_gives_a_browser_its_new_cookie() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let browser = Session::cookie(world.clone(), &cookie(&world, &ada.email).await);
    let answer = change(&browser).await;
    let renewed = answer.header("set-cookie").unwrap().split_once(';').unwrap().0.to_owned();
    assert!(answer.ok(200)["token"].is_null());
    browser.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    Session::cookie(world, &renewed).get("/api/v1/auth/session").await.ok(200);
}

#[tokio::test]
async fn put_200_tells_the_owner_and_is_in_the_audit_trail() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    change(&ada.session).await.ok(200);
    let told = world.mails(&ada.email).await.pop().unwrap();
    assert_eq!(told.subject, "Your password was changed");
    assert!(told.link.is_none() && !told.text.contains(NEW) && !told.text.contains(PASSWORD));
    let events = entity::audit_event::Entity::find().all(world.state().db.read()).await.unwrap();
    let changes: Vec<_> = events.iter().filter(|event| event.action == "password.changed").collect();
    assert_eq!((changes.len(), changes[0].target_id.as_deref()), (1, Some(ada.user.as_str())));
    assert!(!format!("{events:?}").contains(NEW));
}

#[tokio::test]
async fn put_200_sets_the_first_password_after_a_fresh_sign_in() {
    let world = World::new().await;
    let zoe = without_password(&world).await;
    world.advance(Duration::from_millis(599_999));
    put(&zoe.session, json!({ "newPassword": NEW })).await.ok(200);
    login(&world, &zoe.email, NEW).await.ok(200);
}

#[tokio::test]
async fn put_200_sets_the_first_password_of_a_user_with_a_factor_after_a_step_up() {
    let world = World::new().await;
    let mut zoe = without_password(&world).await.enrolled().await;
    world.advance(Duration::from_secs(600));
    put(&zoe.session, json!({ "newPassword": NEW })).await.asks_for_step_up();
    zoe.step_up().await;
    put(&zoe.session, json!({ "newPassword": NEW })).await.ok(200);
}
