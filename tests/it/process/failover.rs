//! A PostgreSQL that crashes and starts again, and one that is replaced by its copy.

use std::time::{Duration, Instant};

use serde_json::json;
use tests::{
    postgres::Postgres,
    process::Server,
    proxy::{Link, Proxy},
};

use super::{
    Site, on_sqlite,
    story::{Owner, models, text},
};

/// How long after the database's return everything works again.
const BACK: Duration = Duration::from_secs(5);

/// Asks until both nodes accept the good key again; meanwhile nothing is said that isn't so. Gives when the database was
/// back.
async fn back(nodes: &[Server; 2], good: &str, dead: &str) -> Instant {
    let returned = Instant::now();
    for node in nodes {
        loop {
            let asked = Instant::now();
            let (good, dead) = tokio::join!(models(node, good), models(node, dead));
            assert!(asked.elapsed() < BACK);
            assert!([401, 503].contains(&dead.status.as_u16()), "{}", dead.text);
            if good.status == 200 {
                break;
            }
            good.refused(503, "UNAVAILABLE");
            assert!(returned.elapsed() < BACK, "not back yet");
        }
    }
    assert!(returned.elapsed() < BACK, "{:?}", returned.elapsed());
    returned
}

/// A change on one holds on the other, before everything has to be back.
async fn works(nodes: &[Server; 2], ada: &Owner, returned: Instant) {
    let (id, key) = loop {
        let minted = nodes[0].post("/api/v1/api-keys", Some(&ada.token), json!({ "name": "CI" })).await;
        assert!(returned.elapsed() < BACK, "not back yet: {}", minted.text);
        if minted.status != 503 {
            let minted = minted.ok(201);
            break (text(&minted["id"]), text(&minted["key"]));
        }
    };
    models(&nodes[1], &key).await.ok(200);
    ada.revoke(&nodes[0], &id).await;
    models(&nodes[1], &key).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn after_a_crash_of_the_database_and_after_a_failover_all_that_was_acknowledged_holds() {
    if on_sqlite() {
        return;
    }
    let first = Postgres::start_new();
    let proxy = Proxy::to(first.address).await.unwrap();
    let site = Site::on(format!("postgres://postgres@{}/postgres", proxy.address)).await;
    let nodes = [site.serve().await, site.serve().await];
    let ada = Owner::new(&site, &nodes[0], "ada").await;
    let ((_, good), (id, dead)) = (ada.mint(&nodes[0]).await, ada.mint(&nodes[1]).await);
    for (node, key) in nodes.iter().flat_map(|node| [(node, &good), (node, &dead)]) {
        models(node, key).await.ok(200);
    }
    ada.revoke(&nodes[0], &id).await;

    first.crash();
    models(&nodes[1], &dead).await.refused(503, "UNAVAILABLE");
    first.start();
    works(&nodes, &ada, back(&nodes, &good, &dead).await).await;

    let copy = first.start_copy();
    let (id, late) = ada.mint(&nodes[0]).await;
    models(&nodes[1], &late).await.ok(200);
    ada.revoke(&nodes[1], &id).await;
    first.crash();
    proxy.set(Link::Cut);
    // Leases have run out by then, as they have with tools that see to failovers.
    tokio::time::sleep(Duration::from_millis(2500)).await;
    for key in [&good, &dead, &late] {
        models(&nodes[0], key).await.refused(503, "UNAVAILABLE");
    }
    copy.promote();
    proxy.lead_to(copy.address);
    proxy.set(Link::Up);
    let returned = back(&nodes, &good, &dead).await;
    for node in &nodes {
        models(node, &late).await.refused(401, "UNAUTHORIZED");
    }
    works(&nodes, &ada, returned).await;
}
