//! `DELETE /api/v1/workspaces/{id}/members/{userId}`: removing somebody, and leaving.

use entity::OrgRole;
use serde_json::json;
use tests::{Caller, World};

use super::{Scene, add, create, member, mint_bound, path};
use crate::orgs::{MODELS, recorded};

#[tokio::test]
async fn delete_200_ends_what_they_have_there_and_nothing_else() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let second = create(&scene.owner, "second").await;
    add(&scene.owner, &second, &scene.editor, "viewer").await.ok(201);
    let (bound, id) = mint_bound(&scene.editor, &scene.workspace).await;
    let (elsewhere, _) = mint_bound(&scene.editor, &second).await;
    let (free, _) = scene.editor.mint(&["models:read"]).await;
    for key in [&bound, &elsewhere, &free] {
        key.get(MODELS).await.ok(200);
    }
    let removed = scene.admin.session.delete(&member(&scene.workspace, &scene.editor)).await.ok(200);
    assert_eq!(removed, json!({ "removed": true }));
    bound.get(MODELS).await.refused(401, "UNAUTHORIZED");
    scene.editor.session.get(&path(&scene.workspace)).await.refused(404, "NOT_FOUND");
    free.get(&path(&scene.workspace)).await.refused(404, "NOT_FOUND");
    for key in [&elsewhere, &free] {
        key.get(MODELS).await.ok(200);
    }
    scene.editor.session.get(&path(&second)).await.ok(200);
    scene.admin.session.delete(&member(&scene.workspace, &scene.editor)).await.refused(404, "NOT_FOUND");
    assert_eq!(recorded(&scene.owner, &scene.owner.org, "workspace_member.removed").await, 1);

    // Coming back revives no key.
    add(&scene.admin, &scene.workspace, &scene.editor, "admin").await.ok(201);
    bound.get(MODELS).await.refused(401, "UNAUTHORIZED");
    scene.editor.session.get(&format!("/api/v1/api-keys/{id}")).await.refused(404, "NOT_FOUND");
    bound.at(&world.restarted().await).get(MODELS).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn delete_200_for_anybody_who_leaves_the_last_admin_too() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    for person in [&scene.viewer, &scene.editor, &scene.admin] {
        person.session.delete(&member(&scene.workspace, person)).await.ok(200);
        person.session.get(&path(&scene.workspace)).await.refused(404, "NOT_FOUND");
    }
    assert_eq!(recorded(&scene.owner, &scene.owner.org, "workspace_member.left").await, 3);
    // Who is an admin by their role in the org goes on being one.
    let (key, _) = mint_bound(&scene.owner, &scene.workspace).await;
    scene.owner.session.delete(&member(&scene.workspace, &scene.owner)).await.ok(200);
    assert_eq!(scene.owner.session.get(&path(&scene.workspace)).await.ok(200)["role"], "admin");
    key.get(&path(&scene.workspace)).await.ok(200);
}

#[tokio::test]
async fn delete_403_below_admin_whoever_is_named() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    for person in [&scene.viewer, &scene.editor] {
        let refused = person.session.delete(&member(&scene.workspace, &scene.admin)).await;
        refused.refused(403, "FORBIDDEN");
        // Who may remove nobody learns nothing about who is there.
        let unknown = person.session.delete(&member(&scene.workspace, &scene.outsider)).await;
        unknown.refused(403, "FORBIDDEN").same_as(&refused);
    }
}

#[tokio::test]
async fn leaving_or_being_removed_from_the_org_ends_it_and_coming_back_there_revives_nothing() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let (bound, _) = mint_bound(&scene.editor, &scene.workspace).await;
    bound.get(MODELS).await.ok(200);
    let in_org = format!("{}/members/{}", crate::orgs::path(&scene.owner.org), scene.editor.user);
    scene.owner.session.delete(&in_org).await.ok(200);
    bound.get(MODELS).await.refused(401, "UNAUTHORIZED");
    scene.owner.session.get(&member(&scene.workspace, &scene.editor)).await.refused(404, "NOT_FOUND");
    world.member("editor", &scene.owner.org, OrgRole::Member).await;
    scene.owner.session.get(&in_org).await.ok(200);
    scene.owner.session.get(&member(&scene.workspace, &scene.editor)).await.refused(404, "NOT_FOUND");
}
