//! Several nodes on one PostgreSQL: what one answered, all others go by, each from its own memory.

use std::time::{Duration, Instant};

use almond::cli::{command::Command, keys_revoke};
use entity::OrgRole;
use serde_json::json;
use tests::{Caller, Key, PASSWORD, Person, Session, World, postgres_server};

use super::{Asking, MODELS, a_moment_later, rounds, world};

const SESSION: &str = "/api/v1/auth/session";
const AGENTS: &str = "/api/v1/agents";
/// What a change may take while a node doesn't answer: its lease, and a second.
pub const LONGEST: Duration = Duration::from_secs(3);

/// Two nodes, if the database can have two.
pub async fn nodes() -> Option<(World, World)> {
    postgres_server()?;
    let one = world().await;
    let other = one.restarted().await;
    Some((one, other))
}

/// How many keys this node has looked for in the database.
pub fn looked_up(world: &World) -> u64 {
    let page = world.state().metrics.render().unwrap();
    let line = page.lines().find(|line| line.contains("key_verifications_total{outcome=\"database\"}")).unwrap();
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

pub async fn revoke(by: &Person, id: &str) -> Duration {
    let asked = Instant::now();
    by.session.delete(&format!("/api/v1/api-keys/{id}")).await.ok(200);
    asked.elapsed()
}

#[tokio::test]
async fn a_key_is_checked_from_the_memory_of_each_node() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    for world in [&one, &other] {
        let key = key.at(world);
        key.get(MODELS).await.ok(200);
        let before = looked_up(world);
        for _ in 0..50 {
            key.get(MODELS).await.ok(200);
        }
        assert_eq!(looked_up(world), before);
    }
}

#[tokio::test]
async fn revoke_401_at_once_on_the_other_node_which_remembers_the_rest() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    let (spared, _) = ada.mint(&["models:read"]).await;
    let spared = spared.at(&other);
    let mut remembered = 0;
    for _ in 0..30 {
        let (key, id) = ada.mint(&["models:read"]).await;
        let key = key.at(&other);
        key.get(MODELS).await.ok(200);
        spared.get(MODELS).await.ok(200);
        let before = looked_up(&other);
        revoke(&ada, &id).await;
        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
        spared.get(MODELS).await.ok(200);
        remembered += usize::from(looked_up(&other) == before);
    }
    // On a busy machine a lease runs out now and then, and then the database is asked.
    assert!(remembered >= 15, "only what was changed is looked up again, but it was so {remembered} times of 30");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn revocation_401_for_every_request_to_the_other_node_after_its_answer() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    rounds(async || {
        let (key, id) = ada.mint(&["models:read"]).await;
        Asking::of(&key.at(&other), MODELS).during(async { _ = revoke(&ada, &id).await }, 200, 401).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn revocation_401_ever_after_though_the_other_node_was_loading_the_key() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    rounds(async || {
        let (key, id) = ada.mint(&["models:read"]).await;
        let asking = Asking::of(&key.at(&other), MODELS);
        super::first_use::at_once(&asking, async { _ = revoke(&ada, &id).await }).await;
        assert_eq!(asking.once().await, 401);
    })
    .await;
}

#[tokio::test]
async fn fewer_scopes_403_and_more_200_at_once_on_the_other_node() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    let key = key.at(&other);
    for round in 0..20 {
        let (scopes, status) = if round % 2 == 0 { (json!([]), 403) } else { (json!(["models:read"]), 200) };
        ada.session.patch(&format!("/api/v1/api-keys/{id}"), json!({ "scopes": scopes })).await.ok(200);
        assert_eq!(key.get(MODELS).await.status, status);
    }
}

#[tokio::test]
async fn a_key_that_was_asked_for_before_is_good_at_once_on_the_other_node() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    let key = Key::new(other.clone(), &format!("alm_test_{}", "5a".repeat(24)));
    for _ in 0..3 {
        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    }
    one.foretell(&[0x5a; 24]);
    ada.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
}

