//! `/api/v1/agent-sessions`, beyond what `crud` asks of every resource.

mod participants;

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, World};

use crate::{crud::NOBODY, crud::resource_at, workspaces::Scene};

const SESSIONS: &str = "/api/v1/agent-sessions";

/// A scene, and the path of an agent session that the editor has begun.
async fn begun(world: &World) -> (Scene, String, Value) {
    let scene = Scene::new(world).await;
    let resource = resource_at(SESSIONS).unwrap();
    let made = resource.make(&scene.editor.session, &scene.workspace).await.ok(201);
    (scene, resource.at(&made), made)
}

#[tokio::test]
async fn patch_200_ends_it_once_and_opens_it_again() {
    let world = World::new().await;
    let (scene, path, made) = begun(&world).await;
    assert_eq!((&made["status"], &made["endedAt"]), (&json!("open"), &json!(null)));
    world.advance(Duration::from_secs(1));
    let patch = async |body: Value| scene.editor.session.patch(&path, body).await;
    let ended = patch(json!({ "status": "ended" })).await.ok(200);
    assert_eq!((&ended["status"], &ended["endedAt"]), (&json!("ended"), &ended["updatedAt"]));
    world.advance(Duration::from_secs(1));
    let renamed = patch(json!({ "status": "ended", "name": "renamed" })).await.ok(200);
    assert_eq!(renamed["endedAt"], ended["endedAt"], "it has ended before");
    assert_eq!(patch(json!({ "status": "open" })).await.ok(200)["endedAt"], json!(null));
    patch(json!({ "endedAt": ended["endedAt"] })).await.names_field("endedAt");
    patch(json!({ "status": "paused" })).await.names_field("status");
}

#[tokio::test]
async fn its_agent_is_one_of_the_org_400() {
    let world = World::new().await;
    let (scene, path, _) = begun(&world).await;
    let stranger = world.owner("stranger").await;
    let agent = async |person: &tests::Person| {
        person.session.post("/api/v1/agents", json!({ "name": "agent" })).await.ok(201)["id"].clone()
    };
    let (own, foreign) = (agent(&scene.owner).await, agent(&stranger).await);
    let patch = async |id: &Value| scene.editor.session.patch(&path, json!({ "agentId": id })).await;
    let refused = patch(&foreign).await;
    refused.names_field("agentId").same_as(&patch(&json!(NOBODY)).await);
    assert_eq!(patch(&own).await.ok(200)["agentId"], own);
}

#[tokio::test]
async fn a_key_keeps_them_but_deletes_none_403() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let resource = resource_at(SESSIONS).unwrap();
    let (key, _) = crate::workspaces::mint_bound(&scene.editor, &scene.workspace).await;
    let made = key.post(SESSIONS, resource.body(&scene.workspace)).await.ok(201);
    key.patch(&resource.at(&made), json!({ "status": "ended" })).await.ok(200);
    key.delete(&resource.at(&made)).await.refused(403, "FORBIDDEN");
    world.advance(Duration::from_secs(600));
    scene.editor.session.delete(&resource.at(&made)).await.asks_for_step_up();
}
