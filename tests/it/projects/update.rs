//! `PATCH` and `DELETE /api/v1/projects/{id}`.

use serde_json::json;
use tests::{Caller, World};

use super::{create, path, scene};
use crate::{
    orgs::recorded,
    workspaces::{NOBODY, create as create_workspace, mint_bound, path as workspace_path},
};

#[tokio::test]
async fn patch_200_absent_is_unchanged_null_clears_a_value_sets() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let mut expected = scene.viewer.session.get(&path(&project)).await.ok(200);
    for (field, given, kept) in [
        ("name", json!(" Loom "), json!("Loom")),
        ("description", json!(null), json!(null)),
        ("description", json!("weaving"), json!("weaving")),
    ] {
        world.advance(std::time::Duration::from_secs(1));
        expected[field] = kept;
        let changed = scene.editor.session.patch(&path(&project), json!({ field: given })).await.ok(200);
        expected["updatedAt"] = changed["updatedAt"].clone();
        assert_eq!(changed, expected, "{field} {given}");
        assert_eq!(scene.viewer.session.get(&path(&project)).await.ok(200), expected);
    }
    assert_eq!(scene.editor.session.patch(&path(&project), json!({})).await.ok(200), expected);
    assert_eq!(recorded(&scene.owner, &scene.owner.org, "project.updated").await, 3);
}

#[tokio::test]
async fn patch_400_names_the_field_and_changes_nothing() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let second = create_workspace(&scene.owner, "second").await;
    let before = scene.owner.session.get(&path(&project)).await.ok(200);
    for (field, given) in [
        ("name", json!(null)),
        ("name", json!(1)),
        ("workspaceId", json!(second)),
        ("id", json!(NOBODY)),
        ("createdBy", json!(scene.viewer.user)),
        ("updatedAt", json!("2026-01-01T00:00:00Z")),
    ] {
        let mut body = json!({ "description": "changed" });
        body[field] = given;
        scene.owner.session.patch(&path(&project), body).await.names_field(field);
        assert_eq!(scene.owner.session.get(&path(&project)).await.ok(200), before);
    }
}

#[tokio::test]
async fn patch_and_delete_403_for_viewers_and_404_outside() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let (viewers, _) = mint_bound(&scene.viewer, &scene.workspace).await;
    let (outside, _) = scene.outsider.mint(&["models:read"]).await;
    let body = json!({ "name": "mine" });
    scene.viewer.session.patch(&path(&project), body.clone()).await.refused(403, "FORBIDDEN");
    scene.viewer.session.delete(&path(&project)).await.refused(403, "FORBIDDEN");
    viewers.patch(&path(&project), body.clone()).await.refused(403, "FORBIDDEN");
    viewers.delete(&path(&project)).await.refused(403, "FORBIDDEN");
    let hidden = scene.outsider.session.patch(&path(&project), body.clone()).await;
    hidden.refused(404, "NOT_FOUND").same_as(&scene.outsider.session.patch(&path(NOBODY), body.clone()).await);
    outside.patch(&path(&project), body).await.refused(404, "NOT_FOUND");
    outside.delete(&path(&project)).await.refused(404, "NOT_FOUND");
    assert_eq!(scene.owner.session.get(&path(&project)).await.ok(200)["name"], "Engine");
}

#[tokio::test]
async fn delete_200_by_session_and_key_and_with_the_workspace() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let second = create(&scene.admin, &scene.workspace, "second").await;
    let third = create(&scene.admin, &scene.workspace, "third").await;
    assert_eq!(scene.editor.session.delete(&path(&project)).await.ok(200), json!({ "deleted": true }));
    let (key, _) = scene.editor.mint(&["models:read"]).await;
    key.delete(&path(&second)).await.ok(200);
    for gone in [&project, &second] {
        scene.editor.session.get(&path(gone)).await.refused(404, "NOT_FOUND");
        scene.editor.session.delete(&path(gone)).await.refused(404, "NOT_FOUND");
    }
    assert_eq!(recorded(&scene.owner, &scene.owner.org, "project.deleted").await, 2);
    scene.owner.session.delete(&workspace_path(&scene.workspace)).await.ok(200);
    scene.owner.session.get(&path(&third)).await.refused(404, "NOT_FOUND");
}
