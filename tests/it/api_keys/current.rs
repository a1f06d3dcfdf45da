//! `GET` and `DELETE /api/v1/api-keys/current`

use serde_json::json;
use tests::Caller;

use super::{KEYS, MODELS, path, row, world};

const CURRENT: &str = "/api/v1/api-keys/current";

#[tokio::test]
async fn get_200_shows_a_key_itself_whatever_its_scopes() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    for scopes in [&["files:read"][..], &["api-keys:read"]] {
        let (key, id) = ada.mint(scopes).await;
        let shown = key.get(CURRENT).await.ok(200);
        assert_eq!((&shown["id"], &shown["scopes"]), (&json!(id), &json!(scopes)));
        assert!(shown.get("key").is_none());
        assert_eq!(shown["prefix"], ada.session.get(&path(&id)).await.ok(200)["prefix"]);
    }
}

#[tokio::test]
async fn delete_200_ends_the_key_and_no_other() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    let (other, _) = ada.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
    assert_eq!(key.delete(CURRENT).await.ok(200), json!({ "revoked": true }));
    for refused in [key.get(MODELS).await, key.get(CURRENT).await, key.delete(CURRENT).await] {
        refused.refused(401, "UNAUTHORIZED");
    }
    assert_eq!(row(&world, &id).await.revoked_at, Some(world.state().now()));
    other.get(MODELS).await.ok(200);
    let actions = ada.session.get("/api/v1/audit-events?action=key.revoked").await.ok(200);
    assert_eq!(actions["items"][0]["targetId"], json!(id));
}

#[tokio::test]
async fn delete_200_in_an_org_with_strict_scopes_too() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["files:read"]).await;
    let org = format!("/api/v1/orgs/{}", ada.org);
    ada.session.patch(&org, json!({ "strictScopes": true })).await.ok(200);
    key.get("/api/v1/agents").await.refused(403, "FORBIDDEN");
    key.get(CURRENT).await.ok(200);
    key.delete(CURRENT).await.ok(200);
    key.get(CURRENT).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn a_session_403_which_has_no_current_key() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    ada.mint(&["models:read"]).await;
    ada.session.get(CURRENT).await.refused(403, "FORBIDDEN");
    ada.session.delete(CURRENT).await.refused(403, "FORBIDDEN");
    assert_eq!(ada.session.get(KEYS).await.ok(200)["items"].as_array().map(Vec::len), Some(1));
}
