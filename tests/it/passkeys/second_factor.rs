//! A passkey is a second factor: every other way in asks for one, and says that there is a passkey.

use serde_json::{Value, json};
use tests::{Authenticator, Caller, PASSWORD, World, passkey::sign_in};

use crate::sign_in::{login, second_step};

async fn methods(world: &World, email: &str) -> Value {
    login(world, email, PASSWORD).await.ok(200)["methods"].clone()
}

#[tokio::test]
async fn a_password_is_not_enough_any_more() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let made = ada.enrol(&mut Authenticator::default(), "laptop").await;
    let half = login(&world, &ada.email, PASSWORD).await.ok(200);
    assert_eq!(half["mfaRequired"], true);
    assert_eq!(half["methods"], json!(["passkey", "recovery"]));
    let token = half["mfaToken"].as_str().unwrap();
    second_step(&world, "totp", token, "000000").await.refused(401, "UNAUTHORIZED");
    let code = made["recoveryCodes"][0].as_str().unwrap();
    second_step(&world, "recovery", token, code).await.ok(200);
}

#[tokio::test]
async fn the_methods_are_what_the_user_has() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    assert_eq!(methods(&world, &ada.email).await, json!(["totp", "recovery"]));
    let mut key = Authenticator::default();
    ada.enrol(&mut key, "laptop").await;
    assert_eq!(methods(&world, &ada.email).await, json!(["totp", "passkey", "recovery"]));
    ada.session.delete("/api/v1/me/totp").await.ok(200);
    assert_eq!(methods(&world, &ada.email).await, json!(["passkey", "recovery"]));
    // Which then signs in by itself.
    sign_in(&world, &mut key).await.ok(200);
}

#[tokio::test]
async fn the_password_makes_no_step_up_for_somebody_with_a_passkey() {
    let world = World::with().set("ALMOND_STEP_UP_METHODS", "passkey,password").build().await;
    let (ada, _) = world.owner("ada").await.with_passkey().await;
    let body = json!({ "password": PASSWORD });
    ada.session.post("/api/v1/auth/step-up/password", body).await.refused(403, "FORBIDDEN");
}
