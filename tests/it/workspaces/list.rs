//! `GET /api/v1/workspaces`: to everybody, those that they may enter.

use serde_json::json;
use tests::{Caller, World};

use super::{Scene, WORKSPACES, create, mint_bound, names};

#[tokio::test]
async fn get_200_shows_members_their_own_and_owners_all() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let second = create(&scene.owner, "second").await;
    super::add(&scene.owner, &second, &scene.viewer, "admin").await.ok(201);
    for (person, expected) in [
        (&scene.owner, vec![("second", "admin"), ("Lab", "admin")]),
        (&scene.viewer, vec![("second", "admin"), ("Lab", "viewer")]),
        (&scene.editor, vec![("Lab", "editor")]),
        (&scene.outsider, vec![]),
    ] {
        let list = person.session.get(WORKSPACES).await.ok(200);
        let items = list["items"].as_array().unwrap().iter();
        let seen: Vec<_> = items.map(|item| (item["name"].as_str().unwrap(), item["role"].as_str().unwrap())).collect();
        assert_eq!(seen, expected, "{}", person.email);
    }
}

#[tokio::test]
async fn get_200_pages_over_what_the_caller_sees() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    for n in 0..5 {
        let id = create(&scene.owner, &format!("w{n}")).await;
        if n % 2 == 0 {
            super::add(&scene.owner, &id, &scene.viewer, "viewer").await.ok(201);
        }
    }
    let mut seen = Vec::new();
    let mut query = "?limit=1".to_owned();
    loop {
        let page = scene.viewer.session.get(&format!("{WORKSPACES}{query}")).await.ok(200);
        seen.extend(names(&page).into_iter().map(str::to_owned));
        let Some(cursor) = page["nextCursor"].as_str() else { break };
        query = format!("?limit=1&cursor={cursor}");
    }
    assert_eq!(seen, ["w4", "w2", "w0", "Lab"]);
}

#[tokio::test]
async fn get_200_shows_a_key_what_its_user_sees_and_a_bound_key_one() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    create(&scene.owner, "second").await;
    let (bound, _) = mint_bound(&scene.owner, &scene.workspace).await;
    assert_eq!(names(&bound.get(WORKSPACES).await.ok(200)), ["Lab"]);
    let (free, _) = scene.owner.mint(&["models:read"]).await;
    assert_eq!(names(&free.get(WORKSPACES).await.ok(200)), ["second", "Lab"]);
    let (outside, _) = scene.outsider.mint(&["models:read"]).await;
    assert_eq!(outside.get(WORKSPACES).await.ok(200)["items"], json!([]));
}
