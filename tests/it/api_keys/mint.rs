//! `POST /api/v1/api-keys`

use serde_json::json;
use tests::{Caller, World};

#[tokio::test]
async fn post_201_shows_the_key_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let minted = ada.try_mint(json!({ "name": "CI" })).await.ok(201);
    let key = minted["key"].as_str().unwrap();
    assert!(key.starts_with("alm_test_") && key.len() == 9 + 48, "{key}");
    assert_eq!(minted["prefix"], key[..12]);
    assert_eq!(minted["scopes"], json!(["models:read"]));
    let listed = ada.session.get("/api/v1/api-keys").await;
    assert!(!listed.text.contains(key));
    assert_eq!(listed.ok(200)["items"][0]["id"], minted["id"]);
}
