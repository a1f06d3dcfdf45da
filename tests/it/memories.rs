//! `/api/v1/memories`, beyond what `crud` asks of every resource.

use serde_json::{Value, json};
use tests::{Caller, World};

use crate::{
    crud::{NOBODY, resource_at},
    orgs::AGENTS,
    workspaces::Scene,
};

const MEMORIES: &str = "/api/v1/memories";

#[tokio::test]
async fn a_key_writes_them_but_deletes_none_403_and_a_session_deletes_with_a_step_up() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let resource = resource_at(MEMORIES).unwrap();
    let (key, _) = crate::workspaces::mint_bound(&scene.editor, &scene.workspace).await;
    let made = key.post(MEMORIES, resource.body(&scene.workspace)).await.ok(201);
    let changed = key.patch(&resource.at(&made), json!({ "content": "black, after all" })).await.ok(200);
    assert_eq!(changed["content"], json!("black, after all"));
    key.delete(&resource.at(&made)).await.refused(403, "FORBIDDEN");
    world.advance(std::time::Duration::from_secs(600));
    scene.editor.session.delete(&resource.at(&made)).await.asks_for_step_up();
    assert_eq!(key.get(&resource.at(&made)).await.ok(200), changed);
}

#[tokio::test]
async fn its_agent_is_one_of_the_org_and_its_content_has_32_ki_characters_400() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let stranger = world.owner("stranger").await;
    let foreign = stranger.session.post(AGENTS, json!({ "name": "agent" })).await.ok(201)["id"].clone();
    let resource = resource_at(MEMORIES).unwrap();
    let post = async |field: &str, value: Value| {
        let mut body = resource.body(&scene.workspace);
        body[field] = value;
        scene.editor.session.post(MEMORIES, body).await
    };
    let unknown = post("agentId", json!(NOBODY)).await;
    post("agentId", foreign).await.names_field("agentId").same_as(&unknown);
    post("content", json!("x".repeat(32_769))).await.names_field("content");
    post("content", json!("x".repeat(32_768))).await.ok(201);
}
