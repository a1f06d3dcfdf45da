//! `/api/v1/skills`, beyond what `crud` asks of every resource.

use serde_json::json;
use tests::{Caller, World};

use crate::{crud::resource_at, workspaces::Scene};

const SKILLS: &str = "/api/v1/skills";

#[tokio::test]
async fn a_name_is_one_skills_in_a_workspace_409() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let elsewhere = crate::workspaces::create(&scene.owner, "elsewhere").await;
    let session = &scene.owner.session;
    let resource = resource_at(SKILLS).unwrap();
    resource.make(session, &scene.workspace).await.ok(201);
    resource.make(session, &scene.workspace).await.refused(409, "CONFLICT");
    resource.make(session, &elsewhere).await.ok(201);
    let other = resource_at(SKILLS).unwrap().make(session, &scene.workspace).await.ok(201);
    let taken = json!({ "name": resource.required["name"], "instructions": "none" });
    session.patch(&resource.at(&other), taken).await.refused(409, "CONFLICT");
    assert_eq!(session.get(&resource.at(&other)).await.ok(200), other);
}

#[tokio::test]
async fn it_is_enabled_unless_somebody_says_otherwise_and_takes_64_ki_characters() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let session = &scene.editor.session;
    let resource = resource_at(SKILLS).unwrap();
    let made = resource.make(session, &scene.workspace).await.ok(201);
    assert_eq!(made["enabled"], json!(true));
    let changed = session.patch(&resource.at(&made), json!({ "enabled": false })).await.ok(200);
    assert_eq!(changed["enabled"], json!(false));
    session.patch(&resource.at(&made), json!({ "enabled": null })).await.names_field("enabled");
    let long = "é\n".repeat(32_768);
    let changed = session.patch(&resource.at(&made), json!({ "instructions": long })).await.ok(200);
    assert_eq!(changed["instructions"], json!(long));
    for bad in [format!("{long}é"), "a\0b".to_owned(), "a\u{1b}b".to_owned()] {
        session.patch(&resource.at(&made), json!({ "instructions": bad })).await.names_field("instructions");
    }
}

#[tokio::test]
async fn no_key_writes_one_403_and_a_session_needs_a_step_up() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let resource = resource_at(SKILLS).unwrap();
    let made = resource.make(&scene.owner.session, &scene.workspace).await.ok(201);
    let (key, _) = scene.owner.mint(&["models:read"]).await;
    key.post(SKILLS, resource.body(&scene.workspace)).await.refused(403, "FORBIDDEN");
    key.patch(&resource.at(&made), json!({ "enabled": false })).await.refused(403, "FORBIDDEN");
    key.delete(&resource.at(&made)).await.refused(403, "FORBIDDEN");
    world.advance(std::time::Duration::from_secs(600));
    resource.make(&scene.owner.session, &scene.workspace).await.asks_for_step_up();
    scene.owner.session.patch(&resource.at(&made), json!({ "enabled": false })).await.asks_for_step_up();
    scene.owner.session.delete(&resource.at(&made)).await.asks_for_step_up();
    assert_eq!(key.get(&resource.at(&made)).await.ok(200), made);
}
