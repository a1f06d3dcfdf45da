//! `POST /api/v1/workspaces`.

use entity::OrgRole;
use serde_json::json;
use tests::{Caller, World};

use super::{WORKSPACES, members, path};
use crate::orgs::recorded;

#[tokio::test]
async fn post_201_makes_its_maker_the_first_admin() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let body = json!({ "name": " Lab ", "description": "where it all happens" });
    let made = ada.session.post(WORKSPACES, body).await.ok(201);
    let id = made["id"].as_str().unwrap();
    assert_eq!((&made["name"], &made["role"]), (&json!("Lab"), &json!("admin")));
    assert_eq!((&made["description"], &made["createdBy"]), (&json!("where it all happens"), &json!(ada.user)));
    assert_eq!(ada.session.get(&path(id)).await.ok(200), made);
    let listed = ada.session.get(&members(id)).await.ok(200);
    assert_eq!((&listed["items"][0]["userId"], &listed["items"][0]["role"]), (&json!(ada.user), &json!("admin")));
    assert_eq!(recorded(&ada, &ada.org, "workspace.created").await, 1);
}

#[tokio::test]
async fn post_403_for_a_member_of_the_org_and_for_keys() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    bob.session.post(WORKSPACES, json!({ "name": "mine" })).await.refused(403, "FORBIDDEN");
    let (key, _) = ada.mint(&["models:read"]).await;
    key.post(WORKSPACES, json!({ "name": "mine" })).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    for (field, given) in [
        ("name", json!("")),
        ("name", json!(null)),
        ("description", json!("x".repeat(1001))),
        ("orgId", json!(ada.org)),
        ("createdBy", json!(ada.user)),
        ("role", json!("admin")),
        ("id", json!(super::NOBODY)),
    ] {
        let mut body = json!({ "name": "Lab" });
        body[field] = given;
        ada.session.post(WORKSPACES, body).await.names_field(field);
    }
    assert_eq!(ada.session.get(WORKSPACES).await.ok(200)["items"], json!([]));
}
