//! `PATCH /api-keys/{id}` `{enabled}`: the switch of one's own keys.

use serde_json::json;
use tests::{Caller, World};

use crate::orgs::MODELS;

#[tokio::test]
async fn patch_200_refuses_a_paused_key_at_once_everywhere_and_verify_says_disabled() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let minted = ada.try_mint(json!({ "name": "CI", "scopes": ["models:read"] })).await.ok(201);
    let (id, text) = (minted["id"].as_str().unwrap(), minted["key"].as_str().unwrap());
    assert_eq!(minted["enabled"], true);
    let live = tests::Key::new(world.clone(), text);
    let path = format!("/api/v1/api-keys/{id}");
    live.get(MODELS).await.ok(200);
    assert_eq!(ada.session.patch(&path, json!({ "enabled": false })).await.ok(200)["enabled"], false);
    live.get(MODELS).await.refused(401, "UNAUTHORIZED");
    let verified = world.operator().post("/api/v1/api-keys/verify", json!({ "key": text })).await.ok(200);
    assert_eq!((&verified["valid"], &verified["code"]), (&json!(false), &json!("DISABLED")));
    assert_eq!(ada.session.get(&path).await.ok(200)["enabled"], false, "it is listed still");
    ada.session.post_empty(&format!("{path}/rotate")).await.refused(409, "CONFLICT");
    ada.session.patch(&path, json!({ "enabled": true })).await.ok(200);
    live.get(MODELS).await.ok(200);
    ada.session.delete(&path).await.ok(200);
    live.get(MODELS).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn patch_asks_for_a_step_up_to_enable_and_for_none_to_pause() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (_, id) = ada.mint(&["models:read"]).await;
    let path = format!("/api/v1/api-keys/{id}");
    world.advance(std::time::Duration::from_secs(601));
    ada.session.patch(&path, json!({ "enabled": false })).await.ok(200);
    ada.session.patch(&path, json!({ "enabled": true })).await.asks_for_step_up();
    ada.session.patch(&path, json!({ "enabled": false, "name": "still off" })).await.ok(200);
    ada.session.patch(&path, json!({ "enabled": null })).await.refused(400, "BAD_REQUEST").names_field("enabled");
}
