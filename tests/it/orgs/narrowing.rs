//! What a change of settings takes away is refused on the very next call, by keys and sessions in memory too.

use std::time::Duration;

use serde_json::json;
use tests::{Caller, World};

use super::{AGENTS, MODELS, path, set};

#[tokio::test]
async fn strict_scopes_403_for_a_key_that_was_let_in_before() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    key.get(AGENTS).await.ok(200);
    set(&ada, json!({ "strictScopes": true })).await.ok(200);
    key.get(AGENTS).await.refused(403, "FORBIDDEN");
    key.get(&path(&ada.org)).await.refused(403, "FORBIDDEN");
    key.get(MODELS).await.ok(200);
    set(&ada, json!({ "strictScopes": false })).await.ok(200);
    key.get(AGENTS).await.ok(200);
}

#[tokio::test]
async fn step_up_max_age_403_for_a_step_up_that_counted_before() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, entity::OrgRole::Member).await.enrolled().await;
    world.advance(Duration::from_secs(120));
    bob.mint(&[]).await;
    set(&ada, json!({ "stepUpMaxAge": 120 })).await.ok(200);
    let asked = bob.try_mint(json!({ "name": "CI" })).await;
    assert_eq!(asked.asks_for_step_up().body["error"]["details"]["stepUp"]["maxAge"], 120);
    // Ada's is older than what she has just set.
    set(&ada, json!({ "stepUpMaxAge": null })).await.asks_for_step_up();
}

#[tokio::test]
async fn max_key_lifetime_401_for_a_key_that_is_older() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (old, _) = ada.mint(&["models:read"]).await;
    world.advance(Duration::from_secs(23 * 3600));
    old.get(MODELS).await.ok(200);
    let mut bob = world.member("bob", &ada.org, entity::OrgRole::Admin).await.enrolled().await;
    let (young, _) = bob.mint(&["models:read"]).await;
    world.advance(Duration::from_secs(3600));
    // Ada's first session has lasted its day.
    bob.step_up().await;
    old.get(MODELS).await.ok(200);
    bob.session.patch(&path(&ada.org), json!({ "maxKeyLifetimeDays": 1 })).await.ok(200);
    old.get(MODELS).await.refused(401, "UNAUTHORIZED");
    young.get(MODELS).await.ok(200);
    // No row was touched: what the setting took, clearing it gives back.
    bob.session.patch(&path(&ada.org), json!({ "maxKeyLifetimeDays": null })).await.ok(200);
    old.get(MODELS).await.ok(200);
}
