//! A key that ends or loses a scope is no good here either, from the answer on.

use http::Method;
use serde_json::json;
use tests::Caller;

use super::{agent, message, post};

#[tokio::test]
async fn post_401_once_the_key_is_revoked_and_403_once_it_lost_the_scope() {
    let (mut ada, _) = agent().await;
    let (key, id) = ada.mint(&["mcp:read", "mcp:write"]).await;
    let path = format!("/api/v1/api-keys/{id}");
    let write = message("tools/call", json!({ "name": "create_agent", "arguments": { "name": "a" } }));
    assert_eq!(post(&key, &write, &[]).await.status, 200);
    ada.step_up().await;
    ada.session.request(Method::PATCH, &path, Some(json!({ "scopes": ["mcp:read"] }))).await.ok(200);
    post(&key, &write, &[]).await.refused(403, "FORBIDDEN");
    assert_eq!(post(&key, &message("tools/list", json!({})), &[]).await.status, 200);
    ada.session.delete(&path).await.ok(200);
    post(&key, &write, &[]).await.refused(401, "UNAUTHORIZED");
    post(&key, &message("tools/list", json!({})), &[]).await.refused(401, "UNAUTHORIZED");
}
