//! `POST /api/v1/api-keys`, when it is allowed.

use std::time::Duration;

use entity::Digest;
use serde_json::json;
use tests::{Caller, Key};

use super::{KEYS, MODELS, after, path, row, workspace, world};

#[tokio::test]
async fn post_201_shows_the_key_once() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let minted = ada.try_mint(json!({ "name": "CI" })).await;
    assert_eq!(minted.header("cache-control"), Some("no-store"));
    let minted = minted.ok(201);
    let key = minted["key"].as_str().unwrap();
    let digits = key.strip_prefix("alm_test_").unwrap();
    assert!(digits.len() == 48 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')), "{key}");
    assert_eq!(minted["prefix"], key[..12]);
    for other in [ada.session.get(KEYS).await, ada.session.get(&path(minted["id"].as_str().unwrap())).await] {
        assert!(!other.text.contains(digits) && !other.text.contains("\"key\""), "{}", other.text);
    }
}

#[tokio::test]
async fn post_201_gives_the_fields_of_the_contract() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let mut minted = ada.try_mint(json!({ "name": "CI" })).await.ok(201);
    let id: uuid::Uuid = minted["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(id.get_version_num(), 7);
    let now = world.state().now().to_string();
    for own in ["id", "key", "prefix"] {
        minted.as_object_mut().unwrap().remove(own).unwrap();
    }
    assert_eq!(
        minted,
        json!({
            "name": "CI", "description": null, "scopes": ["models:read"], "workspaceId": null, "allowedCidrs": [],
            "createdAt": now, "updatedAt": now, "expiresAt": null, "lastUsedAt": null, "lastUsedAddress": null, "rotatedFrom": null,
            "enabled": true,
        })
    );
}

#[tokio::test]
async fn post_201_keeps_what_was_asked_for() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let asked = json!({
        "name": "CI", "description": "Deploys", "scopes": ["models:read", "files:read"],
        "expiresAt": after(&world, 3600).to_string(), "workspaceId": workspace(&ada).await,
        "allowedCidrs": ["203.0.113.0/24", "2001:db8::/32"],
    });
    let mut minted = ada.try_mint(asked.clone()).await.ok(201);
    for (field, value) in asked.as_object().unwrap() {
        assert_eq!(&minted[field], value, "{field}");
    }
    minted.as_object_mut().unwrap().remove("key");
    let id = minted["id"].as_str().unwrap();
    assert_eq!(ada.session.get(&path(id)).await.ok(200), minted);
    assert_eq!(ada.session.get(KEYS).await.ok(200)["items"], json!([minted]));
}

#[tokio::test]
async fn post_201_reads_values_as_they_are_meant() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let long = "ä".repeat(100);
    for (field, given, kept) in [
        ("name", json!("  CI \n"), json!("CI")),
        ("name", json!(long), json!(long)),
        ("description", json!(null), json!(null)),
        ("scopes", json!(null), json!(["models:read"])),
        ("scopes", json!([]), json!([])),
        ("scopes", json!(["mcp:read", "models:read", "mcp:read"]), json!(["models:read", "mcp:read"])),
        ("expiresAt", json!("2027-01-01T01:00:00+02:00"), json!("2026-12-31T23:00:00.000Z")),
        ("allowedCidrs", json!(["203.0.113.7/24", "192.0.2.1"]), json!(["203.0.113.0/24", "192.0.2.1/32"])),
        ("allowedCidrs", json!([]), json!([])),
    ] {
        let minted = ada.try_mint(super::named(field, given.clone())).await.ok(201);
        assert_eq!(minted[field], kept, "{field} {given}");
    }
}

#[tokio::test]
async fn post_201_makes_a_key_that_works_and_stores_its_digest_alone() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let [one, two] =
        [ada.try_mint(json!({ "name": "a" })).await.ok(201), ada.try_mint(json!({ "name": "a" })).await.ok(201)];
    assert_ne!(one["key"], two["key"]);
    assert_ne!(one["id"], two["id"]);
    for minted in [one, two] {
        let key = minted["key"].as_str().unwrap();
        Key::new(world.clone(), key).get(MODELS).await.ok(200);
        let stored = row(&world, minted["id"].as_str().unwrap()).await;
        assert_eq!(stored.digest, Digest::of(key.as_bytes()));
        assert!(!format!("{stored:?}").contains(&key[12..]));
    }
}

#[tokio::test]
async fn post_201_until_the_step_up_ends_and_then_403() {
    let world = world().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_millis(599_999));
    ada.mint(&["models:read"]).await;
    // Using a step-up doesn't make it last.
    world.advance(Duration::from_millis(1));
    ada.try_mint(json!({ "name": "CI" })).await.asks_for_step_up();
    ada.step_up().await;
    ada.mint(&["models:read"]).await;
}
