//! `GET /api/v1/workspaces/{id}/budget`

use serde_json::json;
use tests::{Caller, World};

use super::{code, mint_bound, path, set};
use crate::workspaces::{NOBODY, Scene};

#[tokio::test]
async fn get_200_without_limits_there_is_nothing_to_keep_to() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let budget = scene.viewer.session.get(&path(&scene.workspace)).await.ok(200);
    let minute = json!({ "limit": null, "spent": 0, "remaining": null, "resetsAt": "2026-06-01T12:01:00.000Z" });
    let day = json!({ "limit": null, "spent": 0, "remaining": null, "resetsAt": "2026-06-02T00:00:00.000Z" });
    assert_eq!(budget, json!({ "minute": minute, "day": day }));
}

#[tokio::test]
async fn get_200_to_everybody_in_the_workspace_with_what_is_spent() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    set(&scene.owner, &scene.workspace, 100.into(), 1000.into()).await;
    let key = mint_bound(&scene.viewer, &scene.workspace).await;
    assert_eq!(code(&world, &key, 30).await, "VALID");
    let minute = json!({ "limit": 100, "spent": 30, "remaining": 70, "resetsAt": "2026-06-01T12:01:00.000Z" });
    let day = json!({ "limit": 1000, "spent": 30, "remaining": 970, "resetsAt": "2026-06-02T00:00:00.000Z" });
    for session in [&scene.owner, &scene.admin, &scene.editor, &scene.viewer].map(|person| &person.session) {
        let budget = session.get(&path(&scene.workspace)).await.ok(200);
        assert_eq!(budget, json!({ "minute": minute, "day": day }));
    }
    let budget = tests::Key::new(world.clone(), &key).get(&path(&scene.workspace)).await.ok(200);
    assert_eq!(budget["minute"], minute);
}

#[tokio::test]
async fn get_404_for_whoever_is_not_in_the_workspace_and_for_what_is_not_there() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let eve = world.owner("eve").await;
    for stranger in [&scene.outsider, &eve] {
        let foreign = stranger.session.get(&path(&scene.workspace)).await;
        foreign.refused(404, "NOT_FOUND");
        foreign.same_as(&stranger.session.get(&path(NOBODY)).await);
    }
}
