//! `GET /me/deletion` and `DELETE /me`.

use entity::OrgRole;
use serde_json::json;
use tests::{Caller, PASSWORD, World};

use crate::{
    orgs::{MODELS, create},
    sign_in::login,
};

const PLAN: &str = "/api/v1/me/deletion";

#[tokio::test]
async fn delete_200_does_what_was_shown_and_ends_sessions_and_keys_at_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
    let plan = ada.session.get(PLAN).await.ok(200);
    assert_eq!((&plan["keysRevoked"], &plan["orgs"][0]["fate"]), (&json!(1), &json!("deleted")));
    let confirm = plan["confirm"].as_str().unwrap();
    assert_eq!(ada.session.delete(&format!("/api/v1/me?confirm={confirm}")).await.ok(200), json!({ "deleted": true }));
    key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    ada.session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    login(&world, &ada.email, PASSWORD).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn delete_409_for_another_plan_than_was_shown_and_400_without_one() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let plan = ada.session.get(PLAN).await.ok(200);
    create(&ada, "another").await;
    let path = format!("/api/v1/me?confirm={}", plan["confirm"].as_str().unwrap());
    ada.session.delete(&path).await.refused(409, "CONFLICT");
    ada.session.delete("/api/v1/me").await.refused(400, "BAD_REQUEST");
    ada.session.get("/api/v1/auth/session").await.ok(200);
}

#[tokio::test]
async fn delete_asks_for_a_step_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let plan = ada.session.get(PLAN).await.ok(200);
    let path = format!("/api/v1/me?confirm={}", plan["confirm"].as_str().unwrap());
    ada.session.delete(&path).await.asks_for_step_up();
}

#[tokio::test]
async fn delete_409_for_the_last_owner_of_an_org_with_others_unless_one_takes_over() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await;
    let plan = ada.session.get(PLAN).await.ok(200);
    assert_eq!(plan["orgs"][0]["fate"], "blocked");
    let path = format!("/api/v1/me?confirm={}", plan["confirm"].as_str().unwrap());
    let refused = ada.session.delete(&path).await;
    refused.refused(409, "CONFLICT");
    assert_eq!(refused.body["error"]["details"]["orgs"][0]["id"], ada.org.as_str());
    let plan = ada.session.get(&format!("{PLAN}?handOverTo={}", bob.email)).await.ok(200);
    assert_eq!((&plan["orgs"][0]["fate"], &plan["orgs"][0]["handedOverTo"]), (&json!("handedOver"), &json!(bob.user)));
    let path = format!("/api/v1/me?handOverTo={}&confirm={}", bob.user, plan["confirm"].as_str().unwrap());
    ada.session.delete(&path).await.ok(200);
    assert_eq!(bob.session.get("/api/v1/auth/session").await.ok(200)["org"]["role"], "owner");
}
