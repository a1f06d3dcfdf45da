//! Wrong master keys draw from a bucket of their address. Nobody else loses anything by it, and the operator isn't locked
//! out where the key is in use.

use std::time::Duration;

use http::Method;
use tests::{Answer, Caller, MASTER_KEY, Session, World};

use super::too_many;

const TEAMS: &str = "/internal/teams";
const MODELS: &str = "/api/v1/models";
const GUESSER: &str = "203.0.113.9";
const OPERATOR: &str = "203.0.113.10";

async fn world() -> World {
    World::with().set("ALMOND_LOGIN_BURST", "5").set("ALMOND_LOGIN_PER_MINUTE", "1").build().await
}

async fn ask(world: &World, address: &str, key: &str, path: &str) -> Answer {
    Session::bearer(world.clone(), key).request_from(address, Method::GET, path, None).await
}

/// Sends wrong keys until the bucket is empty; gives how many were looked at.
async fn guess(world: &World, address: &str) -> usize {
    for guessed in 0..100 {
        let path = if guessed % 2 == 0 { TEAMS } else { MODELS };
        let answer = ask(world, address, &format!("guess-number-{guessed}"), path).await;
        if answer.status != 401 {
            too_many(&answer);
            return guessed;
        }
        answer.refused(401, "UNAUTHORIZED");
    }
    panic!("there is no limit");
}

#[tokio::test]
async fn wrong_keys_400_once_the_bucket_of_the_address_is_empty() {
    let world = world().await;
    assert_eq!(guess(&world, GUESSER).await, 5, "on whatever operation");
    too_many(&ask(&world, GUESSER, "another", TEAMS).await);
    // A guess that happens to be right looks no different.
    too_many(&ask(&world, GUESSER, MASTER_KEY, TEAMS).await);
    assert_eq!(ask(&world, OPERATOR, MASTER_KEY, TEAMS).await.status, 200);
    assert_eq!(ask(&world, OPERATOR, "another", TEAMS).await.status, 401);
    world.advance(Duration::from_secs(60));
    assert_eq!(ask(&world, GUESSER, MASTER_KEY, TEAMS).await.status, 200);
}

#[tokio::test]
async fn two_thousand_wrong_keys_at_once_get_five_looked_at() {
    let world = world().await;
    let guesses = (0..2000).map(|number| {
        let world = world.clone();
        tokio::spawn(async move { ask(&world, GUESSER, &format!("guess-{number}"), TEAMS).await.status.as_u16() })
    });
    let mut looked_at = 0;
    for guess in guesses.collect::<Vec<_>>() {
        match guess.await.unwrap() {
            401 => looked_at += 1,
            status => assert_eq!(status, 400),
        }
    }
    assert_eq!(looked_at, 5);
}

#[tokio::test]
async fn where_the_key_is_in_use_nobody_locks_the_operator_out() {
    let world = world().await;
    assert_eq!(ask(&world, OPERATOR, MASTER_KEY, TEAMS).await.status, 200);
    assert_eq!(guess(&world, OPERATOR).await, 5);
    assert_eq!(ask(&world, OPERATOR, MASTER_KEY, TEAMS).await.status, 200);

    // Another server on the database, or this one after a restart, knows it too.
    let world = world.restarted().await;
    too_many(&ask(&world, OPERATOR, "another", TEAMS).await);
    assert_eq!(ask(&world, OPERATOR, MASTER_KEY, TEAMS).await.status, 200);
}

#[tokio::test]
async fn what_is_no_guess_draws_from_no_such_bucket() {
    let world = world().await;
    let ada = world.owner("ada").await;
    world.advance(Duration::from_secs(24 * 3600));
    for _ in 0..10 {
        ada.session.request_from(GUESSER, Method::GET, MODELS, None).await.refused(401, "UNAUTHORIZED");
        ask(&world, GUESSER, &format!("alm_test_{}", "0".repeat(48)), MODELS).await.refused(401, "UNAUTHORIZED");
        world.anonymous().request_from(GUESSER, Method::GET, MODELS, None).await.refused(401, "UNAUTHORIZED");
    }
    assert_eq!(guess(&world, GUESSER).await, 5);

    let without = World::with().set("ALMOND_MASTER_KEY", "").set("ALMOND_LOGIN_BURST", "5").build().await;
    for _ in 0..10 {
        ask(&without, GUESSER, "garbage", MODELS).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn wrong_keys_cost_no_sign_in() {
    let world = world().await;
    let _ = world.owner("ada").await;
    guess(&world, GUESSER).await;
    let login = serde_json::json!({ "email": "ada@example.com", "password": tests::PASSWORD });
    let path = "/api/v1/auth/login";
    world.anonymous().request_from(GUESSER, Method::POST, path, Some(login)).await.ok(200);
}
