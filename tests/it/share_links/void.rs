//! What ends a link besides being revoked: its project, workspace or org goes, or its maker could no longer make it.

use entity::OrgRole;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{open, share};
use crate::{
    projects::{path as project_path, scene},
    sign_in::change_user,
    workspaces::{Scene, add, member, path as workspace_path, set_role},
};

#[tokio::test]
async fn it_ends_with_its_project_its_workspace_and_its_org() {
    for end in 0..3 {
        let world = World::new().await;
        let (scene, project) = scene(&world).await;
        let made = share(&scene.editor, &project).await;
        open(&world, &made).await.ok(200);
        let path = match end {
            0 => project_path(&project),
            1 => workspace_path(&scene.workspace),
            _ => crate::orgs::path(&scene.owner.org),
        };
        scene.owner.session.delete(&path).await.ok(200);
        open(&world, &made).await.refused(404, "NOT_FOUND");
    }
}

/// Loses the right to share by `narrow`, gets it back by `restore`; the link stays dead.
async fn ends_for_good(narrow: impl AsyncFn(&World, &Scene), restore: impl AsyncFn(&World, &Scene)) {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let (made, others): (Value, Value) = (share(&scene.editor, &project).await, share(&scene.admin, &project).await);
    open(&world, &made).await.ok(200);
    narrow(&world, &scene).await;
    open(&world, &made).await.refused(404, "NOT_FOUND");
    open(&world, &others).await.ok(200);
    restore(&world, &scene).await;
    open(&world, &made).await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn it_ends_for_good_when_its_maker_becomes_a_viewer() {
    ends_for_good(
        async |_, scene| drop(set_role(&scene.admin, &scene.workspace, &scene.editor, "viewer").await.ok(200)),
        async |_, scene| drop(set_role(&scene.admin, &scene.workspace, &scene.editor, "editor").await.ok(200)),
    )
    .await;
}

#[tokio::test]
async fn it_ends_for_good_when_its_maker_leaves_the_workspace() {
    ends_for_good(
        async |_, scene| {
            scene.editor.session.delete(&member(&scene.workspace, &scene.editor)).await.ok(200);
        },
        async |_, scene| drop(add(&scene.admin, &scene.workspace, &scene.editor, "admin").await.ok(201)),
    )
    .await;
}

#[tokio::test]
async fn it_ends_for_good_when_its_maker_leaves_the_org() {
    ends_for_good(
        async |_, scene| {
            let path = format!("{}/members/{}", crate::orgs::path(&scene.owner.org), scene.editor.user);
            scene.editor.session.delete(&path).await.ok(200);
        },
        async |world, scene| {
            world.member("editor", &scene.owner.org, OrgRole::Member).await;
            add(&scene.admin, &scene.workspace, &scene.editor, "editor").await.ok(201);
        },
    )
    .await;
}

#[tokio::test]
async fn it_ends_when_a_maker_who_could_as_an_admin_of_the_org_is_one_no_more() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let carol = world.member("carol", &scene.owner.org, OrgRole::Admin).await.enrolled().await;
    let made = share(&carol, &project).await;
    open(&world, &made).await.ok(200);
    let path = format!("{}/members/{}", crate::orgs::path(&scene.owner.org), carol.user);
    scene.owner.session.patch(&path, json!({ "role": "member" })).await.ok(200);
    open(&world, &made).await.refused(404, "NOT_FOUND");
    scene.owner.session.patch(&path, json!({ "role": "admin" })).await.ok(200);
    open(&world, &made).await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn it_ends_when_its_maker_is_disabled() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let made = share(&scene.editor, &project).await;
    let now = world.state().now();
    change_user(&scene.editor, |user| user.disabled_at = Set(Some(now))).await;
    open(&world, &made).await.refused(404, "NOT_FOUND");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_made_while_its_maker_is_removed_is_gone_for_good() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..20 {
        let (admin, editor, workspace) = (scene.admin.clone(), scene.editor.clone(), scene.workspace.clone());
        let links = super::links(&project);
        tasks.spawn(async move {
            if n == 10 {
                admin.session.delete(&member(&workspace, &editor)).await.ok(200);
            } else {
                let status = editor.session.post_empty(&links).await.status.as_u16();
                assert!(matches!(status, 201 | 404), "{status}");
            }
        });
    }
    tasks.join_all().await;
    assert_eq!(scene.owner.session.get(&super::links(&project)).await.ok(200)["items"], json!([]));
}
