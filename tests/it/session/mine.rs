//! `GET /api/v1/me/sessions`

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use tests::{Answer, Caller, PASSWORD, Person, Session, World};

use super::join_second_org;
use crate::sign_in::session_of;

pub const SESSIONS: &str = "/api/v1/me/sessions";

pub async fn items(session: &Session) -> Vec<Value> {
    session.get(SESSIONS).await.ok(200)["items"].as_array().unwrap().clone()
}

/// Signs in as this client.
pub async fn sign_in_as(world: &World, person: &Person, user_agent: &str) -> Session {
    let body = json!({ "email": person.email, "password": PASSWORD }).to_string();
    let headers =
        [("user-agent", user_agent), ("content-type", "application/json"), ("x-forwarded-for", "203.0.113.9")];
    let answer = world.send(Method::POST, "/api/v1/auth/login", &headers, body).await;
    session_of(world, &answer.ok(200))
}

#[tokio::test]
async fn get_200_lists_the_sessions_of_every_org_newest_first() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let second_org = join_second_org(&ada).await;
    world.advance(Duration::from_millis(59_999));
    let second = sign_in_as(&world, &ada, "Firefox").await;
    let moved = second.post("/api/v1/auth/session/org", json!({ "orgId": second_org })).await.ok(200);
    let second = session_of(&world, &moved);
    world.advance(Duration::from_secs(5));
    let listed = items(&second).await;
    let ids = [&listed[0]["id"], &listed[1]["id"]];
    let expected = json!([
        {
            "id": ids[0], "current": true, "method": "password", "signedInAt": "2026-06-01T12:01:00.000Z",
            "lastSeenAt": "2026-06-01T12:01:05.000Z", "expiresAt": "2026-06-02T12:01:00.000Z", "ip": "203.0.113.9",
            "userAgent": "Firefox", "org": { "id": second_org, "name": "the second org" },
        },
        {
            "id": ids[1], "current": false, "method": "password", "signedInAt": "2026-06-01T12:00:00.000Z",
            "lastSeenAt": "2026-06-01T12:00:00.000Z", "expiresAt": "2026-06-02T12:00:00.000Z", "ip": "127.0.0.1",
            "userAgent": null, "org": { "id": ada.org, "name": "ada's org" },
        },
    ]);
    assert_eq!(Value::Array(listed), expected);
    assert_eq!(items(&ada.session).await[1]["current"], true);
}

#[tokio::test]
async fn get_200_shows_neither_what_is_over_nor_anybody_elses() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let ended = sign_in_as(&world, &ada, "Firefox").await;
    ended.post_empty("/api/v1/auth/logout").await.ok(200);
    assert_eq!((items(&ada.session).await.len(), items(&bob.session).await.len()), (1, 1));
    assert_ne!(items(&ada.session).await[0]["id"], items(&bob.session).await[0]["id"]);
    // Nor what nobody has used for too long.
    world.advance(Duration::from_secs(28_799));
    ada.session.get("/api/v1/auth/session").await.ok(200);
    let newer = sign_in_as(&world, &bob, "Firefox").await;
    world.advance(Duration::from_secs(32));
    assert_eq!((items(&ada.session).await.len(), items(&newer).await.len()), (1, 1));
}

#[tokio::test]
async fn get_200_keeps_of_what_a_client_calls_itself_200_characters_of_one_line() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for (sent, kept) in [
        ("tab\tand\tmore".to_owned(), Some("tabandmore".to_owned())),
        ("x".repeat(1000), Some("x".repeat(200))),
        ("\t ".to_owned(), None),
    ] {
        let session = sign_in_as(&world, &ada, &sent).await;
        let current = items(&session).await.into_iter().find(|item| item["current"] == true).unwrap();
        assert_eq!(current["userAgent"].as_str(), kept.as_deref());
    }
}

#[tokio::test]
async fn get_200_in_pages() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for _ in 0..4 {
        world.advance(Duration::from_secs(1));
        sign_in_as(&world, &ada, "Firefox").await;
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = ada.session.get(&format!("{SESSIONS}?limit=2{cursor}")).await.ok(200);
        seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["id"].clone()));
        let Some(next) = page["nextCursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let all: Vec<_> = items(&ada.session).await.into_iter().map(|item| item["id"].clone()).collect();
    assert_eq!((seen.len(), seen), (5, all));
    let wrong: Answer = ada.session.get(&format!("{SESSIONS}?cursor=x")).await;
    wrong.names_field("cursor");
    ada.session.get(&format!("{SESSIONS}?limit=101")).await.names_field("limit");
}
