//! `GET /me/activity`: what one did oneself, whatever one's role.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, Session, World};

const ACTIVITY: &str = "/api/v1/me/activity";

fn actions(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|one| one["action"].as_str().unwrap()).collect()
}

/// As lists that are ordered by ids write them: the sixteen bytes in base64url.
fn cursor_of(id: &str) -> String {
    URL_SAFE_NO_PAD.encode(id.parse::<uuid::Uuid>().unwrap().as_bytes())
}

#[tokio::test]
async fn a_member_sees_what_they_did_and_nothing_of_others() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let eve = world.member("eve", "ada's org", OrgRole::Member).await.enrolled().await;
    ada.mint(&["models:read"]).await;
    let (key, id) = eve.mint(&["files:write"]).await;
    let seen = eve.session.get(&format!("{ACTIVITY}?limit=2")).await.ok(200);
    assert_eq!(seen["items"][0]["action"], "key.minted");
    assert_eq!(seen["items"][0]["targetId"], id);
    for hidden in ["sequence", "hash", "previousHash"] {
        assert_eq!(seen["items"][0].get(hidden), None, "how much happens in the org is not theirs to know");
    }
    let all = eve.session.get(&format!("{ACTIVITY}?limit=100")).await.ok(200);
    assert_eq!(actions(&all).iter().filter(|one| **one == "key.minted").count(), 1);
    // Page by page the same.
    let cursor = seen["nextCursor"].as_str().unwrap();
    let next = eve.session.get(&format!("{ACTIVITY}?limit=98&cursor={cursor}")).await.ok(200);
    assert_eq!([actions(&seen), actions(&next)].concat(), actions(&all));
    // A record of somebody else's is no place to go on from.
    let hers = ada.session.get(ACTIVITY).await.ok(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let hers = eve.session.get(&format!("{ACTIVITY}?cursor={}", cursor_of(&hers))).await;
    hers.refused(400, "BAD_REQUEST").names_field("cursor");
    // The log itself is for those who run the org, and this for people.
    eve.session.get("/api/v1/audit-events").await.refused(403, "FORBIDDEN");
    key.get(ACTIVITY).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn it_is_of_the_org_that_the_session_works_in() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    ada.mint(&["models:read"]).await;
    let other = ada.session.post("/api/v1/orgs", json!({ "name": "Other" })).await.ok(201);
    let moved = ada.session.post("/api/v1/auth/session/org", json!({ "orgId": other["id"] })).await.ok(200);
    let seen = Session::bearer(world, moved["token"].as_str().unwrap()).get(ACTIVITY).await.ok(200);
    assert!(!actions(&seen).contains(&"key.minted"), "{seen:#}");
}
