//! `POST /api/v1/auth/setup`

use std::time::Duration;

use futures_util::future::join_all;
use identity::signin::setup::offer;
use serde_json::{Value, json};
use tests::{Answer, Caller, PASSWORD, World};

use super::{create, login, session_of};

const EMAIL: &str = "ada@example.com";

/// The token of a link that the server prints now.
async fn printed(world: &World) -> String {
    offer(world.state()).await.unwrap().unwrap().expose().to_owned()
}

fn wanted(token: &str) -> Value {
    json!({ "token": token, "email": EMAIL, "password": PASSWORD, "name": "Ada", "orgName": "Acme" })
}

async fn set_up(world: &World, body: &Value) -> Answer {
    world.anonymous().post("/api/v1/auth/setup", body.clone()).await
}

#[tokio::test]
async fn post_201_makes_the_first_person_and_their_org() {
    let world = World::new().await;
    let made = set_up(&world, &wanted(&printed(&world).await)).await.ok(201);
    assert_eq!((&made["user"]["email"], &made["user"]["name"]), (&json!(EMAIL), &json!("Ada")));
    assert_eq!((&made["org"]["name"], &made["org"]["role"]), (&json!("Acme"), &json!("owner")));
    login(&world, EMAIL, PASSWORD).await.ok(200);
    let records = session_of(&world, &made).get("/api/v1/audit-events").await.ok(200);
    let of_it = |record: &&Value| record["action"] == "user.signed_up";
    let record = records["items"].as_array().unwrap().iter().find(of_it).unwrap();
    assert_eq!(record["detail"], json!({ "setUp": true }));
}

#[tokio::test]
async fn post_401_once_anybody_has_an_account() {
    let world = World::new().await;
    let token = printed(&world).await;
    create(&world, "grace@example.com").await;
    set_up(&world, &wanted(&token)).await.refused(401, "UNAUTHORIZED");
    assert!(offer(world.state()).await.unwrap().is_none(), "a link is offered to nobody's benefit");
    // Not even once the installation is empty again: the link was for the one that it was printed by.
    let world = World::new().await;
    let token = printed(&world).await;
    set_up(&world, &wanted(&token)).await.ok(201);
    set_up(&world, &wanted(&token)).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn of_many_who_use_the_link_at_once_one_gets_in() {
    let world = World::with().set("ALMOND_LOGIN_BURST", "100").build().await;
    let token = printed(&world).await;
    let bodies: Vec<Value> = (0..6)
        .map(|n| {
            let mut body = wanted(&token);
            body["email"] = format!("ada{n}@example.com").into();
            body
        })
        .collect();
    let answers = join_all(bodies.iter().map(|body| set_up(&world, body))).await;
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    let refused = answers.iter().filter(|answer| answer.status == 401).count();
    assert_eq!((made, refused), (1, 5));
}

#[tokio::test]
async fn post_401_after_an_hour_or_for_a_link_that_was_replaced() {
    let world = World::new().await;
    let (older, newer) = (printed(&world).await, printed(&world).await);
    set_up(&world, &wanted(&older)).await.refused(401, "UNAUTHORIZED");
    world.advance(Duration::from_secs(3601));
    set_up(&world, &wanted(&newer)).await.refused(401, "UNAUTHORIZED");
    for garbage in ["", "x", &"a".repeat(43)] {
        set_up(&world, &wanted(garbage)).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_and_uses_nothing_up() {
    let world = World::with().set("ALMOND_ALLOWED_EMAIL_DOMAINS", "example.com").build().await;
    let token = printed(&world).await;
    let with = |field: &str, value: &str| {
        let mut body = wanted(&token);
        body[field] = value.into();
        body
    };
    for (field, value) in [("email", "nobody"), ("password", "password"), ("name", ""), ("orgName", "")] {
        set_up(&world, &with(field, value)).await.refused(400, "BAD_REQUEST");
    }
    set_up(&world, &with("email", "ada@elsewhere.org")).await.refused(403, "FORBIDDEN");
    set_up(&world, &wanted(&token)).await.ok(201);
}

#[tokio::test]
async fn nobody_needs_an_invitation_to_set_up() {
    let world = World::with().set("ALMOND_SIGN_UP", "closed").build().await;
    set_up(&world, &wanted(&printed(&world).await)).await.ok(201);
}
