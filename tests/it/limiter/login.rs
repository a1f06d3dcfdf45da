//! The buckets of sign-in attempts: one for the address they come from, one for the account they aim at.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use tests::{Answer, Caller, PASSWORD, World};

use super::too_many;

const LOGIN: &str = "/api/v1/auth/login";

async fn guessing(burst: &str) -> World {
    World::with().set("ALMOND_LOGIN_BURST", burst).set("ALMOND_LOGIN_PER_MINUTE", "10").build().await
}

fn guess(email: &str, password: &str) -> Option<Value> {
    Some(json!({ "email": email, "password": password }))
}

async fn attempt(world: &World, address: &str, email: &str) -> Answer {
    world.anonymous().request_from(address, Method::POST, LOGIN, guess(email, "a wrong password")).await
}

/// Attempts until the limiter says no; gives how many there were.
async fn attempts_left(world: &World, address: impl Fn(u32) -> String, email: impl Fn(u32) -> String) -> u32 {
    for number in 0..100 {
        let answer = attempt(world, &address(number), &email(number)).await;
        if answer.status != 401 {
            too_many(&answer);
            return number;
        }
    }
    panic!("there is no limit");
}

fn always(text: &str) -> impl Fn(u32) -> String {
    move |_| text.to_owned()
}

#[tokio::test]
async fn post_400_when_an_address_has_tried_often_enough_whatever_the_accounts() {
    let world = guessing("5").await;
    let other_accounts = |number| format!("somebody-{number}@example.com");
    assert_eq!(attempts_left(&world, always("203.0.113.1"), other_accounts).await, 5);
    let more_accounts = |number| format!("nobody-{number}@example.com");
    assert_eq!(attempts_left(&world, always("203.0.113.1"), more_accounts).await, 0);
    assert_eq!(attempts_left(&world, always("203.0.113.2"), more_accounts).await, 5);
    assert_eq!(attempts_left(&world, |number| format!("2001:db8::{number:x}"), other_accounts).await, 5);
    world.advance(Duration::from_secs(6));
    assert_eq!(attempts_left(&world, always("203.0.113.1"), more_accounts).await, 1);
}

