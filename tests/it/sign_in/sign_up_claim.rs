//! `POST /api/v1/auth/signup/claim`

use serde_json::{Value, json};
use tests::{Answer, Caller, PASSWORD, World};

use super::{
    login,
    sign_up_contested::{EMAIL, apply},
};

async fn claim(world: &World, token: &str, more: Value) -> Answer {
    let mut body = json!({ "token": token, "password": PASSWORD });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    world.anonymous().post("/api/v1/auth/signup/claim", body).await
}

#[tokio::test]
async fn post_201_takes_nothing_from_what_others_entered() {
    let world = World::new().await;
    let tokens = [apply(&world, "Eve", "a stranger's password").await, apply(&world, "Eve", "another of them").await];
    let made = claim(&world, &tokens[0], json!({})).await.ok(201);
    assert_eq!((&made["user"]["name"], &made["user"]["email"]), (&json!("ada"), &json!(EMAIL)));
    assert_eq!((&made["org"]["name"], &made["org"]["role"]), (&json!("ada's organization"), &json!("owner")));
    login(&world, EMAIL, PASSWORD).await.ok(200);
    for strangers in ["a stranger's password", "another of them"] {
        login(&world, EMAIL, strangers).await.refused(401, "UNAUTHORIZED");
    }
    for token in &tokens {
        claim(&world, token, json!({})).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn post_201_with_names() {
    let world = World::new().await;
    let token = apply(&world, "Eve", "a stranger's password").await;
    let made = claim(&world, &token, json!({ "name": "Ada", "orgName": "Engines" })).await.ok(201);
    assert_eq!((&made["user"]["name"], &made["org"]["name"]), (&json!("Ada"), &json!("Engines")));
}

#[tokio::test]
async fn whoever_reads_the_mail_can_finish_though_strangers_took_all_the_room() {
    let world = World::new().await;
    for n in 0..6 {
        apply(&world, "Eve", &format!("a stranger's password {n}")).await;
    }
    // Ada signs up; no mail comes, and the newest of those that did will do.
    let newest = apply(&world, "Ada", PASSWORD).await;
    claim(&world, &newest, json!({ "name": "Ada" })).await.ok(201);
}

#[tokio::test]
async fn post_401_for_a_link_of_no_application() {
    let world = World::new().await;
    for token in ["", "x", &"a".repeat(43)] {
        claim(&world, token, json!({})).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    let token = apply(&world, "Ada", PASSWORD).await;
    for (more, field) in [
        (json!({ "password": "7 chars" }), "password"),
        (json!({ "password": null }), "password"),
        (json!({ "token": null }), "token"),
        (json!({ "name": "" }), "name"),
        (json!({ "orgName": "" }), "orgName"),
        (json!({ "email": EMAIL }), "email"),
    ] {
        claim(&world, &token, more).await.names_field(field);
    }
    claim(&world, &token, json!({})).await.ok(201);
}
