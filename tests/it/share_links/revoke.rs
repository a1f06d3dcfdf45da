//! `DELETE /api/v1/projects/{id}/share-links/{linkId}`.

use serde_json::json;
use tests::{Caller, World};

use super::{link, links, open, share};
use crate::{orgs::recorded, projects::scene, workspaces::mint_bound};

#[tokio::test]
async fn delete_200_ends_it_at_once_without_a_step_up() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let made = share(&scene.editor, &project).await;
    open(&world, &made).await.ok(200);
    world.advance(std::time::Duration::from_secs(600));
    assert_eq!(scene.admin.session.delete(&link(&project, &made)).await.ok(200), json!({ "revoked": true }));
    open(&world, &made).await.refused(404, "NOT_FOUND");
    scene.admin.session.delete(&link(&project, &made)).await.refused(404, "NOT_FOUND");
    assert_eq!(scene.admin.session.get(&links(&project)).await.ok(200)["items"], json!([]));
    assert_eq!(recorded(&scene.owner, &scene.owner.org, "share_link.revoked").await, 1);
}

#[tokio::test]
async fn delete_403_for_viewers_and_keys_and_404_outside() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let made = share(&scene.editor, &project).await;
    scene.viewer.session.delete(&link(&project, &made)).await.refused(403, "FORBIDDEN");
    let (key, _) = mint_bound(&scene.admin, &scene.workspace).await;
    key.delete(&link(&project, &made)).await.refused(403, "FORBIDDEN");
    scene.outsider.session.delete(&link(&project, &made)).await.refused(404, "NOT_FOUND");
    open(&world, &made).await.ok(200);
}
