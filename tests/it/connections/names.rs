//! A name belongs to one connection of an org.

use std::time::Duration;

use serde_json::json;
use tests::{Caller, World};
use tokio::task::JoinSet;

use super::{CONNECTIONS, keep, path, try_keep};

#[tokio::test]
async fn a_name_that_is_taken_409() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let first = keep(&ada.session, "GitHub").await;
    world.advance(Duration::from_secs(1));
    let second = keep(&ada.session, "GitLab").await;
    try_keep(&ada.session, "GitHub").await.refused(409, "CONFLICT");
    try_keep(&ada.session, "  GitHub ").await.refused(409, "CONFLICT");
    let body = json!({ "name": "GitHub", "description": "x" });
    ada.session.patch(&path(&second), body).await.refused(409, "CONFLICT");
    assert_eq!(ada.session.get(CONNECTIONS).await.ok(200)["items"], json!([second, first]));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_one_gets_the_name() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let ada = ada.clone();
        tasks.spawn(async move { try_keep(&ada.session, "GitHub").await.status.as_u16() });
    }
    let mut statuses = tasks.join_all().await;
    statuses.sort_unstable();
    assert_eq!((statuses[0], &statuses[1..]), (201, &[409; 19][..]));
}
