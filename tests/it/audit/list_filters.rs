//! What `GET /api/v1/audit-events` can be asked for, and what it refuses.

use std::time::Duration;

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{AUDIT, each, items};

#[tokio::test]
async fn get_200_filters_by_action_actor_and_target() {
    let world = World::new().await;
    let ada = world.member("ada", "acme", OrgRole::Owner).await.enrolled().await;
    let bob = world.member("bob", "acme", OrgRole::Admin).await.enrolled().await;
    let (_, adas) = ada.mint(&[]).await;
    let (_, bobs) = bob.mint(&[]).await;
    bob.session.delete(&format!("/api/v1/api-keys/{bobs}")).await.ok(200);

    let minted = items(&ada.session, "?action=key.minted").await;
    assert_eq!(each(&minted, "targetId"), [&bobs, &adas].map(|id| Value::from(id.as_str())).iter().collect::<Vec<_>>());
    let of_bob = items(&ada.session, &format!("?actorId={}", bob.user)).await;
    assert_eq!(of_bob.len(), 5, "signed in, enrolled, stepped up, minted, revoked");
    assert!(of_bob.iter().all(|item| item["actor"]["id"] == *bob.user));
    let about = items(&ada.session, &format!("?targetId={bobs}")).await;
    assert_eq!(each(&about, "action"), [&json!("key.revoked"), &json!("key.minted")]);
    let all = items(&ada.session, &format!("?targetId={bobs}&action=key.minted&actorId={}", bob.user)).await;
    assert_eq!(all.len(), 1);
    assert!(items(&ada.session, &format!("?targetId={bobs}&actorId={}", ada.user)).await.is_empty());
    assert!(items(&ada.session, "?action=keys.revoked").await.is_empty());
    let page = ada.session.get(&format!("{AUDIT}?action=key.minted&limit=1")).await.ok(200);
    let cursor = page["nextCursor"].as_str().unwrap();
    let next = ada.session.get(&format!("{AUDIT}?action=key.minted&limit=1&cursor={cursor}")).await.ok(200);
    assert_eq!((&next["items"][0]["targetId"], &next["nextCursor"]), (&json!(adas), &Value::Null));
}

#[tokio::test]
async fn get_200_filters_by_time_from_on_and_before() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for n in 0..3 {
        world.advance(Duration::from_secs(60));
        ada.session.post("/api/v1/agents", json!({ "name": format!("agent {n}") })).await.ok(201);
    }
    for (query, expected) in [
        ("from=2026-06-01T12:01:00Z", 3),
        ("from=2026-06-01T12:01:00.001Z", 2),
        ("from=2026-06-01T14:03:00%2B02:00", 1),
        ("to=2026-06-01T12:01:00Z", 3),
        ("from=2026-06-01T12:01:00Z&to=2026-06-01T12:03:00Z", 2),
        ("from=2026-06-01T12:01:00Z&to=2026-06-01T12:01:00Z", 0),
        ("from=2026-06-01T12:01:00Z&action=session.started", 0),
        ("from=1970-01-01T00:00:00Z&to=9999-12-31T23:59:59Z", 6),
    ] {
        assert_eq!(items(&ada.session, &format!("?{query}")).await.len(), expected, "{query}");
    }
}

#[tokio::test]
async fn get_400_names_what_cannot_be_asked_for() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let long = "x".repeat(321);
    for (field, values) in [
        ("action", vec!["", "key", "Key.Minted", "key.minted%00", "key.minted,key.revoked"]),
        ("actorId", vec!["", "ada", "019a9d3e", "%00"]),
        ("targetId", vec!["", "%00", "a%0Ab", &long]),
        ("from", vec!["", "yesterday", "2026-06-01", "1780315200", "2026-13-01T00:00:00Z", "1969-12-31T23:59:59Z"]),
        ("to", vec!["", "2026-06-01T12:00:00", "2026-06-01T24:00:01Z", "10000-01-01T00:00:00Z"]),
        ("limit", vec!["0", "101", "-1", "ten"]),
        ("cursor", vec!["", "1", "AAAAAAAAAAB", "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40", "%00"]),
    ] {
        for value in values {
            ada.session.get(&format!("{AUDIT}?{field}={value}")).await.names_field(field);
        }
    }
    let backwards = "from=2026-06-01T12:00:00.001Z&to=2026-06-01T12:00:00Z";
    ada.session.get(&format!("{AUDIT}?{backwards}")).await.names_field("to");
}

#[tokio::test]
async fn get_200_for_any_text_that_looks_like_a_cursor() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    // The greatest and the least number, and one that is negative.
    for (cursor, shown) in [("f_________8", 3), ("AAAAAAAAAAA", 0), ("gAAAAAAAAAA", 0)] {
        assert_eq!(items(&ada.session, &format!("?cursor={cursor}")).await.len(), shown, "{cursor}");
    }
}

#[tokio::test]
async fn get_200_names_the_key_that_acted_and_filters_by_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["files:write"]).await;
    let sent = [("authorization", ""), ("content-type", "text/plain")];
    let credential = key.credentials()[0].1.clone();
    let sent = sent.map(|(name, value)| (name, if value.is_empty() { credential.as_str() } else { value }));
    world.send(http::Method::POST, "/api/v1/files?name=z", &sent, "z").await.ok(201);
    let by_key = items(&ada.session, &format!("?keyId={id}")).await;
    assert_eq!(each(&by_key, "action"), [&json!("file.uploaded")]);
    assert_eq!(by_key[0]["actor"], json!({ "kind": "user", "id": ada.user, "keyId": id }));
    let minted = items(&ada.session, "?action=key.minted").await;
    assert_eq!(minted[0]["actor"]["keyId"], Value::Null);
    assert_eq!(minted[0]["detail"]["scopes"], json!(["files:write"]));
}

#[tokio::test]
async fn get_400_for_a_filter_that_is_none_and_for_one_given_twice() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for (query, field) in [
        ("?since=2030-01-01T00:00:00Z", "since"),
        ("?action=key.minted&action=key.revoked", "action"),
        ("?limit=1&Limit=2", "Limit"),
    ] {
        ada.session.get(&format!("{AUDIT}{query}")).await.names_field(field);
    }
}
