//! `GET /api/v1/projects`: what is in the workspaces that the caller may enter.

use serde_json::json;
use tests::{Caller, World};

use super::{PROJECTS, create, scene};
use crate::workspaces::{NOBODY, add, create as create_workspace, mint_bound, names};

#[tokio::test]
async fn get_200_shows_what_is_in_workspaces_that_the_caller_may_enter() {
    let world = World::new().await;
    let (scene, _) = scene(&world).await;
    let second = create_workspace(&scene.owner, "second").await;
    create(&scene.owner, &second, "Loom").await;
    add(&scene.owner, &second, &scene.viewer, "viewer").await.ok(201);
    for (person, expected) in [
        (&scene.owner, vec!["Loom", "Engine"]),
        (&scene.viewer, vec!["Loom", "Engine"]),
        (&scene.editor, vec!["Engine"]),
        (&scene.outsider, vec![]),
    ] {
        assert_eq!(names(&person.session.get(PROJECTS).await.ok(200)), expected, "{}", person.email);
    }
    let page = scene.viewer.session.get(&format!("{PROJECTS}?limit=1")).await.ok(200);
    let rest = format!("{PROJECTS}?limit=1&cursor={}", page["nextCursor"].as_str().unwrap());
    assert_eq!(names(&scene.viewer.session.get(&rest).await.ok(200)), ["Engine"]);
}

#[tokio::test]
async fn get_200_of_one_workspace_or_of_none_that_the_caller_could_tell_from_a_random_one() {
    let world = World::new().await;
    let (scene, _) = scene(&world).await;
    let second = create_workspace(&scene.owner, "second").await;
    create(&scene.owner, &second, "Loom").await;
    let of = |id: &str| format!("{PROJECTS}?workspaceId={id}");
    assert_eq!(names(&scene.owner.session.get(&of(&second)).await.ok(200)), ["Loom"]);
    let hidden = scene.editor.session.get(&of(&second)).await;
    hidden.same_as(&scene.editor.session.get(&of(NOBODY)).await);
    assert_eq!(hidden.ok(200)["items"], json!([]));
    scene.editor.session.get(&of("here")).await.refused(400, "BAD_REQUEST");
    let (bound, _) = mint_bound(&scene.owner, &scene.workspace).await;
    assert_eq!(names(&bound.get(PROJECTS).await.ok(200)), ["Engine"]);
    assert_eq!(bound.get(&of(&second)).await.ok(200)["items"], json!([]));
    assert_eq!(names(&bound.get(&of(&scene.workspace)).await.ok(200)), ["Engine"]);
}
