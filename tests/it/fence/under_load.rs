//! Narrowing a credential while many requests with it are under way.

use almond::cli::{command::Command, keys_revoke};
use serde_json::json;
use tests::{Caller, PASSWORD, Session};

use super::{Asking, MODELS, rounds, world};

fn key_path(id: &str) -> String {
    format!("/api/v1/api-keys/{id}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn revocation_401_for_every_request_after_its_answer() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    rounds(async || {
        let (key, id) = ada.mint(&["models:read"]).await;
        let revoke = async { drop(ada.session.delete(&key_path(&id)).await.ok(200)) };
        Asking::of(&key, MODELS).during(revoke, 200, 401).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn scope_removal_403_for_every_request_after_its_answer_and_200_once_it_is_back() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    let asking = Asking::of(&key, MODELS);
    rounds(async || {
        let give = async |scopes| drop(ada.session.patch(&key_path(&id), json!({ "scopes": scopes })).await.ok(200));
        asking.during(give(json!(["files:read"])), 200, 403).await;
        asking.during(give(json!(["models:read"])), 403, 200).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn rotation_401_for_every_request_with_the_old_key_after_its_answer() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    rounds(async || {
        let (key, id) = ada.mint(&["models:read"]).await;
        let path = format!("{}/rotate", key_path(&id));
        let rotate = async { drop(ada.session.post(&path, json!({})).await.ok(201)) };
        Asking::of(&key, MODELS).during(rotate, 200, 401).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn logout_401_for_every_request_after_its_answer() {
    let world = world().await;
    let ada = world.owner("ada").await;
    rounds(async || {
        let login = json!({ "email": ada.email, "password": PASSWORD });
        let signed_in = world.anonymous().post("/api/v1/auth/login", login).await.ok(200);
        let session = Session::bearer(world.clone(), signed_in["token"].as_str().unwrap());
        let logout = async { drop(session.post_empty("/api/v1/auth/logout").await.ok(200)) };
        Asking::of(&session, "/api/v1/auth/session").during(logout, 200, 401).await;
    })
    .await;
    ada.session.get(MODELS).await.ok(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn mass_revocation_401_for_every_request_after_it_is_done() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await.enrolled().await;
    let (spared, _) = bob.mint(&["models:read"]).await;
    spared.get(MODELS).await.ok(200);
    let revoke = async |org: Option<&str>, many: &str| {
        let issued_before = super::a_moment_later(&world);
        let request = keys_revoke::Request { issued_before, org: org.map(str::to_owned) };
        assert_eq!(Command::KeysRevoke(request).run(world.state()).await.unwrap(), format!("{many}\n"));
    };
    rounds(async || {
        let (key, _) = ada.mint(&["models:read"]).await;
        Asking::of(&key, MODELS).during(revoke(Some(&ada.org), "1"), 200, 401).await;
    })
    .await;
    // Only that org's, until the operator means all.
    Asking::of(&spared, MODELS).during(revoke(None, "1"), 200, 401).await;
}
