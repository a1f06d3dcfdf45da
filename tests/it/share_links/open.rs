//! `POST /api/v1/share-links/open`: what anybody sees who has a link, and nobody without one.

use std::time::Duration;

use serde_json::json;
use tests::{Caller, World};

use super::{OPEN, link, open, share};
use crate::{
    projects::{path, scene},
    sign_in::{mfa_token, second_step, session_of},
};

#[tokio::test]
async fn post_200_shows_the_project_and_nothing_of_who_is_in_it() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let made = share(&scene.editor, &project).await;
    let shown = open(&world, &made).await;
    for hidden in [&scene.editor.user, &scene.editor.email, &scene.owner.org, &scene.workspace, &project] {
        assert!(!shown.text.contains(hidden.as_str()), "{}", shown.text);
    }
    let shown = shown.ok(200);
    assert_eq!((&shown["name"], &shown["description"]), (&json!("Engine"), &json!("about it")));
    assert_eq!(shown["expiresAt"], made["expiresAt"]);
    assert_eq!(shown.as_object().unwrap().len(), 5, "{shown}");
    // As it is now, as often as one likes.
    scene.editor.session.patch(&path(&project), json!({ "name": "Loom" })).await.ok(200);
    assert_eq!(open(&world, &made).await.ok(200)["name"], "Loom");
    assert_eq!(open(&world.restarted().await, &made).await.ok(200)["name"], "Loom");
}

#[tokio::test]
async fn post_404_the_same_for_unknown_malformed_expired_and_revoked() {
    let world = World::new().await;
    let (scene, project) = scene(&world).await;
    let (revoked, expired) = (share(&scene.editor, &project).await, share(&scene.editor, &project).await);
    scene.editor.session.delete(&link(&project, &revoked)).await.ok(200);
    let dead = open(&world, &revoked).await;
    dead.refused(404, "NOT_FOUND");
    let ask = async |token: &str| world.anonymous().post(OPEN, json!({ "token": token })).await;
    for token in ["", "nonsense", &"a".repeat(43), &"a".repeat(100_000), expired["id"].as_str().unwrap()] {
        ask(token).await.same_as(&dead);
    }
    open(&world, &expired).await.ok(200);
    world.advance(Duration::from_secs(30 * 24 * 3600));
    open(&world, &expired).await.same_as(&dead);
    let half = mfa_token(&scene.owner).await;
    let session = session_of(&world, &second_step(&world, "totp", &half, &scene.owner.code()).await.ok(200));
    assert_eq!(session.get(&super::links(&project)).await.ok(200)["items"], json!([]));
    session.get(&link(&project, &expired)).await.refused(404, "NOT_FOUND");
    session.delete(&link(&project, &expired)).await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn post_400_for_a_bad_body() {
    let world = World::new().await;
    for (field, body) in
        [("token", json!({})), ("token", json!({ "token": 1 })), ("id", json!({ "token": "x", "id": "y" }))]
    {
        world.anonymous().post(OPEN, body).await.names_field(field);
    }
}

#[tokio::test]
async fn post_400_too_many_from_one_address_and_none_for_others() {
    let world = World::new().await;
    let ask = async |address: &str| {
        world.anonymous().request_from(address, http::Method::POST, OPEN, Some(json!({ "token": "guess" }))).await
    };
    for _ in 0..120 {
        ask("198.51.100.1").await.refused(404, "NOT_FOUND");
    }
    let limited = ask("198.51.100.1").await;
    assert_eq!(limited.refused(400, "BAD_REQUEST").message(), "Too many requests");
    assert!(limited.header("retry-after").is_some());
    ask("198.51.100.2").await.refused(404, "NOT_FOUND");
    // It is a bucket of its own: signing in from there goes on.
    let login = Some(json!({ "email": "nobody@example.com", "password": "guess" }));
    let from_there = world.anonymous();
    let login = from_there.request_from("198.51.100.1", http::Method::POST, "/api/v1/auth/login", login).await;
    login.refused(401, "UNAUTHORIZED");
    world.advance(Duration::from_secs(1));
    ask("198.51.100.1").await.refused(404, "NOT_FOUND");
}
