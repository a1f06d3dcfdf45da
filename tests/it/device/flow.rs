//! The whole way: a program asks, a person approves, the program has a key.

use std::time::Duration;

use entity::audit_event;
use serde_json::json;
use tests::{Caller, Key, World};

use super::{DeviceLogin, PATH, decide};

#[tokio::test]
async fn an_approved_device_gets_a_key_of_the_approvers_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let started = world.anonymous().post(PATH, json!({ "clientName": "alm on ada's laptop" })).await.ok(200);
    let login = DeviceLogin::of(&world, &started["deviceCode"], &started["userCode"]);
    assert_eq!(started["verificationUrl"], "http://localhost:8080/device");
    let complete = format!("http://localhost:8080/device?user_code={}", login.user_code);
    assert_eq!(started["verificationUrlComplete"], complete);
    assert_eq!((&started["expiresIn"], &started["interval"]), (&json!(600), &json!(5)));
    assert!(login.device_code.len() >= 27, "160 bits and more");
    assert_eq!(login.status().await.ok(200), json!({ "status": "pending" }));

    let asks = decide(&ada, "lookup", &login.user_code).await.ok(200);
    assert_eq!(asks["clientName"], "alm on ada's laptop");
    assert_eq!((&asks["ip"], &asks["userCode"]), (&json!("127.0.0.1"), &json!(login.user_code)));
    assert_eq!(asks["scopes"], json!(["terminal", "models:read"]));
    assert_eq!(asks["startedAt"], "2026-06-01T12:00:00.000Z");
    assert_eq!(login.approve(&ada).await.ok(200), json!({ "status": "approved" }));
    assert_eq!(login.status().await.ok(200), json!({ "status": "approved" }));

    let minted = login.exchange().await.ok(200);
    assert_eq!(minted["scopes"], json!(["terminal", "models:read"]));
    assert_eq!(minted["name"], "Device login: alm on ada's laptop");
    assert_eq!(minted["expiresAt"], json!(null));
    let key = Key::new(world.clone(), minted["key"].as_str().unwrap());
    key.get("/api/v1/models").await.ok(200);
    key.get("/api/v1/api-keys").await.refused(403, "FORBIDDEN");
    assert_eq!(login.status().await.ok(200), json!({ "status": "consumed" }));
    for _ in 0..3 {
        DeviceLogin::no_key(&login.exchange().await, "invalid_grant");
    }

    let listed = ada.session.get("/api/v1/api-keys").await.ok(200);
    assert_eq!((&listed["items"][0]["id"], listed["items"].as_array().unwrap().len()), (&minted["id"], 1));
    let subjects: Vec<_> = world.mails(&ada.email).await.into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects, ["An authenticator app was added", "A device was signed in"]);
    let db = world.state().db.read();
    let events = audit_event::Entity::page_in_org(ada.org.parse().unwrap(), audit_event::Filter::default(), None, 50)
        .all(db)
        .await
        .unwrap();
    for action in ["key.minted", "device.approved"] {
        let told: Vec<_> = events.iter().filter(|event| event.action == action).collect();
        assert_eq!((told.len(), told[0].actor_id), (1, Some(ada.user.parse().unwrap())), "{action}");
    }
    // It is a key like others: its owner revokes it.
    ada.session.delete(&format!("/api/v1/api-keys/{}", minted["id"].as_str().unwrap())).await.ok(200);
    key.get("/api/v1/models").await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_200_with_no_body_an_empty_one_and_a_name_and_400_for_anything_else() {
    let world = World::new().await;
    let visitor = world.anonymous();
    visitor.post_empty(PATH).await.ok(200);
    visitor.post(PATH, json!({})).await.ok(200);
    visitor.post(PATH, json!({ "clientName": "x".repeat(100) })).await.ok(200);
    for (body, field) in [
        (json!({ "clientName": "" }), "clientName"),
        (json!({ "clientName": "x".repeat(101) }), "clientName"),
        (json!({ "clientName": "a\nb" }), "clientName"),
        (json!({ "scopes": ["billing:machine:charge"] }), "scopes"),
    ] {
        visitor.post(PATH, body).await.names_field(field);
    }
}

#[tokio::test]
async fn codes_differ_and_have_no_look_alikes() {
    let world = World::new().await;
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..50 {
        let login = DeviceLogin::start(&world).await;
        let groups: Vec<_> = login.user_code.split('-').collect();
        assert!(groups.len() == 3 && groups.iter().all(|group| group.len() == 4), "{}", login.user_code);
        assert!(groups.concat().bytes().all(|byte| b"BCDFGHJKLMNPQRSTVWXZ".contains(&byte)), "{}", login.user_code);
        assert!(seen.insert(login.user_code) && seen.insert(login.device_code));
    }
}

#[tokio::test]
async fn what_was_begun_goes_on_after_a_restart() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (approved, consumed) = (DeviceLogin::start(&world).await, DeviceLogin::start(&world).await);
    approved.approve(&ada).await.ok(200);
    consumed.approve(&ada).await.ok(200);
    consumed.exchange().await.ok(200);
    let again = world.restarted().await;
    DeviceLogin::no_key(&consumed.at(&again).exchange().await, "invalid_grant");
    approved.at(&again).exchange().await.ok(200);
    DeviceLogin::no_key(&approved.exchange().await, "invalid_grant");
}

#[tokio::test]
async fn a_login_is_forgotten_an_hour_after_its_end() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let login = DeviceLogin::start(&world).await;
    login.approve(&ada).await.ok(200);
    login.exchange().await.ok(200);
    let kept = async || {
        let before = world.state().now().minus(Duration::from_secs(3600));
        let gone = entity::device_login::Entity::delete_expired_before(before);
        gone.exec(world.state().db.write()).await.unwrap();
        login.status().await
    };
    world.advance(Duration::from_secs(600 + 3600));
    assert_eq!(kept().await.ok(200)["status"], "consumed");
    world.advance(Duration::from_secs(1));
    kept().await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn post_200_a_device_asks_for_scopes_and_whoever_approves_sees_them() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let asked = json!({ "scopes": ["files:write", "files:read"] });
    let started = world.anonymous().post(PATH, asked).await.ok(200);
    let login = DeviceLogin::of(&world, &started["deviceCode"], &started["userCode"]);
    let scopes = json!(["terminal", "files:read", "files:write"]);
    assert_eq!(decide(&ada, "lookup", &login.user_code).await.ok(200)["scopes"], scopes);
    login.approve(&ada).await.ok(200);
    let minted = login.exchange().await.ok(200);
    assert_eq!(minted["scopes"], scopes);
    let key = Key::new(world.clone(), minted["key"].as_str().unwrap());
    key.get("/api/v1/files").await.ok(200);
    key.get("/api/v1/models").await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn post_400_for_the_scope_that_spends_money_and_for_one_that_is_none() {
    let world = World::new().await;
    for scope in ["billing:machine:charge", "everything"] {
        let refused = world.anonymous().post(PATH, json!({ "scopes": ["models:read", scope] })).await;
        refused.refused(400, "BAD_REQUEST");
    }
}
