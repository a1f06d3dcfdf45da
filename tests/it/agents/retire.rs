//! `DELETE /agents/{id}`: retired ones are kept, and refuse every change.

use std::time::Duration;

use serde_json::json;
use tests::{Caller, World};
use tokio::task::JoinSet;

use super::{AGENTS, NOBODY, heartbeat, path, register};
use crate::orgs::recorded;

#[tokio::test]
async fn a_retired_agent_200_is_kept_but_not_listed() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let old = register(&ada.session).await;
    world.advance(Duration::from_secs(1));
    let new = register(&ada.session).await;
    assert_eq!(ada.session.delete(&path(&old)).await.ok(200), json!({ "retired": true }));
    let shown = ada.session.get(&path(&old)).await.ok(200);
    assert_eq!(shown["retiredAt"], world.state().now().to_string());
    assert_eq!(ada.session.get(AGENTS).await.ok(200)["items"], json!([new]));
    assert_eq!(ada.session.get(&format!("{AGENTS}?includeRetired=false")).await.ok(200)["items"], json!([new]));
    let all = ada.session.get(&format!("{AGENTS}?includeRetired=true")).await.ok(200);
    assert_eq!(all["items"], json!([new, shown]));
    ada.session.get(&format!("{AGENTS}?includeRetired=perhaps")).await.names_field("includeRetired");
}

#[tokio::test]
async fn a_retired_agent_refuses_every_change_409() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let made = register(&ada.session).await;
    ada.session.delete(&path(&made)).await.ok(200);
    let shown = ada.session.get(&path(&made)).await.ok(200);
    ada.session.post_empty(&heartbeat(&made)).await.refused(409, "CONFLICT");
    ada.session.patch(&path(&made), json!({ "name": "again" })).await.refused(409, "CONFLICT");
    ada.session.delete(&path(&made)).await.refused(409, "CONFLICT");
    assert_eq!(ada.session.get(&path(&made)).await.ok(200), shown);
}

#[tokio::test]
async fn another_orgs_404_stays() {
    let world = World::new().await;
    let (ada, eve) = (world.owner("ada").await, world.owner("eve").await);
    let made = register(&ada.session).await;
    let unknown = eve.session.delete(&format!("{AGENTS}/{NOBODY}")).await;
    eve.session.delete(&path(&made)).await.refused(404, "NOT_FOUND").same_as(&unknown);
    assert_eq!(ada.session.get(&path(&made)).await.ok(200), made);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_one_retires_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let made = register(&ada.session).await;
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (ada, path) = (ada.clone(), path(&made));
        tasks.spawn(async move { ada.session.delete(&path).await.status.as_u16() });
    }
    let mut statuses = tasks.join_all().await;
    statuses.sort_unstable();
    assert_eq!((statuses[0], &statuses[1..]), (200, &[409; 19][..]));
    assert_eq!(recorded(&ada, &ada.org, "agent.retired").await, 1);
}
