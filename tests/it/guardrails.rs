//! `/api/v1/guardrails`, beyond what `crud` asks of every resource.

use serde_json::json;
use tests::{Caller, World};

use crate::{crud::resource_at, workspaces::Scene};

const GUARDRAILS: &str = "/api/v1/guardrails";

#[tokio::test]
async fn its_kind_is_one_of_three_and_its_pattern_has_8_ki_characters() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let session = &scene.editor.session;
    let resource = resource_at(GUARDRAILS).unwrap();
    let made = resource.make(session, &scene.workspace).await.ok(201);
    assert_eq!((&made["kind"], &made["enabled"]), (&json!("block"), &json!(true)));
    for kind in ["warn", "require_approval", "block"] {
        let changed = session.patch(&resource.at(&made), json!({ "kind": kind })).await.ok(200);
        assert_eq!(changed["kind"], json!(kind));
    }
    session.patch(&resource.at(&made), json!({ "kind": "allow" })).await.names_field("kind");
    session.patch(&resource.at(&made), json!({ "pattern": "x".repeat(8193) })).await.names_field("pattern");
    session.patch(&resource.at(&made), json!({ "pattern": "x".repeat(8192) })).await.ok(200);
}

#[tokio::test]
async fn no_key_writes_one_403_and_a_session_needs_a_step_up() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let resource = resource_at(GUARDRAILS).unwrap();
    let made = resource.make(&scene.owner.session, &scene.workspace).await.ok(201);
    let (key, _) = scene.owner.mint(&["models:read"]).await;
    key.post(GUARDRAILS, resource.body(&scene.workspace)).await.refused(403, "FORBIDDEN");
    key.patch(&resource.at(&made), json!({ "enabled": false })).await.refused(403, "FORBIDDEN");
    key.delete(&resource.at(&made)).await.refused(403, "FORBIDDEN");
    world.advance(std::time::Duration::from_secs(600));
    resource.make(&scene.owner.session, &scene.workspace).await.asks_for_step_up();
    scene.owner.session.patch(&resource.at(&made), json!({ "enabled": false })).await.asks_for_step_up();
    scene.owner.session.delete(&resource.at(&made)).await.asks_for_step_up();
    assert_eq!(key.get(&resource.at(&made)).await.ok(200), made);
}
