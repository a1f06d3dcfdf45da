//! `POST` and `GET /api/v1/projects/{id}/share-links`.

use std::time::Duration;

use entity::share_link;
use serde_json::json;
use tests::{Caller, World};
use tokio::task::JoinSet;

use super::{link, links, open, share};
use crate::{
    orgs::recorded,
    projects::{create as create_project, scene},
    workspaces::{NOBODY, mint_bound},
};

const DAY: u64 = 24 * 3600;

#[tokio::test]
async fn post_201_shows_the_secret_once_and_keeps_its_digest() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let made = share(&scene.editor, &project).await;
    let token = made["token"].as_str().unwrap();
    assert_eq!(made["url"], format!("http://localhost:8080/share#token={token}"));
    assert_eq!((&made["name"], &made["createdBy"]), (&json!("for Eve"), &json!(scene.editor.user)));
    let now = world.state().now();
    assert_eq!(made["expiresAt"], now.plus(Duration::from_secs(30 * DAY)).to_string());
    let digest = entity::Digest::of(token.as_bytes());
    let row = share_link::Entity::by_digest(digest, now).one(world.state().db.read()).await.unwrap().unwrap();
    assert!(!format!("{row:?}").contains(token));
    for person in [&scene.owner, &scene.admin, &scene.editor, &scene.viewer] {
        let list = person.session.get(&links(&project)).await;
        assert!(!list.text.contains(token) && !list.text.contains("url"));
        let shown = list.ok(200)["items"][0].clone();
        assert_eq!(person.session.get(&link(&project, &made)).await.ok(200), shown);
        assert_eq!(shown["id"], made["id"]);
    }
    let events = scene.owner.session.get("/api/v1/audit-events").await;
    assert!(!events.text.contains(token));
    assert_eq!(recorded(&scene.owner, &scene.owner.org, "share_link.created").await, 1);
    // Without a body too.
    let plain = scene.editor.session.post_empty(&links(&project)).await.ok(201);
    assert_eq!(plain["name"], json!(null));
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let at = |seconds: u64| world.state().now().plus(Duration::from_secs(seconds)).to_string();
    for (field, given) in [
        ("expiresAt", json!(at(0))),
        ("expiresAt", json!("2020-01-01T00:00:00Z")),
        ("expiresAt", json!(at(365 * DAY + 1))),
        ("expiresAt", json!("tomorrow")),
        ("name", json!("")),
        ("token", json!("chosen")),
        ("digest", json!("chosen")),
        ("createdBy", json!(scene.owner.user)),
    ] {
        scene.editor.session.post(&links(&project), json!({ field: given })).await.names_field(field);
    }
    let longest = json!({ "expiresAt": at(365 * DAY) });
    let made = scene.editor.session.post(&links(&project), longest).await.ok(201);
    assert_eq!(made["expiresAt"], at(365 * DAY));
}

#[tokio::test]
async fn post_403_for_viewers_and_keys_and_without_a_step_up_and_404_outside() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let body = json!({ "name": "mine" });
    scene.viewer.session.post(&links(&project), body.clone()).await.refused(403, "FORBIDDEN");
    let (key, _) = mint_bound(&scene.admin, &scene.workspace).await;
    let refused = key.post(&links(&project), body.clone()).await;
    assert_eq!(refused.refused(403, "FORBIDDEN").message(), "This kind of credential may not do this");
    let hidden = scene.outsider.session.post(&links(&project), body.clone()).await;
    hidden.refused(404, "NOT_FOUND").same_as(&scene.outsider.session.post(&links(NOBODY), body.clone()).await);
    scene.outsider.session.get(&links(&project)).await.refused(404, "NOT_FOUND");
    world.advance(Duration::from_secs(600));
    scene.editor.session.post(&links(&project), body).await.asks_for_step_up();
    assert_eq!(scene.owner.session.get(&links(&project)).await.ok(200)["items"], json!([]));
}

#[tokio::test]
async fn a_link_is_found_under_its_own_project_alone() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let second = create_project(&scene.editor, &scene.workspace, "second").await;
    let made = share(&scene.editor, &project).await;
    scene.editor.session.get(&link(&second, &made)).await.refused(404, "NOT_FOUND");
    scene.editor.session.delete(&link(&second, &made)).await.refused(404, "NOT_FOUND");
    assert_eq!(scene.editor.session.get(&links(&second)).await.ok(200)["items"], json!([]));
    open(&world, &made).await.ok(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn post_409_beyond_fifty_that_work_however_many_are_made_at_once() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let mut tasks = JoinSet::new();
    for _ in 0..60 {
        let (editor, path) = (scene.editor.clone(), links(&project));
        tasks.spawn(async move { editor.session.post_empty(&path).await.status.as_u16() });
    }
    let statuses = tasks.join_all().await;
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 50);
    assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 10);
    // Those that have ended don't count.
    let first = scene.editor.session.get(&links(&project)).await.ok(200)["items"][0].clone();
    scene.editor.session.delete(&link(&project, &first)).await.ok(200);
    share(&scene.editor, &project).await;
    scene.editor.session.post_empty(&links(&project)).await.refused(409, "CONFLICT");
}
