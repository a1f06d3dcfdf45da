//! `GET /api/v1/audit-events`

use std::time::Duration;

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, Key, World};

use super::{AUDIT, each, items};

#[tokio::test]
async fn get_200_shows_who_did_what_newest_first() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(1));
    let id = "an-id-of-the-clients-own-000000000001";
    let headers =
        [("authorization", ada.session.credentials()[0].1.clone()), ("x-forwarded-for", "203.0.113.9".into())];
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let headers = [&headers[..], &[("x-request-id", id), ("content-type", "application/json")]].concat();
    let body = json!({ "name": "CI" }).to_string();
    let minted = world.send(http::Method::POST, "/api/v1/api-keys", &headers, body).await;
    let request_id = minted.header("x-request-id").unwrap().to_owned();
    let minted = minted.ok(201);

    let listed = items(&ada.session, "").await;
    let newest = &listed[0];
    assert_eq!(
        newest,
        &json!({
            "id": newest["id"], "sequence": listed.len(), "at": "2026-06-01T12:00:01.000Z", "action": "key.minted",
            "actor": { "kind": "user", "id": ada.user, "keyId": null }, "targetId": minted["id"], "ip": "203.0.113.9",
            "requestId": request_id, "detail": { "scopes": ["models:read"], "rotatedFrom": null },
            "hash": newest["hash"], "previousHash": listed[1]["hash"],
        })
    );
    let actions =
        ["key.minted", "session.stepped_up", "totp.enrolled", "session.started", "user.created", "org.created"];
    assert_eq!(each(&listed, "action"), actions.map(Value::from).iter().collect::<Vec<_>>());
    let first = listed.last().unwrap();
    assert_eq!(first["actor"], json!({ "kind": "operator", "id": null, "keyId": null }));
    assert_eq!((&first["ip"], &first["requestId"], &first["detail"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!(first["sequence"], 1);
}

#[tokio::test]
async fn get_200_for_owners_and_admins_and_their_keys_403_for_the_rest() {
    let world = World::new().await;
    let ada = world.member("ada", "acme", OrgRole::Owner).await.enrolled().await;
    let bob = world.member("bob", "acme", OrgRole::Admin).await.enrolled().await;
    let eve = world.member("eve", "acme", OrgRole::Member).await.enrolled().await;
    for person in [&ada, &bob] {
        person.session.get(AUDIT).await.ok(200);
        person.mint(&[]).await.0.get(AUDIT).await.ok(200);
    }
    eve.session.get(AUDIT).await.refused(403, "FORBIDDEN");
    eve.mint(&["models:read"]).await.0.get(AUDIT).await.refused(403, "FORBIDDEN");
    world.anonymous().get(AUDIT).await.refused(401, "UNAUTHORIZED");
    world.operator().get(AUDIT).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn get_200_is_not_recorded_itself() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let before = items(&ada.session, "").await;
    assert_eq!(items(&ada.session, "").await, before);
}

/// All of a list, by pages of two, with something done between each two of them.
async fn pages(key: &Key, between: impl AsyncFn()) -> Vec<u64> {
    let (mut numbers, mut query) = (Vec::new(), "?limit=2".to_owned());
    loop {
        let page = key.get(&format!("{AUDIT}{query}")).await.ok(200);
        let items = page["items"].as_array().unwrap();
        numbers.extend(items.iter().map(|item| item["sequence"].as_u64().unwrap()));
        between().await;
        match page["nextCursor"].as_str() {
            Some(cursor) => query = format!("?limit=2&cursor={cursor}"),
            None => return numbers,
        }
    }
}

#[tokio::test]
async fn get_200_shifts_no_page_when_records_come_in() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&[]).await;
    let expected: Vec<u64> = (1..=6).rev().collect();
    let numbers = pages(&key, async || drop(key.post("/api/v1/agents", json!({ "name": "x" })).await.ok(201))).await;
    assert_eq!(numbers, expected);
    assert_eq!(items(&key, "").await.len(), 6 + 3, "what came in is at the beginning");
}

#[tokio::test]
async fn get_200_never_shows_another_tenants_records_whatever_is_asked() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let (_, adas) = ada.mint(&[]).await;
    let cursor = ada.session.get(&format!("{AUDIT}?limit=1")).await.ok(200)["nextCursor"].clone();
    let cursor = cursor.as_str().unwrap();
    let queries =
        [String::new(), format!("?actorId={}", ada.user), format!("?targetId={adas}"), format!("?cursor={cursor}")];
    let foreign: Vec<String> =
        items(&ada.session, "").await.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect();
    for query in queries {
        let shown = eve.session.get(&format!("{AUDIT}{query}")).await;
        assert!(!foreign.iter().any(|id| shown.text.contains(id)), "{query}: {}", shown.text);
    }
    // Asking for somebody else's is answered like asking for nobody's.
    let nobody = "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40";
    let theirs = eve.session.get(&format!("{AUDIT}?targetId={adas}")).await;
    theirs.same_as(&eve.session.get(&format!("{AUDIT}?targetId={nobody}")).await);
}
