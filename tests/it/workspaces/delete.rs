//! `DELETE /api/v1/workspaces/{id}`: everything in it ends at once, and nothing else does.

use serde_json::json;
use tests::{Caller, World};

use super::{NOBODY, Scene, WORKSPACES, create, mint_bound, path};
use crate::orgs::{MODELS, recorded};

#[tokio::test]
async fn delete_200_ends_it_and_the_keys_that_were_bound_to_it_at_once() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let second = create(&scene.owner, "second").await;
    let (owners, _) = mint_bound(&scene.owner, &scene.workspace).await;
    let (viewers, _) = mint_bound(&scene.viewer, &scene.workspace).await;
    let (elsewhere, _) = mint_bound(&scene.owner, &second).await;
    let (free, _) = scene.viewer.mint(&["models:read"]).await;
    for key in [&owners, &viewers, &elsewhere, &free] {
        key.get(MODELS).await.ok(200);
    }
    let deleted = scene.admin.session.delete(&path(&scene.workspace)).await.ok(200);
    assert_eq!(deleted, json!({ "deleted": true }));
    for key in [&owners, &viewers] {
        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    }
    for key in [&elsewhere, &free] {
        key.get(MODELS).await.ok(200);
    }
    let gone = scene.owner.session.get(&path(&scene.workspace)).await;
    gone.refused(404, "NOT_FOUND").same_as(&scene.owner.session.get(&path(NOBODY)).await);
    scene.admin.session.delete(&path(&scene.workspace)).await.refused(404, "NOT_FOUND");
    assert_eq!(scene.viewer.session.get(WORKSPACES).await.ok(200)["items"], json!([]));
    assert_eq!(recorded(&scene.owner, &scene.owner.org, "workspace.deleted").await, 1);
    owners.at(&world.restarted().await).get(MODELS).await.refused(401, "UNAUTHORIZED");
}
