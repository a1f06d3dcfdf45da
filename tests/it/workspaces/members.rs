//! `/api/v1/workspaces/{id}/members`: looking, letting in, changing roles.

use serde_json::json;
use tests::{Caller, World};

use super::{NOBODY, Scene, add, create, member, members, mint_bound, path, set_role};
use crate::orgs::recorded;

#[tokio::test]
async fn get_200_for_everybody_in_it_newest_first() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let (key, _) = mint_bound(&scene.viewer, &scene.workspace).await;
    let list = scene.viewer.session.get(&members(&scene.workspace)).await.ok(200);
    assert_eq!(key.get(&members(&scene.workspace)).await.ok(200), list);
    let seen: Vec<_> = list["items"].as_array().unwrap().iter().map(|item| item["role"].as_str().unwrap()).collect();
    assert_eq!(seen, ["viewer", "editor", "admin", "admin"]);
    assert_eq!(key.get(&member(&scene.workspace, &scene.editor)).await.ok(200), list["items"][1]);
    for nobody in [&scene.outsider.user, NOBODY] {
        let path = format!("{}/{nobody}", members(&scene.workspace));
        scene.viewer.session.get(&path).await.refused(404, "NOT_FOUND");
    }
    let page = scene.viewer.session.get(&format!("{}?limit=3", members(&scene.workspace))).await.ok(200);
    let rest = format!("{}?cursor={}", members(&scene.workspace), page["nextCursor"].as_str().unwrap());
    assert_eq!(scene.viewer.session.get(&rest).await.ok(200)["items"][0]["userId"], json!(scene.owner.user));
}

#[tokio::test]
async fn post_201_lets_a_member_of_the_org_in_and_409_twice() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    scene.outsider.session.get(&path(&scene.workspace)).await.refused(404, "NOT_FOUND");
    let added = add(&scene.admin, &scene.workspace, &scene.outsider, "editor").await.ok(201);
    assert_eq!((&added["userId"], &added["role"]), (&json!(scene.outsider.user), &json!("editor")));
    assert_eq!(added["email"], json!(scene.outsider.email));
    assert_eq!(scene.outsider.session.get(&path(&scene.workspace)).await.ok(200)["role"], "editor");
    add(&scene.admin, &scene.workspace, &scene.outsider, "viewer").await.refused(409, "CONFLICT");
    assert_eq!(scene.outsider.session.get(&path(&scene.workspace)).await.ok(200)["role"], "editor");
    assert_eq!(recorded(&scene.owner, &scene.owner.org, "workspace_member.added").await, 4);
}

#[tokio::test]
async fn post_400_tells_a_foreign_user_from_no_other() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let eve = world.owner("eve").await;
    let foreign = add(&scene.owner, &scene.workspace, &eve, "viewer").await;
    let random = json!({ "userId": NOBODY, "role": "viewer" });
    foreign.names_field("userId").same_as(&scene.owner.session.post(&members(&scene.workspace), random).await);
    for (field, given) in [
        ("role", json!("owner")),
        ("role", json!(null)),
        ("userId", json!("nobody")),
        ("workspaceId", json!(scene.workspace)),
        ("orgId", json!(scene.owner.org)),
    ] {
        let mut body = json!({ "userId": scene.outsider.user, "role": "viewer" });
        body[field] = given;
        scene.owner.session.post(&members(&scene.workspace), body).await.names_field(field);
    }
}

#[tokio::test]
async fn post_and_patch_403_below_admin() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    for person in [&scene.viewer, &scene.editor] {
        add(person, &scene.workspace, &scene.outsider, "viewer").await.refused(403, "FORBIDDEN");
        set_role(person, &scene.workspace, person, "admin").await.refused(403, "FORBIDDEN");
    }
    let (key, _) = mint_bound(&scene.admin, &scene.workspace).await;
    let body = json!({ "userId": scene.outsider.user, "role": "viewer" });
    key.post(&members(&scene.workspace), body).await.refused(403, "FORBIDDEN");
    key.patch(&member(&scene.workspace, &scene.viewer), json!({ "role": "admin" })).await.refused(403, "FORBIDDEN");
    key.delete(&member(&scene.workspace, &scene.viewer)).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn patch_200_gives_and_takes_rights_at_once() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let rename = async || scene.editor.session.patch(&path(&scene.workspace), json!({ "name": "renamed" })).await;
    rename().await.refused(403, "FORBIDDEN");
    let changed = set_role(&scene.admin, &scene.workspace, &scene.editor, "admin").await.ok(200);
    assert_eq!(changed["role"], "admin");
    rename().await.ok(200);
    set_role(&scene.admin, &scene.workspace, &scene.editor, "viewer").await.ok(200);
    rename().await.refused(403, "FORBIDDEN");
    set_role(&scene.admin, &scene.workspace, &scene.outsider, "viewer").await.refused(404, "NOT_FOUND");
    let refused = scene.admin.session.patch(&member(&scene.workspace, &scene.editor), json!({ "role": "king" })).await;
    refused.names_field("role");
    assert_eq!(recorded(&scene.owner, &scene.owner.org, "workspace_member.role_changed").await, 2);
}

#[tokio::test]
async fn an_admin_of_one_workspace_is_nobody_in_another() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let second = create(&scene.owner, "second").await;
    add(&scene.admin, &second, &scene.admin, "admin").await.refused(404, "NOT_FOUND");
    let elsewhere = member(&second, &scene.owner);
    scene.admin.session.delete(&elsewhere).await.refused(404, "NOT_FOUND");
}
