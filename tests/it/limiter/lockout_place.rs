//! Nobody is locked out for ever by strangers: where an owner signs in from has counters and buckets of its own.

use std::time::Duration;

use http::Method;
use serde_json::json;
use tests::{Answer, Caller, PASSWORD, Session, World};

use super::{
    lockout::{ELSEWHERE, fail, locked, sign_in},
    too_many,
};
use crate::sign_in::{mfa_token, recovery_codes, second_step, session_of};

/// Where the tests' people sign in from.
const HOME: &str = "127.0.0.1";
const DAY: Duration = Duration::from_secs(24 * 3600);

async fn step_up(session: &Session, address: &str, code: &str) -> Answer {
    let body = Some(json!({ "code": code }));
    session.request_from(address, Method::POST, "/api/v1/auth/step-up/totp", body).await
}

#[tokio::test]
async fn a_known_address_is_free_while_strangers_are_locked_and_the_other_way_round() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    fail(&world, ELSEWHERE, &ada.email, 20).await;
    locked(&sign_in(&world, "198.51.100.1", &ada.email, PASSWORD).await);
    sign_in(&world, HOME, &ada.email, PASSWORD).await.ok(200);
    // A success at home says nothing of who guesses elsewhere.
    locked(&sign_in(&world, "198.51.100.1", &ada.email, PASSWORD).await);

    world.advance(Duration::from_secs(60));
    sign_in(&world, "198.51.100.1", &ada.email, PASSWORD).await.ok(200);
    fail(&world, HOME, &ada.email, 20).await;
    locked(&sign_in(&world, HOME, &ada.email, PASSWORD).await);
    sign_in(&world, "198.51.100.1", &ada.email, PASSWORD).await.ok(200);
    sign_in(&world, ELSEWHERE, &ada.email, PASSWORD).await.ok(200);
}

#[tokio::test]
async fn a_known_ipv6_address_is_its_64() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    sign_in(&world, "2001:db8:1:2::1", &ada.email, PASSWORD).await.ok(200);
    fail(&world, ELSEWHERE, &ada.email, 20).await;
    sign_in(&world, "2001:db8:1:2:ffff::9", &ada.email, PASSWORD).await.ok(200);
    locked(&sign_in(&world, "2001:db8:1:3::1", &ada.email, PASSWORD).await);
}

#[tokio::test]
async fn an_address_is_known_for_30_days_and_to_its_account_only() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    sign_in(&world, "198.51.100.1", &ada.email, PASSWORD).await.ok(200);
    fail(&world, ELSEWHERE, &bob.email, 20).await;
    locked(&sign_in(&world, "198.51.100.1", &bob.email, PASSWORD).await);
    world.advance(30 * DAY - Duration::from_millis(1));
    fail(&world, ELSEWHERE, &ada.email, 20).await;
    fail(&world, "198.51.100.1", &ada.email, 1).await;
    world.advance(Duration::from_millis(1));
    locked(&sign_in(&world, "198.51.100.1", &ada.email, PASSWORD).await);
    world.advance(Duration::from_millis(1));
    world.state().limiter.forget_old().await.unwrap();
    use sea_orm::{EntityTrait, PaginatorTrait};
    assert_eq!(entity::known_network::Entity::find().count(world.state().db.read()).await.unwrap(), 0);
}

#[tokio::test]
async fn a_known_address_has_an_account_bucket_of_its_own() {
    let world = World::with().set("ALMOND_LOGIN_BURST", "5").set("ALMOND_LOGIN_PER_MINUTE", "1").build().await;
    let ada = world.owner("ada").await;
    world.advance(Duration::from_secs(300));
    for n in 1..=5 {
        fail(&world, &format!("203.0.113.{n}"), &ada.email, 1).await;
    }
    too_many(&sign_in(&world, "203.0.113.6", &ada.email, PASSWORD).await);
    sign_in(&world, HOME, &ada.email, PASSWORD).await.ok(200);
}

#[tokio::test]
async fn codes_lock_the_second_step_alone_and_only_who_has_done_the_first_can_guess_them() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let recovery = recovery_codes(&ada).await.remove(0);
    let token = mfa_token(&ada).await;
    world.advance(Duration::from_secs(30));
    let attempt = async |address: &str, kind: &str, code: &str| {
        let body = Some(json!({ "mfaToken": token, "code": code }));
        world.anonymous().request_from(address, Method::POST, &format!("/api/v1/auth/login/{kind}"), body).await
    };
    for n in 1..=20 {
        attempt(&format!("203.0.113.{n}"), "totp", "000000").await.refused(401, "UNAUTHORIZED");
    }
    let refused = attempt(ELSEWHERE, "totp", "000000").await;
    assert_eq!(locked(&refused), 60);
    attempt(ELSEWHERE, "totp", &ada.code()).await.same_as(&refused);
    // The password's own count is untouched, recovery codes don't guess, home is free, and so is the session.
    sign_in(&world, ELSEWHERE, &ada.email, PASSWORD).await.ok(200);
    attempt(ELSEWHERE, "recovery", &recovery).await.ok(200);
    attempt(HOME, "totp", &ada.code()).await.ok(200);
    world.advance(Duration::from_secs(30));
    step_up(&ada.session, "198.51.100.7", &ada.code()).await.ok(200);
}

#[tokio::test]
async fn a_step_up_is_not_held_up_by_strangers_and_its_guesses_hold_up_no_sign_in() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    fail(&world, ELSEWHERE, &ada.email, 20).await;
    for _ in 0..20 {
        step_up(&ada.session, ELSEWHERE, "000000").await.refused(401, "UNAUTHORIZED");
    }
    world.advance(Duration::from_secs(30));
    let refused = step_up(&ada.session, "198.51.100.9", &ada.code()).await;
    locked(&refused);
    let token = mfa_token(&ada).await;
    let signed_in = second_step(&world, "totp", &token, &ada.code()).await.ok(200);
    world.advance(Duration::from_secs(30));
    step_up(&session_of(&world, &signed_in), HOME, &ada.code()).await.ok(200);
}

#[tokio::test]
async fn a_code_that_is_right_but_used_is_no_guess() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    ada.step_up().await;
    let token = mfa_token(&ada).await;
    for _ in 0..30 {
        second_step(&world, "totp", &token, &ada.code()).await.refused(401, "UNAUTHORIZED");
        step_up(&ada.session, HOME, &ada.code()).await.refused(401, "UNAUTHORIZED");
    }
    for _ in 0..19 {
        second_step(&world, "totp", &token, "000000").await.refused(401, "UNAUTHORIZED");
    }
    second_step(&world, "totp", &token, &ada.code()).await.refused(401, "UNAUTHORIZED");
    world.advance(Duration::from_secs(30));
    second_step(&world, "totp", &token, &ada.code()).await.ok(200);
}
