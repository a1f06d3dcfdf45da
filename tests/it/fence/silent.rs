//! Nodes that hear nothing, sleep, or find another history: they answer from memory no longer.

use std::time::{Duration, Instant};

use tests::Caller;

use super::{
    MODELS,
    nodes::{LONGEST, looked_up, nodes, revoke},
};

#[tokio::test]
async fn a_change_waits_for_a_node_that_fell_silent_and_it_does_not_answer_from_memory_then() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    let (spared, spared_id) = ada.mint(&["models:read"]).await;
    let (key, spared) = (key.at(&other), spared.at(&other));
    key.get(MODELS).await.ok(200);
    other.fall_silent();
    key.get(MODELS).await.ok(200);
    let took = revoke(&ada, &id).await;
    key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    assert!(took > Duration::from_secs(1) && took < LONGEST, "{took:?}");
    // It asks the database now, each time.
    let before = looked_up(&other);
    for _ in 0..3 {
        spared.get(MODELS).await.ok(200);
    }
    assert_eq!(looked_up(&other), before + 3);
    // And nobody waits for it again.
    let took = revoke(&ada, &spared_id).await;
    assert!(took < Duration::from_millis(500), "{took:?}");
    spared.get(MODELS).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn a_node_whose_clock_went_on_while_it_slept_does_not_answer_from_memory() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    let key = key.at(&other);
    key.get(MODELS).await.ok(200);
    assert!(other.state().fence.remembers());
    other.fall_silent();
    other.oversleep(Duration::from_secs(2));
    assert!(!other.state().fence.remembers());
    let before = looked_up(&other);
    key.get(MODELS).await.ok(200);
    assert_eq!(looked_up(&other), before + 1);
}

#[tokio::test]
async fn a_node_that_hears_nothing_catches_up_when_it_renews_its_lease() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    for _ in 0..5 {
        let (key, id) = ada.mint(&["models:read"]).await;
        let key = key.at(&other);
        key.get(MODELS).await.ok(200);
        // Its feed is cut: the connection, which is made again a moment later, and whatever was announced meanwhile.
        one.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE application_name = 'almond fence' AND datname = current_database()",
        )
        .await;
        let took = revoke(&ada, &id).await;
        assert!(took < LONGEST, "{took:?}");
        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn a_node_forgets_everything_when_the_database_has_another_history() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    let key = key.at(&other);
    key.get(MODELS).await.ok(200);
    // As after a failover to a copy that has neither the newest entries nor their numbers.
    one.execute(&format!("UPDATE api_keys SET revoked_at = 1 WHERE id = '{id}'")).await;
    one.execute("UPDATE invalidation_heads SET mark = gen_random_uuid()").await;
    let asked = Instant::now();
    while key.get(MODELS).await.status == 200 {
        assert!(asked.elapsed() < Duration::from_secs(2));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
