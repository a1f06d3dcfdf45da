//! Keys that are bound to a workspace: they enter that one alone, as their user, and go on opening what isn't in any.

use serde_json::json;
use tests::{Caller, World};

use super::{NOBODY, Scene, add, create, members, mint_bound, path};
use crate::orgs::{AGENTS, MODELS};

#[tokio::test]
async fn a_bound_key_enters_its_workspace_alone() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let second = create(&scene.owner, "second").await;
    let (key, _) = mint_bound(&scene.owner, &scene.workspace).await;
    key.get(&path(&scene.workspace)).await.ok(200);
    for suffix in ["", "/members"] {
        let refused = key.get(&format!("{}{suffix}", path(&second))).await;
        let random = key.get(&format!("{}{suffix}", path(NOBODY))).await;
        refused.refused(404, "NOT_FOUND").same_as(&random);
    }
    key.get(MODELS).await.ok(200);
    key.get(AGENTS).await.ok(200);
    key.post(AGENTS, json!({ "name": "bot" })).await.ok(201);
    // The same person without the bond enters both.
    scene.owner.session.get(&path(&second)).await.ok(200);
}

#[tokio::test]
async fn mint_and_patch_400_for_a_workspace_that_the_caller_is_not_in_as_for_a_random_id() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let eve = world.owner("eve").await.enrolled().await;
    let foreign = create(&eve, "theirs").await;
    let (_, free) = scene.outsider.mint(&["models:read"]).await;
    let mint = async |id: &str| scene.outsider.try_mint(json!({ "name": "CI", "workspaceId": id })).await;
    let bind = async |id: &str| {
        scene.outsider.session.patch(&format!("/api/v1/api-keys/{free}"), json!({ "workspaceId": id })).await
    };
    for id in [&scene.workspace, &foreign] {
        mint(id).await.names_field("workspaceId").same_as(&mint(NOBODY).await);
        bind(id).await.names_field("workspaceId").same_as(&bind(NOBODY).await);
    }
    add(&scene.owner, &scene.workspace, &scene.outsider, "viewer").await.ok(201);
    mint(&scene.workspace).await.ok(201);
    bind(&scene.workspace).await.ok(200);
}

#[tokio::test]
async fn patch_of_the_bond_moves_what_the_key_enters_at_once_and_loosening_takes_a_step_up() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let second = create(&scene.owner, "second").await;
    let (key, id) = mint_bound(&scene.owner, &scene.workspace).await;
    let patch = async |workspace: serde_json::Value| {
        scene.owner.session.patch(&format!("/api/v1/api-keys/{id}"), json!({ "workspaceId": workspace })).await
    };
    key.get(&path(&scene.workspace)).await.ok(200);
    patch(json!(second)).await.ok(200);
    key.get(&path(&scene.workspace)).await.refused(404, "NOT_FOUND");
    key.get(&path(&second)).await.ok(200);
    world.advance(std::time::Duration::from_secs(600));
    patch(json!(scene.workspace)).await.asks_for_step_up();
    patch(json!(null)).await.asks_for_step_up();
    key.get(&path(&scene.workspace)).await.refused(404, "NOT_FOUND");
    let mut owner = scene.owner.clone();
    owner.step_up().await;
    let free = json!({ "workspaceId": null });
    owner.session.patch(&format!("/api/v1/api-keys/{id}"), free).await.ok(200);
    key.get(&path(&scene.workspace)).await.ok(200);
    // Binding it only narrows.
    world.advance(std::time::Duration::from_secs(600));
    let bound = json!({ "workspaceId": second });
    owner.session.patch(&format!("/api/v1/api-keys/{id}"), bound).await.ok(200);
    key.get(&path(&scene.workspace)).await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn rotating_keeps_the_bond() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let second = create(&scene.owner, "second").await;
    let (_, id) = mint_bound(&scene.owner, &scene.workspace).await;
    let rotated = scene.owner.session.post_empty(&format!("/api/v1/api-keys/{id}/rotate")).await.ok(201);
    assert_eq!(rotated["workspaceId"], json!(scene.workspace));
    let key = tests::Key::new(world.clone(), rotated["key"].as_str().unwrap());
    key.get(&members(&scene.workspace)).await.ok(200);
    key.get(&path(&second)).await.refused(404, "NOT_FOUND");
}