#[tokio::test]
async fn logout_and_a_new_password_401_at_once_on_the_other_node() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await;
    let sign_in = async || {
        let body = json!({ "email": ada.email, "password": PASSWORD });
        let signed_in = one.anonymous().post("/api/v1/auth/login", body).await.ok(200);
        Session::bearer(one.clone(), signed_in["token"].as_str().unwrap())
    };
    let (leaving, staying) = (sign_in().await, sign_in().await);
    for session in [&leaving, &staying] {
        session.at(&other).get(SESSION).await.ok(200);
    }
    leaving.post_empty("/api/v1/auth/logout").await.ok(200);
    leaving.at(&other).get(SESSION).await.refused(401, "UNAUTHORIZED");
    staying.at(&other).get(SESSION).await.ok(200);
    let body = json!({ "currentPassword": PASSWORD, "newPassword": "another horse battery staple" });
    ada.session.request(http::Method::PUT, "/api/v1/me/password", Some(body)).await.ok(200);
    staying.at(&other).get(SESSION).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn demotion_removal_and_settings_hold_at_once_on_the_other_node() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    let bob = one.member("bob", &ada.org, OrgRole::Admin).await.enrolled().await;
    let (key, _) = bob.mint(&["models:read"]).await;
    let (key, session) = (key.at(&other), bob.session.at(&other));
    let (org, member) = (format!("/api/v1/orgs/{}", ada.org), format!("/api/v1/orgs/{}/members/{}", ada.org, bob.user));

    key.get(AGENTS).await.ok(200);
    ada.session.patch(&org, json!({ "strictScopes": true })).await.ok(200);
    key.get(AGENTS).await.refused(403, "FORBIDDEN");

    session.post("/api/v1/workspaces", json!({ "name": "Lab" })).await.ok(201);
    ada.session.patch(&member, json!({ "role": "member" })).await.ok(200);
    session.post("/api/v1/workspaces", json!({ "name": "Lab" })).await.refused(403, "FORBIDDEN");

    key.get(MODELS).await.ok(200);
    ada.session.delete(&member).await.ok(200);
    key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    session.get(SESSION).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn deleting_an_org_401_at_once_on_the_other_node() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    key.at(&other).get(MODELS).await.ok(200);
    ada.session.delete(&format!("/api/v1/orgs/{}", ada.org)).await.ok(200);
    key.at(&other).get(MODELS).await.refused(401, "UNAUTHORIZED");
    ada.session.at(&other).get(SESSION).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn mass_revocation_by_a_command_401_at_once_on_every_node() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    for world in [&one, &other] {
        key.at(world).get(MODELS).await.ok(200);
    }
    let command = one.unconnected().await;
    let request = keys_revoke::Request { issued_before: a_moment_later(&one), org: None };
    Command::KeysRevoke(request).run(&command).await.unwrap();
    for world in [&one, &other] {
        key.at(world).get(MODELS).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn a_session_used_on_one_node_alone_is_not_idle_on_the_other() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await;
    ada.session.at(&other).get(SESSION).await.ok(200);
    for _ in 0..3 {
        one.advance(Duration::from_secs(4 * 3600));
        ada.session.get(SESSION).await.ok(200);
        one.state().session_usage.write(&one.state().db).await.unwrap();
    }
    ada.session.at(&other).get(SESSION).await.ok(200);
}

#[tokio::test]
async fn what_is_already_so_is_answered_once_every_node_knows() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    let key = key.at(&other);
    key.get(MODELS).await.ok(200);
    other.fall_silent();
    // The first asks on a node that is gone before it has answered; the second only finds that it is so.
    let asked = Instant::now();
    let path = format!("/api/v1/api-keys/{id}");
    let (first, second) = tokio::join!(ada.session.delete(&path), async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let answer = ada.session.delete(&path).await;
        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
        answer
    });
    first.ok(200);
    second.refused(404, "NOT_FOUND");
    assert!(asked.elapsed() > Duration::from_secs(1) && asked.elapsed() < LONGEST + Duration::from_secs(1));
}
