//! Whoever loses a workspace loses it at once, keys in memory included, and for good.

use entity::OrgRole;
use serde_json::json;
use tests::{Caller, World};

use super::{Scene, add, create, member, mint_bound, path};
use crate::orgs::MODELS;

#[tokio::test]
async fn remove_401_on_the_very_next_call_of_a_bound_key() {
    let world = World::with().set("ALMOND_MINT_BURST", "1000").build().await;
    let scene = Scene::new(&world).await;
    for _ in 0..20 {
        let (key, _) = mint_bound(&scene.editor, &scene.workspace).await;
        key.get(&path(&scene.workspace)).await.ok(200);
        scene.admin.session.delete(&member(&scene.workspace, &scene.editor)).await.ok(200);
        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
        add(&scene.admin, &scene.workspace, &scene.editor, "editor").await.ok(201);
    }
}

#[tokio::test]
async fn demotion_in_the_org_takes_the_workspaces_that_came_with_the_role() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let admin = world.member("carol", &scene.owner.org, OrgRole::Admin).await.enrolled().await;
    let own = create(&admin, "own").await;
    let (implied, _) = mint_bound(&admin, &scene.workspace).await;
    let (explicit, _) = mint_bound(&admin, &own).await;
    let (free, _) = admin.mint(&["models:read"]).await;
    implied.get(&path(&scene.workspace)).await.ok(200);
    explicit.get(&path(&own)).await.ok(200);
    free.get(&path(&scene.workspace)).await.ok(200);
    let in_org = format!("{}/members/{}", crate::orgs::path(&scene.owner.org), admin.user);
    let role = async |role: &str| scene.owner.session.patch(&in_org, json!({ "role": role })).await.ok(200);
    role("member").await;
    implied.get(MODELS).await.refused(401, "UNAUTHORIZED");
    explicit.get(&path(&own)).await.ok(200);
    free.get(MODELS).await.ok(200);
    free.get(&path(&scene.workspace)).await.refused(404, "NOT_FOUND");
    admin.session.get(&path(&scene.workspace)).await.refused(404, "NOT_FOUND");
    admin.session.get(&path(&own)).await.ok(200);
    // By the current role, whichever that is; but the key is dead for good.
    role("admin").await;
    free.get(&path(&scene.workspace)).await.ok(200);
    implied.get(MODELS).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn verify_tells_a_service_behind_that_the_key_is_no_good() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let minted = scene.viewer.try_mint(json!({ "name": "bound", "workspaceId": scene.workspace })).await.ok(201);
    let verify = async || {
        let body = json!({ "key": minted["key"] });
        scene.owner.session.post("/api/v1/api-keys/verify", body).await.ok(200)
    };
    let good = verify().await;
    assert_eq!((&good["code"], &good["workspaceId"]), (&json!("VALID"), &json!(scene.workspace)));
    scene.admin.session.delete(&member(&scene.workspace, &scene.viewer)).await.ok(200);
    assert_eq!(verify().await["code"], "REVOKED");
}

#[tokio::test]
async fn a_bound_key_is_no_good_while_its_user_may_not_enter_the_workspace_however_that_came_about() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let minted = scene.viewer.try_mint(json!({ "name": "bound", "workspaceId": scene.workspace })).await.ok(201);
    let (org, workspace, user) =
        (scene.owner.org.parse().unwrap(), scene.workspace.parse().unwrap(), scene.viewer.user.parse().unwrap());
    let remove = entity::workspace_member::Entity::remove_in_org(org, workspace, user);
    remove.exec(world.state().db.write()).await.unwrap();
    let world = world.restarted().await;
    let key = tests::Key::new(world.clone(), minted["key"].as_str().unwrap());
    key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    let body = json!({ "key": minted["key"] });
    let verified = scene.owner.session.at(&world).post("/api/v1/api-keys/verify", body).await.ok(200);
    assert_eq!((&verified["valid"], &verified["code"]), (&json!(false), &json!("DISABLED")));
}
