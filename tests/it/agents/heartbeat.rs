//! `POST /agents/{id}/heartbeat`.

use std::time::Duration;

use entity::audit_event;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{AGENTS, NOBODY, heartbeat, path, register};

#[tokio::test]
async fn a_heartbeat_200_is_shown_by_the_very_next_look() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&[]).await;
    let made = register(&ada.session).await;
    world.advance(Duration::from_secs(60));
    let seen = key.post_empty(&heartbeat(&made)).await.ok(200);
    assert_eq!(seen, json!({ "lastSeenAt": world.state().now().to_string() }));
    let other_node = world.restarted().await;
    for look in [ada.session.clone(), ada.session.at(&other_node)] {
        let shown = look.get(&path(&made)).await.ok(200);
        assert_eq!((&shown["lastSeenAt"], &shown["lastKey"]["id"]), (&seen["lastSeenAt"], &json!(id)));
        assert_eq!(shown["updatedAt"], made["updatedAt"], "a heartbeat is no change");
        assert_eq!(look.get(AGENTS).await.ok(200)["items"], json!([shown]));
    }
    ada.session.post_empty(&heartbeat(&made)).await.ok(200);
    assert_eq!(ada.session.get(&path(&made)).await.ok(200)["lastKey"], Value::Null, "by a session");
}

#[tokio::test]
async fn what_it_says_200_stays_until_it_says_otherwise() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let made = register(&ada.session).await;
    for (body, status, version) in [
        (json!({ "status": "well", "version": "1.2" }), json!("well"), json!("1.2")),
        (json!({}), json!("well"), json!("1.2")),
        (json!({ "version": "1.3" }), json!("well"), json!("1.3")),
        (json!({ "status": null }), Value::Null, json!("1.3")),
    ] {
        ada.session.post(&heartbeat(&made), body.clone()).await.ok(200);
        let shown = ada.session.get(&path(&made)).await.ok(200);
        assert_eq!((&shown["status"], &shown["version"]), (&status, &version), "{body}");
    }
}

#[tokio::test]
async fn what_is_no_heartbeat_400_changes_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let made = register(&ada.session).await;
    for (field, value) in [
        ("status", json!("")),
        ("status", json!("x".repeat(65))),
        ("version", json!("a\u{1}b")),
        ("version", json!(1)),
        ("lastSeenAt", json!("2026-06-01T12:00:00.000Z")),
    ] {
        ada.session.post(&heartbeat(&made), json!({ field: value })).await.names_field(field);
    }
    assert_eq!(ada.session.get(&path(&made)).await.ok(200), made);
}

#[tokio::test]
async fn of_another_orgs_agent_404_and_nothing_is_noted() {
    let world = World::new().await;
    let (ada, eve) = (world.owner("ada").await, world.owner("eve").await);
    let made = register(&ada.session).await;
    let unknown = eve.session.post_empty(&format!("{AGENTS}/{NOBODY}/heartbeat")).await;
    eve.session.post_empty(&heartbeat(&made)).await.refused(404, "NOT_FOUND").same_as(&unknown);
    assert_eq!(ada.session.get(&path(&made)).await.ok(200)["lastSeenAt"], Value::Null);
}

#[tokio::test]
async fn none_is_recorded() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let made = register(&ada.session).await;
    let records = async || {
        let page =
            audit_event::Entity::page_in_org(ada.org.parse().unwrap(), audit_event::Filter::default(), None, 100);
        page.all(world.state().db.read()).await.unwrap().len()
    };
    let before = records().await;
    ada.session.post_empty(&heartbeat(&made)).await.ok(200);
    assert_eq!(records().await, before);
}
