//! `POST /api/v1/auth/session/org`

use serde_json::json;
use tests::{Answer, Caller, Session, World};

use super::{cookie, join_second_org};
use crate::sign_in::session_of;

const RANDOM: &str = "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40";

async fn switch(session: &Session, org: &str) -> Answer {
    session.post("/api/v1/auth/session/org", json!({ "orgId": org })).await
}

#[tokio::test]
async fn post_200_moves_the_session_and_voids_the_old_token_at_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let second = join_second_org(&ada).await;
    ada.session.post("/api/v1/agents", json!({ "name": "of the first" })).await.ok(201);

    let switched = switch(&ada.session, &second).await.ok(200);
    assert_eq!(
        switched["org"],
        json!({ "id": second, "name": "the second org", "role": "member", "twoFactorDueAt": null })
    );
    assert_eq!(switched["user"]["id"], ada.user.as_str());
    assert_eq!(switched["expiresAt"], "2026-06-02T12:00:00.000Z", "the session gets no older end");
    ada.session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");

    let there = session_of(&world, &switched);
    assert_eq!(there.get("/api/v1/auth/session").await.ok(200)["org"], switched["org"]);
    assert_eq!(there.get("/api/v1/agents").await.ok(200)["items"], json!([]));
    let back = session_of(&world, &switch(&there, &ada.org).await.ok(200));
    assert_eq!(back.get("/api/v1/agents").await.ok(200)["items"][0]["name"], "of the first");
}

#[tokio::test]
async fn post_200_in_a_cookie_session_sets_the_cookie_anew() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let second = join_second_org(&ada).await;
    let old = Session::cookie(world.clone(), &cookie(&world, &ada.email).await);
    let switched = switch(&old, &second).await;
    let set = switched.header("set-cookie").unwrap().split_once(';').unwrap().0.to_owned();
    assert!(switched.ok(200)["token"].is_null());
    old.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    let new = Session::cookie(world.clone(), &set);
    assert_eq!(new.get("/api/v1/auth/session").await.ok(200)["org"]["id"], second.as_str());
}

#[tokio::test]
async fn post_404_for_another_tenants_org_looks_like_one_that_is_not_there() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let foreign = switch(&ada.session, &bob.org).await;
    foreign.refused(404, "NOT_FOUND");
    foreign.same_as(&switch(&ada.session, RANDOM).await);
    assert_eq!(ada.session.get("/api/v1/auth/session").await.ok(200)["org"]["id"], ada.org.as_str());
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for (body, field) in [
        (json!({}), "orgId"),
        (json!({ "orgId": "ada's org" }), "orgId"),
        (json!({ "orgId": 1 }), "orgId"),
        (json!({ "orgId": RANDOM, "role": "owner" }), "role"),
    ] {
        ada.session.post("/api/v1/auth/session/org", body).await.names_field(field);
    }
}

#[tokio::test]
async fn roles_and_rights_are_those_of_the_org() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let second = join_second_org(&ada).await;
    let mut ada = ada.enrolled().await;
    ada.session.post("/api/v1/workspaces", json!({ "name": "Lab" })).await.ok(201);
    let switched = switch(&ada.session, &second).await.ok(200);
    ada.adopt(&switched);
    ada.step_up().await;
    ada.session.post("/api/v1/workspaces", json!({ "name": "Lab" })).await.refused(403, "FORBIDDEN");
}
