//! Guessing user codes, and taking them all: capped per account, per address and in all (`signin::device::odds`).

use std::time::Duration;

use http::Method;
use sea_orm::ConnectionTrait;
use tests::{Answer, Caller, Person, World};

use super::{DeviceLogin, PATH, decide};

#[track_caller]
fn too_many(answer: &Answer) {
    DeviceLogin::no_key(answer, "Too many requests");
    assert!(answer.header("retry-after").is_some());
}

/// Types wrong codes until told to stop; gives how many there were.
async fn guesses_left(person: &Person, what: &str) -> usize {
    for guessed in 0..100 {
        let answer = decide(person, what, "BCDF-GHJK-LMNP").await;
        if answer.status != 404 {
            too_many(&answer);
            return guessed;
        }
    }
    panic!("there is no limit");
}

/// As if all that the buckets hold had been taken.
async fn empty_every_bucket(world: &World) {
    let full_at = "UPDATE buckets SET full_at = full_at + 600000000";
    world.state().db.write().execute_unprepared(full_at).await.unwrap();
}

#[tokio::test]
async fn an_account_has_twenty_wrong_codes_over_operations_sessions_and_restarts_and_two_a_minute() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for what in ["lookup", "deny"] {
        for _ in 0..5 {
            decide(&ada, what, "BCDF-GHJK-LMNP").await.refused(404, "NOT_FOUND");
        }
    }
    let ada = ada.enrolled().await;
    for _ in 0..5 {
        decide(&ada, "approve", "BCDF-GHJK-LMNP").await.refused(404, "NOT_FOUND");
    }
    let mut elsewhere = ada.clone();
    elsewhere.session = ada.session.at(&world.restarted().await);
    assert_eq!(guesses_left(&elsewhere, "lookup").await, 5);
    assert_eq!(guesses_left(&ada, "approve").await, 0);
    // Not even the right one, until the next token; others are not held up.
    let login = DeviceLogin::start(&world).await;
    too_many(&login.approve(&ada).await);
    login.deny(&world.owner("bob").await).await.ok(200);
    world.advance(Duration::from_secs(60));
    assert_eq!(guesses_left(&ada, "lookup").await, 2);
}

#[tokio::test]
async fn right_codes_and_malformed_ones_cost_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    for _ in 0..25 {
        let login = DeviceLogin::start(&world).await;
        decide(&ada, "lookup", &login.user_code).await.ok(200);
        decide(&ada, "lookup", "nonsense").await.names_field("userCode");
        login.deny(&ada).await.ok(200);
    }
    assert_eq!(guesses_left(&ada, "lookup").await, 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn exactly_twenty_of_fifty_at_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let ada = ada.clone();
            tokio::spawn(async move { decide(&ada, "lookup", "BCDF-GHJK-LMNP").await.status.as_u16() })
        })
        .collect();
    let mut tried = 0;
    for task in tasks {
        tried += usize::from(task.await.unwrap() == 404);
    }
    assert_eq!(tried, 20);
}

#[tokio::test]
async fn all_accounts_together_have_a_cap_too() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    decide(&ada, "lookup", "BCDF-GHJK-LMNP").await.refused(404, "NOT_FOUND");
    empty_every_bucket(&world).await;
    // Bob has typed nothing yet; the bucket of everybody is empty.
    too_many(&decide(&bob, "lookup", "BCDF-GHJK-LMNP").await);
    world.advance(Duration::from_secs(60));
    decide(&bob, "lookup", "BCDF-GHJK-LMNP").await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn starts_are_capped_per_address_as_sign_ins_are_and_in_all() {
    let world = World::with().set("ALMOND_LOGIN_BURST", "3").set("ALMOND_LOGIN_PER_MINUTE", "10").build().await;
    let visitor = world.anonymous();
    let start = async |address: &str| visitor.request_from(address, Method::POST, PATH, None).await;
    for _ in 0..3 {
        start("203.0.113.1").await.ok(200);
    }
    too_many(&start("203.0.113.1").await);
    start("203.0.113.2").await.ok(200);
    start("2001:db8::1").await.ok(200);
    empty_every_bucket(&world).await;
    // An address that has begun none yet.
    too_many(&start("203.0.113.3").await);
    world.advance(Duration::from_secs(6));
    start("203.0.113.4").await.ok(200);
}

#[tokio::test]
async fn one_address_has_a_share_of_the_codes_whatever_the_setting() {
    let world = World::with().set("ALMOND_LOGIN_BURST", "1000000").build().await;
    DeviceLogin::start(&world).await;
    // As if it had begun 499 more: of its buckets this one has the coarsest tokens.
    let one_second_later = (world.state().now().millis() + 1000) * 1000;
    let all_but_one = format!("UPDATE buckets SET full_at = full_at + 598800000 WHERE full_at > {one_second_later}");
    world.state().db.write().execute_unprepared(&all_but_one).await.unwrap();
    too_many(&world.anonymous().post_empty(PATH).await);
    world.anonymous().request_from("203.0.113.1", Method::POST, PATH, None).await.ok(200);
}
