//! Keys that nobody ever made: they cost the database nothing, and where a node can't tell them from others, whoever
//! presents them waits for themselves.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use almond::cli::{command::Command, keys_revoke};
use entity::Timestamp;
use http::Method;
use serde_json::json;
use tests::{Caller, Key, World};
use tokio::task::JoinSet;

use super::{MODELS, rounds, world};
use crate::fence::nodes::nodes;

const ELSEWHERE: &str = "203.0.113.9";

/// Presents so many different keys at once from one address, and counts those that were refused.
fn present(
    world: &World,
    keys: impl Iterator<Item = String>,
    address: &'static str,
) -> (JoinSet<()>, Arc<AtomicUsize>) {
    let (mut tasks, refused) = (JoinSet::new(), Arc::new(AtomicUsize::new(0)));
    for key in keys {
        let (key, refused) = (Key::new(world.clone(), &key), Arc::clone(&refused));
        tasks.spawn(async move {
            key.request_from(address, Method::GET, MODELS, None).await.refused(401, "UNAUTHORIZED");
            refused.fetch_add(1, SeqCst);
        });
    }
    (tasks, refused)
}

fn garbage(from: u32) -> impl Iterator<Item = String> {
    (from..from + 1000).map(|number| format!("alm_test_{number:048x}"))
}

/// From here on the node can't tell which keys there are.
async fn made_unsure(world: &World) {
    world.fall_silent();
    let issued_before = Timestamp::from_millis(0);
    Command::KeysRevoke(keys_revoke::Request { issued_before, org: None }).run(world.state()).await.unwrap();
    assert!(!world.state().fence.never_was(&entity::Digest::of(b"no key")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn get_401_for_a_thousand_different_keys_is_no_statement() {
    for dialects in ["none", "keys,auth-api-keys,internal,tokens"] {
        let world = World::with().set("ALMOND_DIALECTS", dialects).build().await;
        world.owner("ada").await.enrolled().await.mint(&["models:read"]).await;
        world.knows_all_keys().await;
        world.settled().await;
        let statements = world.state().db.statements();
        let before = (statements.reads(), statements.writes());
        let of_dialects = (0..1000).map(|number| format!("sk-{number:032x}"));
        let (tasks, refused) = present(&world, garbage(0).chain(of_dialects), ELSEWHERE);
        tasks.join_all().await;
        assert_eq!(refused.load(SeqCst), 2000);
        assert_eq!((statements.reads(), statements.writes()), before, "{dialects}");
    }
}

#[tokio::test]
async fn post_verify_200_not_found_for_garbage_is_no_statement() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    key.post("/api/v1/api-keys/verify", json!({ "key": "x" })).await.ok(200);
    world.knows_all_keys().await;
    let statements = world.state().db.statements();
    let before = (statements.reads(), statements.writes());
    for garbage in garbage(0).take(20) {
        let answer = key.post("/api/v1/api-keys/verify", json!({ "key": garbage })).await.ok(200);
        assert_eq!(answer["code"], "NOT_FOUND");
    }
    assert_eq!((statements.reads(), statements.writes()), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn get_401_for_a_thousand_at_once_of_a_node_that_is_unsure_holds_up_nobody_elsewhere() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (good, _) = ada.mint(&["models:read"]).await;
    made_unsure(&world).await;
    let (tasks, refused) = present(&world, garbage(0), ELSEWHERE);
    while world.state().look_ups.under_way() < 4 {
        tokio::time::sleep(Duration::from_micros(100)).await;
    }
    good.request_from("198.51.100.7", Method::GET, MODELS, None).await.ok(200);
    let before = refused.load(SeqCst);
    assert!(before < 900, "{before} went before a good key from elsewhere");
    let mut most = 0;
    while refused.load(SeqCst) < 1000 {
        most = most.max(world.state().look_ups.under_way());
        tokio::time::sleep(Duration::from_micros(100)).await;
    }
    tasks.join_all().await;
    assert!(most <= 4, "{most} at once from one address");
    // The same address's good key is no garbage, and was refused nothing.
    good.request_from(ELSEWHERE, Method::GET, MODELS, None).await.ok(200);
}

/// With every key cold, nobody is refused, many at one address or not; nor while a node has lost touch with the others.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn get_200_for_a_hundred_cold_keys_many_times_at_once_right_after_a_start() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let mut keys = Vec::new();
    for _ in 0..100 {
        keys.push(ada.mint(&["models:read"]).await.0);
    }
    let ask = async |at: &World, times| {
        let mut tasks = JoinSet::new();
        for key in keys.iter().cycle().take(times) {
            let key = key.at(at);
            tasks.spawn(async move { drop(key.request_from(ELSEWHERE, Method::GET, MODELS, None).await.ok(200)) });
        }
        tasks.join_all().await;
    };
    ask(&world.restarted().await, 800).await;
    let cut_off = world.restarted().await;
    cut_off.knows_all_keys().await;
    cut_off.fall_silent();
    cut_off.oversleep(Duration::from_secs(3));
    ask(&cut_off, 200).await;
    let unsure = world.restarted().await;
    made_unsure(&unsure).await;
    ask(&unsure, 200).await;
}

/// No node takes a key for garbage that was minted on another one, nor one that knows all keys takes its own for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn mint_200_at_once_on_every_node_that_knows_all_keys() {
    let (one, other) = match nodes().await {
        Some(nodes) => nodes,
        None => {
            let one = world().await;
            (one.clone(), one)
        }
    };
    let ada = one.owner("ada").await.enrolled().await;
    for world in [&one, &other] {
        world.knows_all_keys().await;
    }
    rounds(async || {
        let (key, _) = ada.mint(&["models:read"]).await;
        let statements = other.state().db.statements().reads();
        key.at(&other).get(MODELS).await.ok(200);
        assert!(other.state().db.statements().reads() > statements, "it was not in memory");
        assert!(other.state().fence.never_was(&entity::Digest::of(b"no key")), "the node is still sure");
    })
    .await;
}
