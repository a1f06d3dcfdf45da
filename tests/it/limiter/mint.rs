//! The bucket of minting and rotating.

use std::time::Duration;

use http::Method;
use serde_json::json;
use tests::Caller;

use super::{KEYS, body, mint_from, minting, mints_left, too_many};

const HERE: &str = "127.0.0.1";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn post_201_exactly_as_often_as_the_bucket_holds_of_100_at_once() {
    let world = minting("7", "60").await;
    let ada = world.owner("ada").await.enrolled().await;
    let tasks = (0..100).map(|_| {
        let session = ada.session.clone();
        tokio::spawn(async move { session.post(KEYS, body()).await })
    });
    let mut minted = 0;
    for task in tasks.collect::<Vec<_>>() {
        let answer = task.await.unwrap();
        if answer.status == 201 {
            minted += 1;
            continue;
        }
        assert_eq!(too_many(&answer), 1);
        assert_eq!(answer.header("ratelimit"), Some("\"mint\";r=0;t=1"));
        assert_eq!(answer.header("ratelimit-policy"), Some("\"mint\";q=7;w=7"));
    }
    assert_eq!(minted, 7);
    let keys = ada.session.get(&format!("{KEYS}?limit=100")).await.ok(200);
    assert_eq!(keys["items"].as_array().unwrap().len(), 7);
}

#[tokio::test]
async fn post_201_again_as_the_clock_lets_tokens_flow_back() {
    let world = minting("3", "10").await;
    let ada = world.owner("ada").await.enrolled().await;
    assert_eq!(mints_left(&ada, HERE).await, 3);
    world.advance(Duration::from_millis(5_999));
    assert_eq!(too_many(&mint_from(&ada, HERE).await), 1);
    world.advance(Duration::from_millis(1));
    assert_eq!(mints_left(&ada, HERE).await, 1);
    // The wait that is told is enough, and no longer than needed.
    let wait = too_many(&mint_from(&ada, HERE).await);
    assert_eq!(wait, 6);
    world.advance(Duration::from_secs(wait));
    assert_eq!(mints_left(&ada, HERE).await, 1);
    // Never more than the bucket holds.
    world.advance(Duration::from_secs(300));
    assert_eq!(mints_left(&ada, HERE).await, 3);
}

#[tokio::test]
async fn post_400_is_remembered_over_a_restart() {
    let world = minting("3", "10").await;
    let ada = world.owner("ada").await.enrolled().await;
    mint_from(&ada, HERE).await.ok(201);
    let again = world.restarted().await;
    let session = ada.session.at(&again);
    session.post(KEYS, body()).await.ok(201);
    // Two servers on one database share a bucket.
    ada.session.post(KEYS, body()).await.ok(201);
    for session in [&session, &ada.session] {
        too_many(&session.post(KEYS, body()).await);
    }
}

/// Whoever keeps asking costs the database nothing, and is told the same.
#[tokio::test]
async fn post_400_again_without_asking_the_database_until_a_token_has_flowed_in() {
    let world = minting("2", "10").await;
    let ada = world.owner("ada").await.enrolled().await;
    assert_eq!(mints_left(&ada, HERE).await, 2);
    world.execute("ALTER TABLE buckets RENAME TO mislaid").await;
    for left in (1..=6).rev() {
        assert_eq!(too_many(&mint_from(&ada, HERE).await), left);
        world.advance(Duration::from_secs(1));
    }
    mint_from(&ada, HERE).await.refused(503, "UNAVAILABLE");
    world.execute("ALTER TABLE mislaid RENAME TO buckets").await;
    assert_eq!(mints_left(&ada, HERE).await, 1);
    // Tokens that others take meanwhile make nobody wait any less.
    let elsewhere = ada.session.at(&world.restarted().await);
    world.advance(Duration::from_secs(6));
    elsewhere.post(KEYS, body()).await.ok(201);
    assert_eq!(too_many(&mint_from(&ada, HERE).await), 6);
}

#[tokio::test]
async fn post_that_was_refused_for_another_reason_costs_nothing() {
    let world = minting("3", "10").await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let (_, id) = ada.mint(&[]).await;
    let rotate = format!("{KEYS}/{id}/rotate");
    for _ in 0..5 {
        for wrong in [
            json!({}),
            json!([]),
            json!({ "name": "" }),
            json!({ "name": "CI", "id": "x" }),
            json!({ "name": "CI", "scopes": ["terminal"] }),
            json!({ "name": "CI", "expiresAt": "2020-01-01T00:00:00Z" }),
            json!({ "name": "CI", "workspaceId": id }),
            json!({ "name": "CI", "allowedCidrs": vec!["10.0.0.0/8"; 33] }),
        ] {
            ada.try_mint(wrong).await.refused(400, "BAD_REQUEST");
        }
        ada.session.post_empty(KEYS).await.refused(415, "UNSUPPORTED_MEDIA_TYPE");
        ada.session.post(&rotate, json!({ "overlapSeconds": -1 })).await.names_field("overlapSeconds");
        let unknown = format!("{KEYS}/{}/rotate", ada.org);
        ada.session.post(&unknown, json!({})).await.refused(404, "NOT_FOUND");
        world.anonymous().post(KEYS, body()).await.refused(401, "UNAUTHORIZED");
    }
    // Nor does one without a step-up, and reading and revoking have no bucket.
    world.advance(Duration::from_secs(600));
    for _ in 0..5 {
        ada.try_mint(body()).await.asks_for_step_up();
        ada.session.post(&rotate, json!({})).await.asks_for_step_up();
        ada.session.get(KEYS).await.ok(200);
    }
    ada.step_up().await;
    assert_eq!(mints_left(&ada, HERE).await, 3);
}

#[tokio::test]
async fn rotate_draws_from_the_bucket_of_minting() {
    let world = minting("4", "10").await;
    let ada = world.owner("ada").await.enrolled().await;
    let rotate = async |id: &str| ada.session.post(&format!("{KEYS}/{id}/rotate"), json!({})).await;
    let (_, first) = ada.mint(&[]).await;
    let second = rotate(&first).await.ok(201);
    let second = second["id"].as_str().unwrap();
    assert_eq!(mints_left(&ada, HERE).await, 2);
    too_many(&rotate(second).await);
    // What the limiter held up was not done, and containment is never held up.
    assert_eq!(ada.session.get(&format!("{KEYS}/{second}")).await.ok(200)["expiresAt"], json!(null));
    ada.session.patch(&format!("{KEYS}/{second}"), json!({ "scopes": [] })).await.ok(200);
    ada.session.request(Method::DELETE, &format!("{KEYS}/{second}"), None).await.ok(200);
}
