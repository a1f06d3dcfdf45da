//! `GET /orgs/{id}/api-keys`.

use std::time::Duration;

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, Person, World};

use super::{key, keys};

async fn ids(person: &Person, query: &str) -> Vec<String> {
    let list = person.session.get(&format!("{}?{query}", keys(person))).await.ok(200);
    list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn get_200_shows_everybodys_keys_with_their_user_and_last_use_and_no_secret() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    let (in_use, adas) = ada.mint(&["models:read"]).await;
    world.advance(Duration::from_millis(1));
    let (_, bobs) = bob.mint(&["models:read"]).await;
    in_use.get("/api/v1/models").await.ok(200);
    let eve = world.owner("eve").await.enrolled().await;
    eve.mint(&["models:read"]).await;
    let answer = ada.session.get(&keys(&ada)).await;
    let list = answer.body["data"]["items"].as_array().unwrap().clone();
    let shown: Vec<_> = list.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(shown, [bobs.as_str(), adas.as_str()], "newest first, and no other tenant's");
    assert_eq!(list[0]["user"], json!({ "id": bob.user, "email": bob.email, "name": "bob" }));
    assert!(list[1]["lastUsedAt"].is_string() && list[0]["lastUsedAt"] == Value::Null);
    assert!(list.iter().all(|item| item["key"] == Value::Null && item["digest"] == Value::Null));
    assert_eq!(ids(&ada, &format!("userId={}", bob.user)).await, [bobs.as_str()]);
    let first = ada.session.get(&format!("{}?limit=1", keys(&ada))).await.ok(200);
    let cursor = first["nextCursor"].as_str().unwrap();
    assert_eq!(ids(&ada, &format!("cursor={cursor}")).await, [adas.as_str()]);
}

#[tokio::test]
async fn get_200_filters_by_state() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let soon = world.state().now().plus(Duration::from_secs(60));
    let ends = json!({ "name": "ends", "expiresAt": soon.to_string() });
    let over = ada.try_mint(ends).await.ok(201)["id"].as_str().unwrap().to_owned();
    let (_, active) = ada.mint(&[]).await;
    let (_, paused) = ada.mint(&[]).await;
    ada.session.patch(&key(&ada, &paused), json!({ "enabled": false })).await.ok(200);
    world.advance(Duration::from_secs(60));
    assert_eq!(ids(&ada, "state=active").await, [active.as_str()]);
    assert_eq!(ids(&ada, "state=paused").await, [paused.as_str()]);
    assert_eq!(ids(&ada, "state=expired").await, [over.as_str()]);
    ada.session.get(&format!("{}?state=dead", keys(&ada))).await.refused(400, "BAD_REQUEST").names_field("state");
}

#[tokio::test]
async fn get_403_for_members_and_keys_and_404_for_other_orgs() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    bob.session.get(&keys(&ada)).await.refused(403, "FORBIDDEN");
    let (key, _) = ada.mint(&["api-keys:read"]).await;
    key.get(&keys(&ada)).await.refused(403, "FORBIDDEN");
    let eve = world.owner("eve").await;
    eve.session.get(&keys(&ada)).await.refused(404, "NOT_FOUND");
    world.anonymous().get(&keys(&ada)).await.refused(401, "UNAUTHORIZED");
}
