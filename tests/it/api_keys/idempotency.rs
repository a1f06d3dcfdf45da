//! `Idempotency-Key` at minting and rotating: the same request gives the same key for ten minutes.

use std::{collections::BTreeSet, time::Duration};

use http::Method;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use tests::{Answer, Caller, Person, World};
use tokio::task::JoinSet;

const KEYS: &str = "/api/v1/api-keys";

async fn post(person: &Person, path: &str, names: &[&str], body: &Value) -> Answer {
    let credentials = person.session.credentials();
    let mut headers: Vec<_> = credentials.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    headers.push(("content-type", "application/json"));
    headers.extend(names.iter().map(|name| ("idempotency-key", *name)));
    person.session.world().send(Method::POST, path, &headers, body.to_string()).await
}

async fn keys(world: &World) -> u64 {
    entity::api_key::Entity::find().count(world.state().db.read()).await.unwrap()
}

#[tokio::test]
async fn post_201_the_same_request_again_gives_the_same_key_and_costs_nothing() {
    let world = World::with().set("ALMOND_MINT_BURST", "2").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    let body = json!({ "name": "CI", "scopes": ["models:read"] });
    let first = post(&ada, KEYS, &["deploy-1"], &body).await;
    assert!(first.header("idempotency-replayed").is_none());
    let first = first.ok(201);
    for _ in 0..5 {
        let again = post(&ada, KEYS, &["deploy-1"], &body).await;
        assert_eq!(again.header("idempotency-replayed").unwrap(), "true");
        assert_eq!(again.header("cache-control").unwrap(), "no-store");
        assert_eq!(again.ok(201), first);
    }
    assert_eq!(keys(&world).await, 1);
    // Another name is another key, and no name one each time.
    assert_ne!(post(&ada, KEYS, &["deploy-2"], &body).await.ok(201)["key"], first["key"]);
    post(&ada, KEYS, &[], &body).await.refused(400, "BAD_REQUEST");
    // Nothing of it can be read in the database.
    let rows = entity::minted_answer::Entity::find().all(world.state().db.read()).await.unwrap();
    let key = first["key"].as_str().unwrap().as_bytes();
    assert!(rows.iter().all(|row| !row.sealed.windows(16).any(|part| key.windows(16).any(|of_key| of_key == part))));
}

#[tokio::test]
async fn post_409_for_another_request_by_the_same_name_and_for_a_key_that_was_revoked() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let made = post(&ada, KEYS, &["one"], &json!({ "name": "CI" })).await.ok(201);
    post(&ada, KEYS, &["one"], &json!({ "name": "other" })).await.refused(409, "CONFLICT");
    let id = made["id"].as_str().unwrap();
    post(&ada, &format!("{KEYS}/{id}/rotate"), &["one"], &json!({})).await.refused(409, "CONFLICT");
    // Somebody else's name is their own.
    let eve = world.owner("eve").await.enrolled().await;
    assert_ne!(post(&eve, KEYS, &["one"], &json!({ "name": "CI" })).await.ok(201)["key"], made["key"]);
    ada.session.delete(&format!("{KEYS}/{id}")).await.ok(200);
    post(&ada, KEYS, &["one"], &json!({ "name": "CI" })).await.refused(409, "CONFLICT");
}

#[tokio::test]
async fn post_400_names_the_header_that_is_wrong() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    for names in [&["a", "b"][..], &["a", "a"], &["ä"], &[""]] {
        post(&ada, KEYS, names, &json!({ "name": "CI" })).await.refused(400, "BAD_REQUEST");
    }
    assert_eq!(keys(&world).await, 0);
}

#[tokio::test]
async fn the_answer_is_given_for_ten_minutes_and_only_after_a_step_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let body = json!({ "name": "CI" });
    let made = post(&ada, KEYS, &["one"], &body).await.ok(201);
    let again = crate::sign_in::login(&world, &ada.email, tests::PASSWORD).await.ok(200);
    assert!(again["mfaToken"].is_string());
    world.advance(Duration::from_secs(599));
    assert_eq!(post(&ada, KEYS, &["one"], &body).await.ok(201)["key"], made["key"]);
    world.advance(Duration::from_secs(2));
    post(&ada, KEYS, &["one"], &body).await.refused(403, "FORBIDDEN");
    // By then nothing of the key is left but its digest.
    resource::key::forget_expired(world.state()).await.unwrap();
    assert_eq!(entity::minted_answer::Entity::find().count(world.state().db.read()).await.unwrap(), 0);
}

#[tokio::test]
async fn a_rotation_that_comes_again_gives_the_same_key() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let made = post(&ada, KEYS, &[], &json!({ "name": "CI" })).await.ok(201);
    let path = format!("{KEYS}/{}/rotate", made["id"].as_str().unwrap());
    let body = json!({ "overlapSeconds": 60 });
    let first = post(&ada, &path, &["turn"], &body).await.ok(201);
    assert_eq!(post(&ada, &path, &["turn"], &body).await.ok(201), first);
    post(&ada, &path, &["turn"], &json!({ "overlapSeconds": 61 })).await.refused(409, "CONFLICT");
    post(&ada, &path, &[], &body).await.refused(409, "CONFLICT");
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_at_once_are_one_key() {
    let world = World::with().set("ALMOND_MINT_BURST", "100").build().await;
    let ada = std::sync::Arc::new(world.owner("ada").await.enrolled().await);
    let mut asked = JoinSet::new();
    for _ in 0..50 {
        let ada = ada.clone();
        asked.spawn(async move {
            let made = post(&ada, KEYS, &["once"], &json!({ "name": "CI" })).await.ok(201);
            made["key"].as_str().unwrap().to_owned()
        });
    }
    let given: BTreeSet<_> = asked.join_all().await.into_iter().collect();
    assert_eq!(given.len(), 1);
    assert_eq!(keys(&world).await, 1);
}
