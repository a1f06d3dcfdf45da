//! Keys are one: whichever format minted one, all see, verify and revoke it.

use std::time::Duration;

use serde_json::json;
use tests::Caller;

use super::{EVERY, MODELS, Wire, internal::Internal, text, world};

#[tokio::test]
async fn what_one_format_mints_every_other_lists_and_revokes() {
    let world = world().await;
    let ada = (&Internal as &dyn Wire).owner(&world, "ada").await;
    for minting in EVERY {
        for wire in EVERY {
            let (_, key, _) = minting.mint(&ada, "CI").await;
            let listed = wire.list(&ada).await;
            assert_eq!(listed.len(), 1, "{} lists what {} minted", wire.path(), minting.path());
            key.get(MODELS).await.ok(200);
            wire.revoke(&ada, &listed[0].0).await;
            key.get(MODELS).await.refused(401, "UNAUTHORIZED");
            assert_eq!(minting.list(&ada).await, []);
        }
    }
}

#[tokio::test]
async fn a_key_of_any_format_is_verified() {
    let world = world().await;
    let (ada, eve) = ((&Internal as &dyn Wire).owner(&world, "ada").await, world.owner("eve").await);
    for wire in EVERY {
        let (id, _, value) = wire.mint(&ada, "CI").await;
        let verify = json!({ "key": value });
        let good = world.operator().post("/api/v1/api-keys/verify", verify.clone()).await.ok(200);
        assert_eq!((&good["valid"], &good["code"], &good["orgId"]), (&json!(true), &json!("VALID"), &json!(ada.org)));
        let foreign = eve.session.post("/api/v1/api-keys/verify", verify.clone()).await.ok(200);
        assert_eq!(foreign["code"], "NOT_FOUND");
        wire.revoke(&ada, &id).await;
        let over = ada.session.post("/api/v1/api-keys/verify", verify).await.ok(200);
        assert_eq!((&over["valid"], &over["code"]), (&json!(false), &json!("REVOKED")));
    }
}

#[tokio::test]
async fn a_key_that_takes_over_looks_like_the_one_before() {
    let world = world().await;
    let ada = (&Internal as &dyn Wire).owner(&world, "ada").await;
    for wire in EVERY {
        world.advance(Duration::from_millis(1));
        let (_, key, _) = wire.mint(&ada, "CI").await;
        let id = text(&ada.session.get("/api/v1/api-keys").await.ok(200)["items"][0]["id"]);
        let rotated = ada.session.post_empty(&format!("/api/v1/api-keys/{id}/rotate")).await.ok(201);
        let value = text(&rotated["key"]);
        assert!(value.starts_with(wire.lead()) && value.starts_with(&text(&rotated["prefix"])), "{value}");
        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
        tests::Key::new(world.clone(), &value).get(MODELS).await.ok(200);
    }
}

#[tokio::test]
async fn scopes_count_for_keys_of_every_format() {
    let world = world().await;
    let ada = (&Internal as &dyn Wire).owner(&world, "ada").await;
    for wire in EVERY {
        let (_, key, _) = wire.mint(&ada, "CI").await;
        key.get(MODELS).await.ok(200);
        key.get("/api/v1/api-keys").await.refused(403, "FORBIDDEN");
        key.post("/api/v1/workspaces", json!({ "name": "here" })).await.refused(403, "FORBIDDEN");
    }
}
