//! How much a workspace has room for, of each resource: exactly 1000, however many come at once.

use sea_orm::{ActiveValue::Set, EntityTrait};
use tests::{Caller, Person, World};
use tokio::task::JoinSet;

use super::toy::{self, marble};
use crate::workspaces::Scene;

/// Writes as many marbles into the workspace directly.
async fn fill(person: &Person, workspace: &str, count: usize) {
    let state = person.session.world().state();
    let row = |n| marble::ActiveModel {
        id: Set(marble::MarbleId::new(state.now(), state.random())),
        org_id: Set(person.org.parse().unwrap()),
        workspace_id: Set(workspace.parse().unwrap()),
        name: Set(format!("inserted {n}")),
        description: Set(None),
        created_by: Set(person.user.parse().unwrap()),
        created_at: Set(state.now()),
        updated_at: Set(state.now()),
    };
    marble::Entity::insert_many((0..count).map(row)).exec(state.db.write()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn post_409_for_one_too_many_also_of_those_that_come_at_once() {
    let world = World::with().toy(toy::TOY).build().await;
    let scene = Scene::new(&world).await;
    let elsewhere = crate::workspaces::create(&scene.owner, "elsewhere").await;
    fill(&scene.owner, &scene.workspace, 995).await;
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (session, workspace) = (scene.owner.session.clone(), scene.workspace.clone());
        tasks.spawn(async move { toy::resource().make(&session, &workspace).await.status.as_u16() });
    }
    let mut statuses = tasks.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [[201; 5].as_slice(), &[409; 15]].concat());
    let resource = toy::resource();
    resource.make(&scene.editor.session, &scene.workspace).await.refused(409, "CONFLICT");
    let made = resource.make(&scene.owner.session, &elsewhere).await.ok(201);
    scene.owner.session.delete(&resource.at(&made)).await.ok(200);
}
