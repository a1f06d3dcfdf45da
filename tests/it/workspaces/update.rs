//! `PATCH /api/v1/workspaces/{id}`.

use serde_json::json;
use tests::{Caller, World};

use super::{NOBODY, Scene, mint_bound, path};
use crate::orgs::recorded;

#[tokio::test]
async fn patch_200_absent_is_unchanged_null_clears_a_value_sets() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let mut expected = scene.admin.session.get(&path(&scene.workspace)).await.ok(200);
    for (field, given, kept) in [
        ("name", json!(" Engines "), json!("Engines")),
        ("description", json!("steam"), json!("steam")),
        ("description", json!(null), json!(null)),
    ] {
        world.advance(std::time::Duration::from_secs(1));
        expected[field] = kept;
        let changed = scene.admin.session.patch(&path(&scene.workspace), json!({ field: given })).await.ok(200);
        expected["updatedAt"] = changed["updatedAt"].clone();
        assert_eq!(changed, expected, "{field} {given}");
        assert_eq!(scene.admin.session.get(&path(&scene.workspace)).await.ok(200), expected);
    }
    let unchanged = scene.owner.session.patch(&path(&scene.workspace), json!({ "name": "Engines" })).await.ok(200);
    assert_eq!(unchanged, expected);
    assert_eq!(recorded(&scene.owner, &scene.owner.org, "workspace.updated").await, 3);
}

#[tokio::test]
async fn patch_400_names_the_field_and_changes_nothing() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let before = scene.owner.session.get(&path(&scene.workspace)).await.ok(200);
    for (field, given) in [
        ("name", json!("")),
        ("name", json!(null)),
        ("description", json!(1)),
        ("id", json!(NOBODY)),
        ("orgId", json!(NOBODY)),
        ("role", json!("viewer")),
        ("createdBy", json!(scene.viewer.user)),
        ("createdAt", json!("2026-01-01T00:00:00Z")),
    ] {
        let mut body = json!({ "name": "renamed" });
        body[field] = given;
        scene.owner.session.patch(&path(&scene.workspace), body).await.names_field(field);
        assert_eq!(scene.owner.session.get(&path(&scene.workspace)).await.ok(200), before);
    }
}

#[tokio::test]
async fn patch_and_delete_403_below_admin_without_a_step_up_and_for_keys() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let body = json!({ "name": "mine" });
    for person in [&scene.viewer, &scene.editor] {
        let refused = person.session.patch(&path(&scene.workspace), body.clone()).await;
        assert_eq!(refused.refused(403, "FORBIDDEN").message(), "Your role in the workspace does not allow this");
        person.session.delete(&path(&scene.workspace)).await.refused(403, "FORBIDDEN").same_as(&refused);
    }
    let (key, _) = mint_bound(&scene.admin, &scene.workspace).await;
    key.patch(&path(&scene.workspace), body.clone()).await.refused(403, "FORBIDDEN");
    key.delete(&path(&scene.workspace)).await.refused(403, "FORBIDDEN");
    world.advance(std::time::Duration::from_secs(600));
    scene.admin.session.patch(&path(&scene.workspace), body).await.asks_for_step_up();
    scene.admin.session.delete(&path(&scene.workspace)).await.asks_for_step_up();
    assert_eq!(scene.admin.session.get(&path(&scene.workspace)).await.ok(200)["name"], "Lab");
}
