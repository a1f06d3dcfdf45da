//! Keys that are bound to a workspace: they enter that one alone, as their user, and of the org they see what it is called
//! and what one of their scopes opens.

use serde_json::json;
use tests::{Caller, World};

use super::{NOBODY, Scene, add, create, members, mint_bound, path};
use crate::orgs::{AGENTS, MODELS};

const BOUND: &str = "This key is bound to a workspace and sees nothing of the organization";

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
    let org = scene.owner.org.as_str();
    assert_eq!(key.get(&format!("/api/v1/orgs/{org}")).await.ok(200)["id"], org);
    assert_eq!(key.get("/api/v1/orgs").await.ok(200)["items"][0]["id"], org);
    for closed in [AGENTS, "/api/v1/audit-events", "/api/v1/webhook-endpoints", &format!("/api/v1/orgs/{org}/members")]
    {
        let refused = key.get(closed).await;
        assert_eq!(refused.refused(403, "FORBIDDEN").message(), BOUND, "{closed}");
    }
    assert_eq!(key.post(AGENTS, json!({ "name": "bot" })).await.refused(403, "FORBIDDEN").message(), BOUND);
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
