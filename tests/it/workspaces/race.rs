//! What is done at the same instant: a removal has no latecomers, and nobody waits for somebody who waits for them.

use serde_json::json;
use tests::{Caller, World};
use tokio::task::JoinSet;

use super::{Scene, WORKSPACES, add, create, member, members, path, set_role};

#[tokio::test(flavor = "multi_thread")]
async fn a_bound_key_minted_while_its_user_is_removed_is_dead_for_good() {
    let world = World::with().set("ALMOND_MINT_BURST", "1000").build().await;
    let scene = Scene::new(&world).await;
    for _ in 0..5 {
        let mut tasks = JoinSet::new();
        for n in 0..20 {
            let (admin, editor, workspace) = (scene.admin.clone(), scene.editor.clone(), scene.workspace.clone());
            tasks.spawn(async move {
                if n == 10 {
                    admin.session.delete(&member(&workspace, &editor)).await.ok(200);
                } else {
                    let answer = editor.try_mint(json!({ "name": "CI", "workspaceId": workspace })).await;
                    assert!(matches!(answer.status.as_u16(), 201 | 400), "{}", answer.text);
                }
            });
        }
        tasks.join_all().await;
        let (org, user) = (scene.owner.org.parse().unwrap(), scene.editor.user.parse().unwrap());
        let live = entity::api_key::Entity::live_of_user_in_org(org, user);
        assert_eq!(live.all(world.state().db.read()).await.unwrap(), []);
        add(&scene.admin, &scene.workspace, &scene.editor, "editor").await.ok(201);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_bound_while_the_workspace_is_deleted_is_gone_with_it() {
    let world = World::with().set("ALMOND_MINT_BURST", "1000").build().await;
    let scene = Scene::new(&world).await;
    for round in 0..5 {
        let workspace = create(&scene.owner, &format!("w{round}")).await;
        add(&scene.owner, &workspace, &scene.editor, "editor").await.ok(201);
        let mut tasks = JoinSet::new();
        for n in 0..20 {
            let (owner, editor, workspace) = (scene.owner.clone(), scene.editor.clone(), workspace.clone());
            tasks.spawn(async move {
                if n == 10 {
                    owner.session.delete(&path(&workspace)).await.ok(200);
                } else {
                    let person = if n % 2 == 0 { owner } else { editor };
                    let answer = person.try_mint(json!({ "name": "CI", "workspaceId": workspace })).await;
                    assert!(matches!(answer.status.as_u16(), 201 | 400), "{}", answer.text);
                }
            });
        }
        tasks.join_all().await;
        for person in [&scene.owner, &scene.editor] {
            let (org, user) = (person.org.parse().unwrap(), person.user.parse().unwrap());
            let live = entity::api_key::Entity::live_of_user_in_org(org, user);
            assert_eq!(live.all(world.state().db.read()).await.unwrap(), []);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_admins_who_remove_each_other_never_both_stay_and_never_wait_for_each_other() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    set_role(&scene.owner, &scene.workspace, &scene.editor, "admin").await.ok(200);
    for _ in 0..10 {
        let remove = |by: &tests::Person, who: &tests::Person| {
            let (by, who, workspace) = (by.clone(), who.clone(), scene.workspace.clone());
            tokio::spawn(async move { by.session.delete(&member(&workspace, &who)).await })
        };
        let (one, other) = (remove(&scene.admin, &scene.editor), remove(&scene.editor, &scene.admin));
        let mut statuses = [one.await.unwrap().status.as_u16(), other.await.unwrap().status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 404]);
        let left = scene.owner.session.get(&members(&scene.workspace)).await.ok(200);
        assert_eq!(left["items"].as_array().unwrap().len(), 3);
        for person in [&scene.admin, &scene.editor] {
            let again = add(&scene.owner, &scene.workspace, person, "admin").await.status.as_u16();
            assert!(matches!(again, 201 | 409));
        }
    }
    assert_eq!(scene.owner.session.get(WORKSPACES).await.ok(200)["items"].as_array().unwrap().len(), 1);
}
