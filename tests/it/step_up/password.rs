//! `POST /api/v1/auth/step-up/password`

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Answer, Caller, PASSWORD, Session, World};

use super::mint;
use crate::sign_in::{recover, recovery_codes, session_of};

async fn world() -> World {
    World::with().set("ALMOND_STEP_UP_METHODS", "totp,passkey,password").build().await
}

async fn step_up(session: &Session, password: &str) -> Answer {
    session.post("/api/v1/auth/step-up/password", json!({ "password": password })).await
}

#[tokio::test]
async fn post_403_unless_the_methods_allow_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    step_up(&ada.session, PASSWORD).await.refused(403, "FORBIDDEN");
    step_up(&ada.session, "wrong password").await.refused(403, "FORBIDDEN");
    mint(&ada.session).await.asks_for_step_up();
}

#[tokio::test]
async fn post_200_where_they_do() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let asked = mint(&ada.session).await;
    asked.asks_for_step_up();
    assert_eq!(asked.body["error"]["details"]["stepUp"]["methods"], json!(["totp", "passkey", "password"]));
    let done = step_up(&ada.session, PASSWORD).await.ok(200);
    assert_eq!(done["stepUp"]["method"], "password");
    let stepped_up = session_of(&world, &done);
    mint(&stepped_up).await.ok(201);
    mint(&ada.session).await.asks_for_step_up();
    world.advance(Duration::from_secs(600));
    mint(&stepped_up).await.asks_for_step_up();
}

#[tokio::test]
async fn post_401_for_a_wrong_password_changes_nothing() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let before = ada.session.get("/api/v1/auth/session").await.ok(200);
    for wrong in ["", "wrong password", &format!("{PASSWORD} ")] {
        step_up(&ada.session, wrong).await.refused(401, "UNAUTHORIZED");
    }
    assert_eq!(ada.session.get("/api/v1/auth/session").await.ok(200), before);
    mint(&ada.session).await.asks_for_step_up();
}

#[tokio::test]
async fn post_403_for_a_user_with_a_second_factor() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(600));
    step_up(&ada.session, PASSWORD).await.refused(403, "FORBIDDEN");
    mint(&ada.session).await.asks_for_step_up();
}

#[tokio::test]
async fn post_403_in_a_session_that_a_recovery_code_began() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let code = recovery_codes(&ada).await.remove(0);
    let session = session_of(&world, &recover(&ada, &code).await);
    step_up(&session, PASSWORD).await.refused(403, "FORBIDDEN");
    session.delete("/api/v1/me/totp").await.ok(200);
    step_up(&session, PASSWORD).await.refused(403, "FORBIDDEN");
    mint(&session).await.asks_for_step_up();
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = world().await;
    let ada = world.owner("ada").await;
    for (body, field) in [
        (json!({}), "password"),
        (json!({ "password": Value::Null }), "password"),
        (json!({ "password": PASSWORD, "email": "bob@example.com" }), "email"),
    ] {
        ada.session.post("/api/v1/auth/step-up/password", body).await.names_field(field);
    }
}
