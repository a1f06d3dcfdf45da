//! What keys may do with keys: look, with the scope for it. Never mint, change, revoke or rotate, whatever their scopes.

use entity::Scope;
use http::Method;
use serde_json::json;
use tests::Caller;

use super::{KEYS, NOBODY, count, path, row, world};

#[tokio::test]
async fn any_403_for_a_key_that_would_manage_keys() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let all: Vec<_> =
        Scope::ALL.iter().filter(|scope| **scope != Scope::Terminal).map(|scope| scope.as_str()).collect();
    let (key, id) = ada.mint(&all).await;
    let (_, other) = ada.mint(&[]).await;
    let before = (row(&world, &id).await, row(&world, &other).await);
    for target in [id.as_str(), &other, NOBODY] {
        for (method, path, body) in [
            (Method::POST, KEYS.to_owned(), Some(json!({ "name": "CI" }))),
            (Method::POST, KEYS.to_owned(), Some(json!({ "nonsense": 1 }))),
            (Method::PATCH, path(target), Some(json!({ "name": "mine" }))),
            (Method::PATCH, path(target), Some(json!({ "scopes": [] }))),
            (Method::DELETE, path(target), None),
            (Method::POST, format!("{}/rotate", path(target)), Some(json!({}))),
        ] {
            let refused = key.request(method, &path, body).await;
            refused.refused(403, "FORBIDDEN");
            assert_eq!(refused.header("www-authenticate"), None, "neither a scope nor a step-up would help");
        }
    }
    assert_eq!((row(&world, &id).await, row(&world, &other).await), before);
    assert_eq!(count(&world).await, 2);
}

#[tokio::test]
async fn get_200_with_the_scope_and_403_without() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (reader, id) = ada.mint(&["api-keys:read"]).await;
    let (blind, _) = ada.mint(&["models:read"]).await;
    for path in [KEYS.to_owned(), path(&id)] {
        reader.get(&path).await.ok(200);
        let refused = blind.get(&path).await;
        refused.refused(403, "FORBIDDEN");
        let challenge = refused.header("www-authenticate").unwrap();
        assert!(challenge.contains("error=\"insufficient_scope\", scope=\"api-keys:read\""), "{challenge}");
    }
    // Without the scope, what exists can't be told either.
    blind.get(&path(NOBODY)).await.refused(403, "FORBIDDEN");
}
