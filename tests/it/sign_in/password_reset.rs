//! `POST /api/v1/auth/password/reset`

use std::time::Duration;

use almond::cli::{command::Command, user_create::Request};
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};
use tests::{Answer, Caller, PASSWORD, Session, World};

use super::{change_user, login, magic_link::ask, mfa_token, second_step, session_of, user_id};

const NEW: &str = "an entirely new password";

/// The token of the link that somebody who forgot their password is mailed.
pub async fn reset_link(world: &World, email: &str) -> String {
    ask(world, "/api/v1/auth/password/forgot", email).await.ok(202);
    world.mailed_token(email).await
}

async fn reset(world: &World, token: &str, password: &str) -> Answer {
    let body = json!({ "token": token, "password": password });
    world.anonymous().post("/api/v1/auth/password/reset", body).await
}

#[tokio::test]
async fn post_200_sets_the_password_and_signs_nobody_in() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let answer = reset(&world, &reset_link(&world, &ada.email).await, NEW).await;
    assert!(answer.header("set-cookie").is_none());
    assert_eq!(answer.ok(200), json!({ "status": "password_reset" }));
    login(&world, &ada.email, PASSWORD).await.refused(401, "UNAUTHORIZED");
    login(&world, &ada.email, NEW).await.ok(200);
}

#[tokio::test]
async fn post_200_ends_every_session_at_once_and_tells_the_owner() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    ada.step_up().await;
    let mut all = vec![ada.session.clone()];
    for turn in 0..3 {
        world.advance(Duration::from_secs(30));
        let (half, code) = (mfa_token(&ada).await, ada.code());
        let body = json!({ "mfaToken": half, "code": code, "session": if turn == 0 { "cookie" } else { "bearer" } });
        let answer = world.anonymous().post("/api/v1/auth/login/totp", body).await;
        all.push(match answer.header("set-cookie") {
            Some(cookie) => Session::cookie(world.clone(), cookie.split_once(';').unwrap().0),
            None => session_of(&world, &answer.ok(200)),
        });
    }
    for session in &all {
        session.get("/api/v1/auth/session").await.ok(200);
    }
    let token = reset_link(&world, &ada.email).await;
    reset(&world, &token, NEW).await.ok(200);
    for session in &all {
        session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    }
    bob.session.get("/api/v1/auth/session").await.ok(200);
    let told = world.mails(&ada.email).await.pop().unwrap();
    assert_eq!(told.subject, "Your password was changed");
    assert!(told.link.is_none() && !told.text.contains("token") && !told.text.contains(NEW));
}

#[tokio::test]
async fn post_200_takes_no_second_factor_away_and_voids_half_done_sign_ins() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let half = mfa_token(&ada).await;
    world.advance(Duration::from_secs(30));
    reset(&world, &reset_link(&world, &ada.email).await, NEW).await.ok(200);
    second_step(&world, "totp", &half, &ada.code()).await.refused(401, "UNAUTHORIZED");
    let required = login(&world, &ada.email, NEW).await.ok(200);
    assert_eq!(required["mfaRequired"], true);
    second_step(&world, "totp", required["mfaToken"].as_str().unwrap(), &ada.code()).await.ok(200);
}

#[tokio::test]
async fn post_200_verifies_the_address() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    change_user(&ada, |row| row.email_verified_at = Set(None)).await;
    login(&world, &ada.email, PASSWORD).await.refused(401, "UNAUTHORIZED");
    reset(&world, &reset_link(&world, &ada.email).await, NEW).await.ok(200);
    login(&world, &ada.email, NEW).await.ok(200);
    let row = entity::user::Entity::by_id(user_id(&ada)).one(world.state().db.read()).await.unwrap().unwrap();
    assert_eq!(row.email_verified_at, Some(world.state().now()));
}

#[tokio::test]
async fn post_200_gives_a_user_without_a_password_one() {
    let world = World::new().await;
    let text = |text: &str| text.to_owned();
    let request =
        Request { email: text("zoe@example.com"), name: text("Zoe"), org: text("z"), role: None, password: None };
    Command::UserCreate(request).run(world.state()).await.unwrap();
    reset(&world, &reset_link(&world, "zoe@example.com").await, NEW).await.ok(200);
    login(&world, "zoe@example.com", NEW).await.ok(200);
}

#[tokio::test]
async fn post_401_is_the_same_for_every_link_that_does_not_work_and_changes_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let older = reset_link(&world, &ada.email).await;
    let magic = super::magic_link::magic_link(&world, &ada.email).await;
    let live = reset_link(&world, &ada.email).await;
    let refused = reset(&world, &older, NEW).await;
    refused.refused(401, "UNAUTHORIZED");
    for bad in [&magic, "", "x", &"a".repeat(43), "\u{0}", &"a".repeat(100_000)] {
        reset(&world, bad, NEW).await.same_as(&refused);
    }
    ada.session.get("/api/v1/auth/session").await.ok(200);
    login(&world, &ada.email, PASSWORD).await.ok(200);
    reset(&world, &live, NEW).await.ok(200);
    reset(&world, &live, "yet another password").await.same_as(&refused);
    login(&world, &ada.email, NEW).await.ok(200);
    world.anonymous().post("/api/v1/auth/magic-link/verify", json!({ "token": magic })).await.same_as(&refused);
}

#[tokio::test]
async fn a_link_works_for_a_quarter_of_an_hour_and_a_get_consumes_nothing() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let (first, second) = (reset_link(&world, &ada.email).await, reset_link(&world, &bob.email).await);
    for (path, status) in [("/auth/reset", 200), ("/api/v1/auth/password/reset", 405)] {
        assert_eq!(world.anonymous().get(&format!("{path}?token={first}")).await.status, status, "{path}");
    }
    world.advance(Duration::from_millis(15 * 60 * 1000 - 1));
    reset(&world, &first, NEW).await.ok(200);
    world.advance(Duration::from_millis(1));
    reset(&world, &second, NEW).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_401_for_an_account_that_was_disabled_since() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let token = reset_link(&world, &ada.email).await;
    let now = world.state().now();
    change_user(&ada, |row| row.disabled_at = Set(Some(now))).await;
    reset(&world, &token, NEW).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_400_names_the_field_and_leaves_the_link_as_it_is() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let token = reset_link(&world, &ada.email).await;
    for (body, field) in [
        (json!({ "token": token }), "password"),
        (json!({ "token": token, "password": "7 chars" }), "password"),
        (json!({ "token": token, "password": "a".repeat(129) }), "password"),
        (json!({ "token": token, "password": Value::Null }), "password"),
        (json!({ "password": NEW }), "token"),
        (json!({ "token": token, "password": NEW, "session": "cookie" }), "session"),
        (json!({ "token": token, "password": NEW, "email": "eve@example.com" }), "email"),
    ] {
        let answer = world.anonymous().post("/api/v1/auth/password/reset", body).await;
        answer.names_field(field);
        assert!(!answer.text.contains("7 chars"));
    }
    reset(&world, &token, NEW).await.ok(200);
}