#[tokio::test]
async fn a_whole_office_signs_in_from_one_address_and_its_wrong_guesses_count() {
    let world = guessing("3").await;
    let office = "203.0.113.1";
    for number in 0..7 {
        let person = world.owner(&format!("person{number}")).await;
        let right = guess(&person.email, PASSWORD);
        world.anonymous().request_from(office, Method::POST, LOGIN, right).await.ok(200);
        if number == 3 {
            attempt(&world, office, "somebody@example.com").await.refused(401, "UNAUTHORIZED");
        }
    }
    let other_accounts = |number| format!("nobody-{number}@example.com");
    assert_eq!(attempts_left(&world, always(office), other_accounts).await, 2);
    let right = guess("person0@example.com", PASSWORD);
    too_many(&world.anonymous().request_from(office, Method::POST, LOGIN, right.clone()).await);
    world.advance(Duration::from_secs(6));
    // The shield forgets what came back.
    world.anonymous().request_from(office, Method::POST, LOGIN, right).await.ok(200);
    attempt(&world, office, "nobody@example.com").await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn a_passkey_gives_back_what_both_its_requests_took() {
    let world = guessing("3").await;
    for number in 0..4 {
        let (_, mut authenticator) = world.owner(&format!("person{number}")).await.with_passkey().await;
        tests::passkey::sign_in(&world, &mut authenticator).await.ok(200);
    }
    assert_eq!(attempts_left(&world, always("127.0.0.1"), |number| format!("nobody-{number}@example.com")).await, 3);
}

#[tokio::test]
async fn post_400_when_an_account_was_tried_often_enough_whatever_the_addresses() {
    let world = guessing("5").await;
    world.owner("ada").await;
    world.advance(Duration::from_secs(60));
    let elsewhere = |number| format!("203.0.113.{number}");
    let further = |number| format!("198.51.100.{number}");
    // Whether there is such an account makes no difference, nor how it is written.
    for (account, spelled) in [
        ("ada@example.com", ["ADA@example.com", "Ada@EXAMPLE.com"]),
        ("nobody@example.com", ["NOBODY@example.com", "nobody@Example.Com"]),
    ] {
        assert_eq!(attempts_left(&world, elsewhere, always(account)).await, 5, "{account}");
        for same in spelled {
            assert_eq!(attempts_left(&world, further, always(same)).await, 0, "{same}");
        }
        world.advance(Duration::from_secs(60));
    }
    // Not even with the right password.
    assert_eq!(attempts_left(&world, elsewhere, always("ada@example.com")).await, 5);
    let right = guess("ada@example.com", PASSWORD);
    too_many(&world.anonymous().request_from("198.51.100.200", Method::POST, LOGIN, right.clone()).await);
    // It is not for ever: the next token is the owner's as much as anybody's.
    world.advance(Duration::from_secs(6));
    world.anonymous().request_from("198.51.100.201", Method::POST, LOGIN, right).await.ok(200);
}

#[tokio::test]
async fn post_400_is_remembered_over_a_restart_and_counts_for_step_up_too() {
    let world = guessing("3").await;
    let ada = world.owner("ada").await;
    world.advance(Duration::from_secs(60));
    let ada = ada.enrolled().await;
    world.advance(Duration::from_secs(60));
    attempt(&world, "203.0.113.1", &ada.email).await.refused(401, "UNAUTHORIZED");
    let again = world.restarted().await;
    for address in ["203.0.113.2", "203.0.113.6"] {
        attempt(&again, address, &ada.email).await.refused(401, "UNAUTHORIZED");
    }
    too_many(&attempt(&again, "203.0.113.5", &ada.email).await);
    // Who is signed in has a bucket that no stranger empties.
    let step_up = async |address: &str| {
        let code = Some(json!({ "code": "000000" }));
        ada.session.at(&again).request_from(address, Method::POST, "/api/v1/auth/step-up/totp", code).await
    };
    for address in ["203.0.113.7", "203.0.113.8", "203.0.113.9"] {
        step_up(address).await.refused(401, "UNAUTHORIZED");
    }
    too_many(&step_up("203.0.113.4").await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn post_401_exactly_as_often_as_the_bucket_holds_of_50_at_once() {
    let world = guessing("5").await;
    for (one_address, one_account) in [(true, false), (false, true)] {
        let tasks = (0..50).map(|number| {
            let world = world.clone();
            let address = if one_address { "192.0.2.1".to_owned() } else { format!("203.0.113.{number}") };
            let email = if one_account { "ada@example.com".to_owned() } else { format!("ada-{number}@example.com") };
            tokio::spawn(async move { attempt(&world, &address, &email).await })
        });
        let mut tried = 0;
        for task in tasks.collect::<Vec<_>>() {
            let answer = task.await.unwrap();
            tried += u32::from(answer.status == 401);
            if answer.status != 401 {
                too_many(&answer);
            }
        }
        assert_eq!(tried, 5, "one address: {one_address}, one account: {one_account}");
    }
}

#[tokio::test]
async fn post_that_is_malformed_costs_nothing() {
    let world = guessing("5").await;
    for _ in 0..10 {
        for wrong in
            [json!({}), json!([]), json!({ "email": "nobody@example.com" }), json!({ "email": "x", "password": "y" })]
        {
            let answer = world.anonymous().request_from("203.0.113.1", Method::POST, LOGIN, Some(wrong)).await;
            answer.refused(400, "BAD_REQUEST");
            assert_ne!(answer.message(), "Too many requests");
        }
    }
    assert_eq!(attempts_left(&world, always("203.0.113.1"), always("nobody@example.com")).await, 5);
}
