//! `POST /api/v1/api-keys/{id}/rotate`, when it is allowed.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, Key, World};

use super::{KEYS, MODELS, after, path, workspace, world};

fn key(world: &World, minted: &Value) -> Key {
    Key::new(world.clone(), minted["key"].as_str().unwrap())
}

fn rotation(id: &Value) -> String {
    format!("{}/rotate", path(id.as_str().unwrap()))
}

#[tokio::test]
async fn post_201_makes_a_key_with_the_same_rights() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let old = ada
        .try_mint(json!({
            "name": "CI", "description": "Deploys", "scopes": ["models:read", "billing:machine:charge"],
            "expiresAt": after(&world, 3600).to_string(), "workspaceId": workspace(&ada).await,
            "allowedCidrs": ["127.0.0.1"],
        }))
        .await
        .ok(201);
    world.advance(Duration::from_secs(1));
    let rotated = ada.session.post(&rotation(&old["id"]), json!({})).await;
    assert_eq!(rotated.header("cache-control"), Some("no-store"));
    let mut new = rotated.ok(201);
    for unlike in ["id", "key"] {
        assert_ne!(new[unlike], old[unlike]);
    }
    assert_eq!(new["rotatedFrom"], old["id"]);
    assert_eq!(new["createdAt"], world.state().now().to_string());
    assert_eq!(new["prefix"], new["key"].as_str().unwrap()[..12]);
    for same in ["name", "description", "scopes", "expiresAt", "workspaceId", "allowedCidrs", "lastUsedAt"] {
        assert_eq!(new[same], old[same], "{same}");
    }
    new.as_object_mut().unwrap().remove("key");
    assert_eq!(ada.session.get(&path(new["id"].as_str().unwrap())).await.ok(200), new);
}

#[tokio::test]
async fn post_201_ends_the_old_key_at_once_unless_told_otherwise() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    for body in [json!({}), json!({ "overlapSeconds": 0 }), json!({ "overlapSeconds": null })] {
        let old = ada.try_mint(json!({ "name": "CI" })).await.ok(201);
        key(&world, &old).get(MODELS).await.ok(200);
        let new = ada.session.post(&rotation(&old["id"]), body).await.ok(201);
        key(&world, &old).get(MODELS).await.refused(401, "UNAUTHORIZED");
        key(&world, &new).get(MODELS).await.ok(200);
        let listed = ada.session.get(&path(old["id"].as_str().unwrap())).await.ok(200);
        assert_eq!(listed["expiresAt"], world.state().now().to_string());
    }
}

#[tokio::test]
async fn post_201_lets_both_work_until_the_overlap_ends() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let old = ada.try_mint(json!({ "name": "CI" })).await.ok(201);
    let ends = after(&world, 60).to_string();
    let new = ada.session.post(&rotation(&old["id"]), json!({ "overlapSeconds": 60 })).await.ok(201);
    assert_eq!(new["expiresAt"], json!(null));
    let listed = ada.session.get(KEYS).await.ok(200);
    let listed = listed["items"].as_array().unwrap();
    let found = |id: &Value| listed.iter().find(|key| &key["id"] == id).unwrap();
    assert_eq!(found(&old["id"])["expiresAt"], json!(ends));
    assert_eq!(found(&old["id"])["updatedAt"], new["createdAt"]);

    world.advance(Duration::from_millis(59_999));
    for minted in [&old, &new] {
        key(&world, minted).get(MODELS).await.ok(200);
    }
    world.advance(Duration::from_millis(1));
    key(&world, &old).get(MODELS).await.refused(401, "UNAUTHORIZED");
    key(&world, &new).get(MODELS).await.ok(200);
}

#[tokio::test]
async fn post_201_never_lets_the_old_key_live_longer_than_it_would_have() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let ends = after(&world, 30).to_string();
    let old = ada.try_mint(json!({ "name": "CI", "expiresAt": ends })).await.ok(201);
    let new = ada.session.post(&rotation(&old["id"]), json!({ "overlapSeconds": 2_592_000 })).await.ok(201);
    assert_eq!(new["expiresAt"], json!(ends));
    assert_eq!(ada.session.get(&path(old["id"].as_str().unwrap())).await.ok(200)["expiresAt"], json!(ends));
    world.advance(Duration::from_secs(30));
    for minted in [&old, &new] {
        key(&world, minted).get(MODELS).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn post_201_for_the_new_key_in_its_turn() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let first = ada.try_mint(json!({ "name": "CI" })).await.ok(201);
    let second = ada.session.post(&rotation(&first["id"]), json!({ "overlapSeconds": 60 })).await.ok(201);
    let third = ada.session.post(&rotation(&second["id"]), json!({ "overlapSeconds": 60 })).await.ok(201);
    assert_eq!(third["rotatedFrom"], second["id"]);
    for minted in [&first, &second, &third] {
        key(&world, minted).get(MODELS).await.ok(200);
    }
    // To revoke one is to revoke that one.
    ada.session.delete(&path(second["id"].as_str().unwrap())).await.ok(200);
    for (minted, status) in [(&first, 200), (&second, 401), (&third, 200)] {
        assert_eq!(key(&world, minted).get(MODELS).await.status, status);
    }
}

#[tokio::test]
async fn post_201_without_a_body_ends_the_old_key_at_once() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (old, id) = ada.mint(&["models:read"]).await;
    let minted = ada.session.post_empty(&rotation(&json!(id))).await.ok(201);
    old.get(MODELS).await.refused(401, "UNAUTHORIZED");
    key(&world, &minted).get(MODELS).await.ok(200);
}
