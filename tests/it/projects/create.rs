//! `POST /api/v1/projects` and `GET /api/v1/projects/{id}`.

use serde_json::json;
use tests::{Caller, World};

use super::{PROJECTS, path, scene};
use crate::{
    orgs::recorded,
    workspaces::{NOBODY, Scene, create as create_workspace, mint_bound},
};

#[tokio::test]
async fn post_201_for_editors_and_everybody_in_the_workspace_sees_it() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let body = json!({ "workspaceId": scene.workspace, "name": " Engine ", "description": "analytical" });
    let made = scene.editor.session.post(PROJECTS, body).await.ok(201);
    let id = made["id"].as_str().unwrap();
    assert_eq!((&made["name"], &made["description"]), (&json!("Engine"), &json!("analytical")));
    assert_eq!((&made["workspaceId"], &made["createdBy"]), (&json!(scene.workspace), &json!(scene.editor.user)));
    for person in [&scene.owner, &scene.admin, &scene.editor, &scene.viewer] {
        assert_eq!(person.session.get(&path(id)).await.ok(200), made);
    }
    let hidden = scene.outsider.session.get(&path(id)).await;
    hidden.refused(404, "NOT_FOUND").same_as(&scene.outsider.session.get(&path(NOBODY)).await);
    assert_eq!(recorded(&scene.owner, &scene.owner.org, "project.created").await, 1);
}

#[tokio::test]
async fn post_by_key_goes_by_its_users_role_and_its_bond() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let second = create_workspace(&scene.owner, "second").await;
    let body = |workspace: &str| json!({ "workspaceId": workspace, "name": "by key" });
    let (editors, _) = mint_bound(&scene.editor, &scene.workspace).await;
    editors.post(PROJECTS, body(&scene.workspace)).await.ok(201);
    let (viewers, _) = mint_bound(&scene.viewer, &scene.workspace).await;
    viewers.post(PROJECTS, body(&scene.workspace)).await.refused(403, "FORBIDDEN");
    let (owners, _) = mint_bound(&scene.owner, &scene.workspace).await;
    let elsewhere = owners.post(PROJECTS, body(&second)).await;
    elsewhere.refused(404, "NOT_FOUND").same_as(&owners.post(PROJECTS, body(NOBODY)).await);
    // Its user's role of now, not that of its minting.
    crate::workspaces::set_role(&scene.admin, &scene.workspace, &scene.editor, "viewer").await.ok(200);
    editors.post(PROJECTS, body(&scene.workspace)).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn post_403_for_viewers_and_404_outside_as_for_a_random_workspace() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let body = |workspace: &str| json!({ "workspaceId": workspace, "name": "mine" });
    let refused = scene.viewer.session.post(PROJECTS, body(&scene.workspace)).await;
    assert_eq!(refused.refused(403, "FORBIDDEN").message(), "Your role in the workspace does not allow this");
    let eve = world.owner("eve").await;
    for person in [&scene.outsider, &eve] {
        let hidden = person.session.post(PROJECTS, body(&scene.workspace)).await;
        hidden.refused(404, "NOT_FOUND").same_as(&person.session.post(PROJECTS, body(NOBODY)).await);
    }
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    let (scene, _) = scene(&world).await;
    for (field, given) in [
        ("name", json!("")),
        ("name", json!(null)),
        ("workspaceId", json!("here")),
        ("workspaceId", json!(null)),
        ("description", json!("x".repeat(1001))),
        ("id", json!(NOBODY)),
        ("orgId", json!(scene.owner.org)),
        ("createdBy", json!(scene.owner.user)),
        ("createdAt", json!("2026-01-01T00:00:00Z")),
    ] {
        let mut body = json!({ "workspaceId": scene.workspace, "name": "Engine" });
        body[field] = given;
        scene.editor.session.post(PROJECTS, body).await.names_field(field);
    }
    assert_eq!(scene.editor.session.get(PROJECTS).await.ok(200)["items"].as_array().unwrap().len(), 1);
}
