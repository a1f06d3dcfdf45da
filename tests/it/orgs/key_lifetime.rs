//! `maxKeyLifetimeDays`, where keys are minted, changed, rotated and shown.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, Person, World};

use super::set;

const KEYS: &str = "/api/v1/api-keys";
const DAY: Duration = Duration::from_secs(24 * 3600);

/// The world's time in so many days and a second more or less.
fn after(world: &World, days: u32, seconds: i64) -> String {
    let at = world.state().now().plus(DAY * days).millis() + seconds * 1000;
    entity::Timestamp::from_millis(at).to_string()
}

async fn limited(world: &World) -> Person {
    let ada = world.owner("ada").await.enrolled().await;
    set(&ada, json!({ "maxKeyLifetimeDays": 30 })).await.ok(200);
    ada
}

fn key_path(key: &Value) -> String {
    format!("{KEYS}/{}", key["id"].as_str().unwrap())
}

#[tokio::test]
async fn mint_201_gives_the_latest_end_unless_an_earlier_is_asked_for() {
    let world = World::new().await;
    let ada = limited(&world).await;
    for (given, kept) in [
        (Value::Null, after(&world, 30, 0)),
        (json!(after(&world, 30, 0)), after(&world, 30, 0)),
        (json!(after(&world, 1, 0)), after(&world, 1, 0)),
    ] {
        let minted = ada.try_mint(json!({ "name": "CI", "expiresAt": given })).await.ok(201);
        assert_eq!(minted["expiresAt"], kept);
    }
}

#[tokio::test]
async fn mint_400_names_the_field_for_a_later_end() {
    let world = World::new().await;
    let ada = limited(&world).await;
    let refused = ada.try_mint(json!({ "name": "CI", "expiresAt": after(&world, 30, 1) })).await;
    assert!(refused.names_field("expiresAt").message().contains("30 days"));
    assert_eq!(ada.session.get(KEYS).await.ok(200)["items"], json!([]));
}

#[tokio::test]
async fn patch_400_counts_from_when_the_key_was_made() {
    let world = World::new().await;
    let ada = limited(&world).await;
    let key = ada.try_mint(json!({ "name": "CI", "expiresAt": after(&world, 1, 0) })).await.ok(201);
    let latest = after(&world, 30, 0);
    world.advance(Duration::from_secs(60));
    for given in [json!(after(&world, 30, 0)), Value::Null] {
        ada.session.patch(&key_path(&key), json!({ "expiresAt": given })).await.names_field("expiresAt");
    }
    let changed = ada.session.patch(&key_path(&key), json!({ "expiresAt": latest })).await.ok(200);
    assert_eq!(changed["expiresAt"], latest);
}

#[tokio::test]
async fn a_key_from_before_is_shown_with_the_end_that_it_has_now_and_can_be_changed_otherwise() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let key = ada.try_mint(json!({ "name": "CI" })).await.ok(201);
    let latest = after(&world, 30, 0);
    set(&ada, json!({ "maxKeyLifetimeDays": 30 })).await.ok(200);
    assert_eq!(ada.session.get(&key_path(&key)).await.ok(200)["expiresAt"], latest);
    assert_eq!(ada.session.get(KEYS).await.ok(200)["items"][0]["expiresAt"], latest);
    let verified = ada.session.post(&format!("{KEYS}/verify"), json!({ "key": key["key"] })).await.ok(200);
    assert_eq!((&verified["valid"], &verified["expiresAt"]), (&json!(true), &json!(latest)));
    let renamed = ada.session.patch(&key_path(&key), json!({ "name": "renamed" })).await.ok(200);
    assert_eq!((&renamed["name"], &renamed["expiresAt"]), (&json!("renamed"), &json!(latest)));
}

#[tokio::test]
async fn rotate_201_gives_a_key_without_an_end_the_latest_one() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let key = ada.try_mint(json!({ "name": "CI" })).await.ok(201);
    set(&ada, json!({ "maxKeyLifetimeDays": 30 })).await.ok(200);
    world.advance(Duration::from_secs(60));
    let rotated = ada.session.post_empty(&format!("{}/rotate", key_path(&key))).await.ok(201);
    assert_eq!(rotated["expiresAt"], after(&world, 30, 0));
}
