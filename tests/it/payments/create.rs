//! POST and GET /billing/machine-payments: who may, and what they may ask for.

use entity::OrgRole;
use http::Method;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{PATH, ask, history, pay, scene, ten_euros};

#[tokio::test]
async fn a_key_with_the_scope_pays_201_and_finds_its_payment_in_the_list() {
    let (_, ada, _) = scene().await;
    let (key, _) = ada.mint(&["billing:machine:charge"]).await;
    let body = json!({ "amount": 1999, "currency": "eur", "description": "An hour of GPU", "reference": "job 7" });
    let made = pay(&key, "job-7", body).await;
    assert_eq!(made.header("idempotency-replayed"), None);
    let made = made.ok(201);
    assert_eq!((&made["amount"], &made["currency"]), (&json!(1999), &json!("EUR")));
    assert_eq!((&made["status"], &made["createdBy"]), (&json!("pending"), &json!(ada.user)));
    assert_eq!((&made["externalId"], &made["reference"]), (&Value::Null, &json!("job 7")));
    assert_eq!(key.get(PATH).await.ok(200)["items"], json!([made]));
    assert_eq!(history(&key, &made["id"]).await, ["pending"]);
    let audited = ada.session.get("/api/v1/audit-events?action=payment.created").await.ok(200);
    assert_eq!(audited["items"][0]["targetId"], made["id"]);
    assert_eq!(audited["items"][0]["detail"], json!({ "amount": 1999, "currency": "EUR" }));
}

#[tokio::test]
async fn without_an_idempotency_key_it_is_400_and_the_header_is_named() {
    let (_, ada, _) = scene().await;
    ask(&ada.session, &[], ten_euros()).await.names_field("Idempotency-Key");
    for key in ["", "a b", &"x".repeat(256)] {
        pay(&ada.session, key, ten_euros()).await.names_field("Idempotency-Key");
    }
    pay(&ada.session, &"x".repeat(255), ten_euros()).await.ok(201);
}

#[tokio::test]
async fn what_is_no_payment_is_400_and_named_and_leaves_nothing() {
    let (world, ada, service) = scene().await;
    for (field, value) in [
        ("amount", json!(0)),
        ("amount", json!(-1)),
        ("amount", json!(1.5)),
        ("amount", json!("1")),
        ("amount", json!(100_000_000_000_i64)),
        ("currency", json!("XXX")),
        ("currency", json!("")),
        ("reference", json!("")),
        ("status", json!("settled")),
        ("createdBy", json!(ada.user)),
        ("externalId", json!("x")),
    ] {
        let mut body = ten_euros();
        body[field] = value;
        pay(&ada.session, "k", body).await.names_field(field);
    }
    assert_eq!(ada.session.get(PATH).await.ok(200)["items"], json!([]));
    assert_eq!(world.deliver().await, 0);
    assert!(service.take().is_empty());
    pay(&ada.session, "k", ten_euros()).await.ok(201);
}

#[tokio::test]
async fn a_key_without_the_scope_and_a_session_without_a_step_up_are_403() {
    let (world, ada, _) = scene().await;
    let (key, _) = ada.mint(&["models:read", "files:write"]).await;
    let refused = pay(&key, "k", ten_euros()).await;
    refused.refused(403, "FORBIDDEN");
    assert!(refused.header("www-authenticate").unwrap().contains("billing:machine:charge"));
    key.get(PATH).await.refused(403, "FORBIDDEN");
    world.advance(std::time::Duration::from_secs(600));
    pay(&ada.session, "k", ten_euros()).await.asks_for_step_up();
    ada.session.get(PATH).await.ok(200);
}

#[tokio::test]
async fn a_demoted_admins_key_pays_nothing_any_more_403() {
    let (world, ada, _) = scene().await;
    let bob = world.member("bob", &ada.org, OrgRole::Admin).await.enrolled().await;
    let (key, _) = bob.mint(&["billing:machine:charge"]).await;
    pay(&key, "before", ten_euros()).await.ok(201);
    let path = format!("/api/v1/orgs/{}/members/{}", ada.org, bob.user);
    ada.session.patch(&path, json!({ "role": "member" })).await.ok(200);
    pay(&key, "after", ten_euros()).await.refused(403, "FORBIDDEN");
    pay(&key, "before", ten_euros()).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn in_production_it_is_503_where_there_is_no_payment_service_and_nothing_is_promised() {
    let without = World::with().set("ALMOND_PAYMENT_URL", "").set("ALMOND_PAYMENT_SECRET", "");
    let secret = "cGF5bWVudHMtaW4tcHJvZHVjdGlvbi13aXRob3V0LWE=";
    let production = without.set("ALMOND_ENVIRONMENT", "production").set("ALMOND_SECRET", secret);
    let world = production.set("ALMOND_PUBLIC_URL", "https://almond.example.com").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    pay(&ada.session, "k", ten_euros()).await.refused(503, "UNAVAILABLE");
    assert_eq!(ada.session.get(PATH).await.ok(200)["items"], json!([]));
}

#[tokio::test]
async fn in_development_it_is_taken_without_a_payment_service_and_stays_pending() {
    let world = World::with().set("ALMOND_PAYMENT_URL", "").set("ALMOND_PAYMENT_SECRET", "").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    let made = pay(&ada.session, "k", ten_euros()).await.ok(201);
    world.deliver().await;
    let path = format!("{PATH}/{}", made["id"].as_str().unwrap());
    assert_eq!(ada.session.get(&path).await.ok(200)["status"], "pending");
}

#[tokio::test]
async fn another_orgs_payment_is_404_and_its_idempotency_keys_are_its_own() {
    let (world, ada, _) = scene().await;
    let eve = world.owner("eve").await.enrolled().await;
    let mine = pay(&ada.session, "k", ten_euros()).await.ok(201);
    eve.session.get(&format!("{PATH}/{}", mine["id"].as_str().unwrap())).await.refused(404, "NOT_FOUND");
    let theirs = pay(&eve.session, "k", json!({ "amount": 5, "currency": "USD" })).await.ok(201);
    assert_ne!(mine["id"], theirs["id"]);
    assert_eq!(eve.session.request(Method::GET, PATH, None).await.ok(200)["items"], json!([theirs]));
}
