//! The generation check: what a first use is loading while the key is being narrowed is not put into memory as good.

use std::sync::Arc;

use serde_json::json;
use tests::Caller;
use tokio::{sync::Barrier, task::JoinSet};

use super::{ASKING, Asking, MODELS, rounds, world};

/// Makes `change` and the first uses begin together; all have finished when this returns.
pub async fn at_once(asking: &Asking, change: impl Future<Output = ()>) {
    let start = Arc::new(Barrier::new(ASKING as usize + 1));
    let mut tasks = JoinSet::new();
    for _ in 0..ASKING {
        let (asking, start) = (asking.clone(), start.clone());
        tasks.spawn(async move {
            start.wait().await;
            asking.once().await;
        });
    }
    start.wait().await;
    change.await;
    while let Some(task) = tasks.join_next().await {
        task.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn revocation_during_the_first_use_401_ever_after() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    rounds(async || {
        let (key, id) = ada.mint(&["models:read"]).await;
        let asking = Asking::of(&key, MODELS);
        let revoke = async { drop(ada.session.delete(&format!("/api/v1/api-keys/{id}")).await.ok(200)) };
        at_once(&asking, revoke).await;
        assert_eq!(asking.once().await, 401);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn scope_removal_during_the_first_use_403_ever_after() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    rounds(async || {
        let (key, id) = ada.mint(&["models:read"]).await;
        let asking = Asking::of(&key, MODELS);
        let path = format!("/api/v1/api-keys/{id}");
        let narrow = async { drop(ada.session.patch(&path, json!({ "scopes": [] })).await.ok(200)) };
        at_once(&asking, narrow).await;
        assert_eq!(asking.once().await, 403);
    })
    .await;
}
