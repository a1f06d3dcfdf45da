//! How long a step-up holds: a fixed span from its ceremony, which use doesn't extend.

use std::time::Duration;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::json;
use tests::{Caller, PASSWORD, Person, World};

use super::mint;
use crate::sign_in::{login, mfa_token, second_step, session_of};

/// Sets the org's own window behind the server's back; sessions that start afterwards have it.
async fn set_window_of_org(person: &Person, seconds: Option<i32>) {
    let db = person.session.world().state().db.write();
    let row = entity::org::Entity::by_id(person.org.parse().unwrap()).one(db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.step_up_max_age = Set(seconds);
    row.update(db).await.unwrap();
}

#[tokio::test]
async fn it_holds_to_the_599th_second_and_use_does_not_extend_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    for wait in [0, 300, 299] {
        world.advance(Duration::from_secs(wait));
        mint(&ada.session).await.ok(201);
    }
    world.advance(Duration::from_millis(999));
    mint(&ada.session).await.ok(201);
    world.advance(Duration::from_millis(1));
    let asked = mint(&ada.session).await;
    asked.asks_for_step_up();
    let expected = "Bearer realm=\"almond\", error=\"insufficient_user_authentication\", max_age=\"600\"";
    assert_eq!(asked.header("www-authenticate"), Some(expected));
    assert_eq!(asked.body["error"]["details"]["stepUp"], json!({ "methods": ["totp", "passkey"], "maxAge": 600 }));
    let shown = ada.session.get("/api/v1/auth/session").await.ok(200);
    assert_eq!(shown["stepUp"]["satisfied"], false);
    assert!(shown["stepUp"]["at"].is_null() && shown["stepUp"]["expiresAt"].is_null());
}

#[tokio::test]
async fn signing_in_with_a_second_factor_starts_the_same_window() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(30));
    let data = second_step(&world, "totp", &mfa_token(&ada).await, &ada.code()).await.ok(200);
    let session = session_of(&world, &data);
    world.advance(Duration::from_secs(599));
    mint(&session).await.ok(201);
    world.advance(Duration::from_secs(1));
    mint(&session).await.asks_for_step_up();
}

#[tokio::test]
async fn the_servers_window_is_respected() {
    let world = World::with().set("ALMOND_STEP_UP_MAX_AGE", "60").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(59));
    mint(&ada.session).await.ok(201);
    world.advance(Duration::from_secs(1));
    let asked = mint(&ada.session).await;
    asked.asks_for_step_up();
    assert!(asked.header("www-authenticate").unwrap().ends_with("max_age=\"60\""));
    assert_eq!(asked.body["error"]["details"]["stepUp"]["maxAge"], 60);
}

#[tokio::test]
async fn an_org_may_shorten_it_but_not_lengthen_it() {
    for (own, holds) in [(Some(30), 30), (Some(1200), 600), (None, 600)] {
        let world = World::new().await;
        let ada = world.owner("ada").await;
        set_window_of_org(&ada, own).await;
        let mut fresh = ada.clone();
        fresh.adopt(&login(&world, &ada.email, PASSWORD).await.ok(200));
        let fresh = fresh.enrolled().await;
        let shown = fresh.session.get("/api/v1/auth/session").await.ok(200);
        assert_eq!(shown["stepUp"]["maxAge"], holds);
        world.advance(Duration::from_secs(holds - 1));
        mint(&fresh.session).await.ok(201);
        world.advance(Duration::from_secs(1));
        let asked = mint(&fresh.session).await;
        asked.asks_for_step_up();
        assert_eq!(asked.body["error"]["details"]["stepUp"]["maxAge"], holds);
    }
}

#[tokio::test]
async fn every_operation_that_needs_one_asks_when_it_has_run_out() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(600));
    let needs = |operation: &&tests::Operation| operation.rule["stepUp"] == "always";
    let mut seen = 0;
    for operation in tests::operations().iter().filter(needs) {
        let path = operation.path.replace("{id}", &ada.user);
        let body = json!({ "name": "CI" });
        ada.session.request(operation.method.clone(), &path, Some(body)).await.asks_for_step_up();
        seen += 1;
    }
    assert!(seen >= 3, "minting, rotating and making workspaces at least");
}
