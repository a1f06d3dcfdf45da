//! `DELETE /api/v1/api-keys/{id}`

use std::time::Duration;

use entity::OrgRole;
use serde_json::json;
use tests::{Caller, Key};

use super::{KEYS, MODELS, NOBODY, after, named, path, row, told, world};

#[tokio::test]
async fn delete_200_and_the_very_next_call_401() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (used, first) = ada.mint(&["models:read", "api-keys:read"]).await;
    let (unused, second) = ada.mint(&["models:read", "api-keys:read"]).await;
    let (other, _) = ada.mint(&["models:read"]).await;
    used.get(MODELS).await.ok(200);
    for (key, id) in [(used, first), (unused, second)] {
        assert_eq!(ada.session.delete(&path(&id)).await.ok(200), json!({ "revoked": true }));
        for path in [MODELS, KEYS, "/api/v1/agents", "/api/v1/workspaces"] {
            let refused = key.get(path).await;
            refused.refused(401, "UNAUTHORIZED");
            assert!(refused.header("www-authenticate").unwrap().starts_with("Bearer "));
        }
        ada.session.get(&path(&id)).await.refused(404, "NOT_FOUND");
        assert_eq!(row(&world, &id).await.revoked_at, Some(world.state().now()));
    }
    other.get(MODELS).await.ok(200);
    ada.session.get(MODELS).await.ok(200);
}

#[tokio::test]
async fn delete_404_the_second_time_and_the_first_instant_is_kept() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (_, id) = ada.mint(&[]).await;
    ada.session.delete(&path(&id)).await.ok(200);
    let before = row(&world, &id).await;
    world.advance(Duration::from_secs(1));
    let again = ada.session.delete(&path(&id)).await;
    again.refused(404, "NOT_FOUND");
    assert_eq!(told(&again), told(&ada.session.delete(&path(NOBODY)).await));
    assert_eq!(row(&world, &id).await, before);
}

#[tokio::test]
async fn delete_200_without_a_step_up() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    world.advance(Duration::from_secs(601));
    ada.session.delete(&path(&id)).await.ok(200);
    key.get(MODELS).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn delete_200_for_an_expired_key() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let minted = ada.try_mint(named("expiresAt", after(&world, 1).to_string().into())).await.ok(201);
    world.advance(Duration::from_secs(2));
    ada.session.delete(&path(minted["id"].as_str().unwrap())).await.ok(200);
    let verdict = ada.session.post("/api/v1/api-keys/verify", json!({ "key": minted["key"] })).await.ok(200);
    assert_eq!(verdict["code"], "REVOKED");
}

#[tokio::test]
async fn delete_404_by_other_people_and_the_key_lives_on() {
    let world = world().await;
    let ada = world.member("ada", "acme", OrgRole::Member).await.enrolled().await;
    let boss = world.member("bob", "acme", OrgRole::Owner).await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    for stranger in [&boss, &eve] {
        let refused = stranger.session.delete(&path(&id)).await;
        refused.refused(404, "NOT_FOUND");
        assert_eq!(told(&refused), told(&stranger.session.delete(&path(NOBODY)).await));
    }
    world.anonymous().delete(&path(&id)).await.refused(401, "UNAUTHORIZED");
    world.operator().delete(&path(&id)).await.refused(403, "FORBIDDEN");
    key.get(MODELS).await.ok(200);
}

#[tokio::test]
async fn delete_holds_after_a_restart() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    let (other, _) = ada.mint(&["models:read"]).await;
    ada.session.delete(&path(&id)).await.ok(200);
    let world = world.restarted().await;
    key.at(&world).get(MODELS).await.refused(401, "UNAUTHORIZED");
    Key::at(&other, &world).get(MODELS).await.ok(200);
}
