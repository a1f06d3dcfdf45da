//! Keys that don't exist are remembered too. One that comes to be is good at once all the same.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use serde_json::json;
use tests::{Caller, Key};

use super::{Asking, MODELS, rounds, world};

#[tokio::test]
async fn mint_200_at_once_for_a_key_that_was_asked_for_before() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let key = Key::new(world.clone(), &format!("alm_test_{}", "5a".repeat(24)));
    for _ in 0..3 {
        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    }
    world.foretell(&[0x5a; 24]);
    ada.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn mint_200_at_once_for_a_key_that_is_being_asked_for() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let round = AtomicU64::new(1);
    rounds(async || {
        let bytes = format!("{:024}", round.fetch_add(1, Relaxed)).into_bytes();
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let key = Key::new(world.clone(), &format!("alm_test_{digits}"));
        world.foretell(&bytes);
        let mint = async { drop(ada.try_mint(json!({ "name": "foretold" })).await.ok(201)) };
        Asking::of(&key, MODELS).during(mint, 401, 200).await;
    })
    .await;
}
