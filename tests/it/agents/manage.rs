//! `GET` and `POST /agents`, `GET` and `PATCH /agents/{id}`.

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{AGENTS, NOBODY, path, register};
use crate::orgs::recorded;

#[tokio::test]
async fn one_that_a_person_registers_201_was_not_seen_yet() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let made = register(&ada.session).await;
    for field in ["lastSeenAt", "lastKey", "retiredAt", "status", "version"] {
        assert_eq!(made[field], Value::Null, "{field}");
    }
    assert_eq!(ada.session.get(&path(&made)).await.ok(200), made);
    assert_eq!(ada.session.get(AGENTS).await.ok(200)["items"], json!([made]));
}

#[tokio::test]
async fn one_that_registers_itself_201_was_seen_with_its_key() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&[]).await;
    let made = register(&key).await;
    let shown = ada.session.get(&format!("/api/v1/api-keys/{id}")).await.ok(200);
    assert_eq!(made["lastSeenAt"], made["createdAt"]);
    assert_eq!(made["lastKey"], json!({ "id": id, "prefix": shown["prefix"], "name": "test key" }));
    ada.session.delete(&format!("/api/v1/api-keys/{id}")).await.ok(200);
    assert_eq!(ada.session.get(&path(&made)).await.ok(200)["lastKey"]["id"], id.as_str(), "revoked, but known");
}

#[tokio::test]
async fn patch_200_changes_what_it_names_and_is_recorded_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let made = register(&ada.session).await;
    world.advance(std::time::Duration::from_secs(1));
    let changed = ada.session.patch(&path(&made), json!({ "name": "walker" })).await.ok(200);
    assert_eq!((&changed["name"], &changed["description"]), (&json!("walker"), &json!("runs")));
    assert_ne!(changed["updatedAt"], made["updatedAt"]);
    assert_eq!(ada.session.patch(&path(&made), json!({ "name": "walker" })).await.ok(200), changed);
    assert_eq!(recorded(&ada, &ada.org, "agent.updated").await, 1);
    let cleared = ada.session.patch(&path(&made), json!({ "description": null })).await.ok(200);
    assert_eq!((&cleared["name"], &cleared["description"]), (&json!("walker"), &Value::Null));
}

#[tokio::test]
async fn patch_400_names_the_field_and_changes_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let made = register(&ada.session).await;
    for (field, value) in [
        ("name", Value::Null),
        ("name", "".into()),
        ("name", "x".repeat(101).into()),
        ("description", 1.into()),
        ("status", "well".into()),
        ("lastSeenAt", "2026-06-01T12:00:00.000Z".into()),
        ("lastKeyId", NOBODY.into()),
        ("retiredAt", Value::Null),
        ("orgId", NOBODY.into()),
    ] {
        let mut body = json!({ "description": "changed" });
        body[field] = value;
        ada.session.patch(&path(&made), body).await.names_field(field);
    }
    assert_eq!(ada.session.get(&path(&made)).await.ok(200), made);
}

#[tokio::test]
async fn any_member_may_and_a_key_of_theirs_and_others_get_404() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    let (key, _) = bob.mint(&[]).await;
    let made = register(&ada.session).await;
    bob.session.patch(&path(&made), json!({ "name": "bobs" })).await.ok(200);
    key.patch(&path(&made), json!({ "name": "the key's" })).await.ok(200);

    let eve = world.owner("eve").await;
    let unknown = eve.session.get(&format!("{AGENTS}/{NOBODY}")).await;
    eve.session.get(&path(&made)).await.refused(404, "NOT_FOUND").same_as(&unknown);
    eve.session.patch(&path(&made), json!({ "name": "eves" })).await.refused(404, "NOT_FOUND");
    assert_eq!(ada.session.get(&path(&made)).await.ok(200)["name"], "the key's");
}

#[tokio::test]
async fn a_strict_org_refuses_keys_403() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&[]).await;
    let made = register(&key).await;
    ada.session.patch(&format!("/api/v1/orgs/{}", ada.org), json!({ "strictScopes": true })).await.ok(200);
    key.get(AGENTS).await.refused(403, "FORBIDDEN");
    key.post_empty(&super::heartbeat(&made)).await.refused(403, "FORBIDDEN");
}
