//! Guesses at an account: counted before they are judged, and after twenty failures in a row held up.

use std::time::Duration;

use http::Method;
use serde_json::json;
use tests::{Answer, Caller, PASSWORD, World};
use tokio::task::JoinSet;

use super::{LOCKED_OUT, too_many};
use crate::fence::hung_up_after;

pub const MINUTE: Duration = Duration::from_secs(60);
/// Somewhere that nobody has signed in from.
pub const ELSEWHERE: &str = "203.0.113.1";

pub async fn sign_in(world: &World, address: &str, email: &str, password: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    world.anonymous().request_from(address, Method::POST, "/api/v1/auth/login", Some(body)).await
}

/// So many wrong passwords, each of which is looked at.
pub async fn fail(world: &World, address: &str, email: &str, times: u32) {
    for _ in 0..times {
        sign_in(world, address, email, "a wrong password").await.refused(401, "UNAUTHORIZED");
    }
}

/// Is refused for being locked; gives the seconds to wait.
#[track_caller]
pub fn locked(answer: &Answer) -> u64 {
    assert!(answer.header("ratelimit").unwrap_or_default().starts_with(LOCKED_OUT), "{}", answer.text);
    too_many(answer)
}

#[tokio::test]
async fn post_400_after_20_failures_for_the_right_password_too_and_for_an_unknown_address_too() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for email in [ada.email.as_str(), "nobody@example.com"] {
        for n in 1..=20 {
            sign_in(&world, &format!("203.0.113.{n}"), email, "a wrong password").await.refused(401, "UNAUTHORIZED");
        }
    }
    let wrong = sign_in(&world, ELSEWHERE, &ada.email, "a wrong password").await;
    assert_eq!(locked(&wrong), 60);
    sign_in(&world, "198.51.100.1", &ada.email, PASSWORD).await.same_as(&wrong);
    sign_in(&world, ELSEWHERE, "NOBODY@example.com", PASSWORD).await.same_as(&wrong);
    sign_in(&world, ELSEWHERE, "bob@example.com", "a wrong password").await.refused(401, "UNAUTHORIZED");
    // It ends by itself.
    world.advance(MINUTE - Duration::from_millis(1));
    assert_eq!(locked(&sign_in(&world, ELSEWHERE, &ada.email, PASSWORD).await), 1);
    world.advance(Duration::from_millis(1));
    sign_in(&world, ELSEWHERE, &ada.email, PASSWORD).await.ok(200);
}

#[tokio::test]
async fn each_further_failure_locks_twice_as_long_up_to_an_hour() {
    let world = World::new().await;
    for email in [world.owner("ada").await.email.as_str(), "nobody@example.com"] {
        fail(&world, ELSEWHERE, email, 19).await;
        for minutes in [1, 2, 4, 8, 16, 32, 60, 60, 60] {
            fail(&world, ELSEWHERE, email, 1).await;
            assert_eq!(locked(&sign_in(&world, ELSEWHERE, email, PASSWORD).await), minutes * 60);
            world.advance(Duration::from_secs(minutes * 60));
        }
    }
    // A day without attempts, and they are forgotten.
    world.advance(Duration::from_secs(24 * 3600 + 1));
    world.state().limiter.forget_old().await.unwrap();
    fail(&world, ELSEWHERE, "nobody@example.com", 20).await;
}

#[tokio::test]
async fn a_success_forgets_the_failures_before_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for address in ["203.0.113.1", "203.0.113.2"] {
        fail(&world, address, &ada.email, 19).await;
        sign_in(&world, address, &ada.email, PASSWORD).await.ok(200);
    }
    fail(&world, "203.0.113.3", &ada.email, 20).await;
    locked(&sign_in(&world, "203.0.113.3", &ada.email, PASSWORD).await);
}

#[tokio::test]
async fn a_right_password_that_may_not_sign_in_counts_like_a_wrong_one() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let now = world.state().now();
    crate::sign_in::change_user(&ada, |row| row.disabled_at = sea_orm::ActiveValue::Set(Some(now))).await;
    for _ in 0..20 {
        sign_in(&world, ELSEWHERE, &ada.email, PASSWORD).await.refused(401, "UNAUTHORIZED");
    }
    locked(&sign_in(&world, ELSEWHERE, &ada.email, PASSWORD).await);
}

#[tokio::test]
async fn failures_are_remembered_over_a_restart() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    fail(&world, ELSEWHERE, &ada.email, 19).await;
    let world = world.restarted().await;
    fail(&world, ELSEWHERE, &ada.email, 1).await;
    let world = world.restarted().await;
    locked(&sign_in(&world, ELSEWHERE, &ada.email, PASSWORD).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_50_wrong_guesses_at_once_on_two_nodes_20_are_judged() {
    let world = World::new().await;
    let other = world.restarted().await;
    let ada = world.owner("ada").await;
    for email in [ada.email.as_str(), "nobody@example.com"] {
        let mut tasks = JoinSet::new();
        for turn in 0..50 {
            let (world, email) = (if turn % 2 == 0 { &world } else { &other }.clone(), email.to_owned());
            tasks.spawn(async move { sign_in(&world, ELSEWHERE, &email, "a wrong password").await });
        }
        let (judged, refused): (Vec<_>, Vec<_>) =
            tasks.join_all().await.into_iter().partition(|answer| answer.status == 401);
        assert_eq!((judged.len(), refused.len()), (20, 30), "{email}");
        assert!(refused.iter().all(|answer| locked(answer) == 60));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_50_right_passwords_at_once_none_is_refused() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    fail(&world, ELSEWHERE, &ada.email, 10).await;
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        let (world, email) = (world.clone(), ada.email.clone());
        tasks.spawn(async move { sign_in(&world, ELSEWHERE, &email, PASSWORD).await });
    }
    for answer in tasks.join_all().await {
        answer.ok(200);
    }
}

/// A guess that is hung up on while the password is checked is one all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_guess_that_is_hung_up_on_counts_once_it_is_judged() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let counted = async || {
        use sea_orm::EntityTrait;
        let rows = entity::attempt::Entity::find().all(world.state().db.read()).await.unwrap();
        rows.iter().map(|row| row.failures).sum::<i32>()
    };
    let (mut answered, mut times) = (0, 0);
    while counted().await < 20 {
        times = times % 40 + 1;
        let before = counted().await;
        let done = hung_up_after(times, sign_in(&world, ELSEWHERE, &ada.email, "a wrong password")).await;
        answered += i32::from(done);
        assert!(!done || counted().await > before, "an answer to a guess that was not counted");
    }
    assert!(answered < 20, "some were hung up on after they were counted");
    locked(&sign_in(&world, ELSEWHERE, &ada.email, PASSWORD).await);
}
