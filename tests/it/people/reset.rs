//! The operator's `password`, `reset-factors` and `email`: each ends every session and what was handed out before.

use almond::cli::user::Request;
use serde_json::json;
use tests::{Caller, PASSWORD, World};

use super::{SESSION, USERS, command, fails, ok, operate, subjects};
use crate::{
    orgs::recorded,
    sign_in::{login, mfa_token, recovery_codes, second_step, session_of},
};

const ANOTHER: &str = "quite another passphrase";

#[tokio::test]
async fn password_200_replaces_it_and_ends_every_session_and_keeps_factors() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (token, path) = (mfa_token(&ada).await, format!("{USERS}/{}/password", ada.user));
    ok(&world.operator().post(&path, json!({ "password": ANOTHER })).await);
    ada.session.get(SESSION).await.refused(401, "UNAUTHORIZED");
    second_step(&world, "totp", &token, &ada.code()).await.refused(401, "UNAUTHORIZED");
    login(&world, &ada.email, PASSWORD).await.refused(401, "UNAUTHORIZED");
    assert_eq!(login(&world, &ada.email, ANOTHER).await.ok(200)["mfaRequired"], true);
    assert_eq!(recorded(&ada, &ada.org, "user.password_set").await, 1);
    assert!(subjects(&world, &ada.email).await.contains(&"Your password was set by the operator".to_owned()));
}

#[tokio::test]
async fn password_400_by_the_rules_of_sign_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for (password, words) in [("", "8 to 128"), ("7 chars", "8 to 128"), ("password123", "guessed first")] {
        let request = Request::Password { user: ada.email.clone(), password: password.to_owned() };
        let said = fails(&world, request).await;
        assert!(said.starts_with("password: ") && said.contains(words), "{said}");
        let path = format!("{USERS}/{}/password", ada.user);
        assert_eq!(world.operator().post(&path, json!({ "password": password })).await.status, 400);
    }
    ada.session.get(SESSION).await.ok(200);
    login(&world, &ada.email, PASSWORD).await.ok(200);
}

#[tokio::test]
async fn reset_factors_200_takes_them_all_and_ends_every_session() {
    let world = World::new().await;
    let (ada, mut passkey) = world.owner("ada").await.enrolled().await.with_passkey().await;
    let codes = recovery_codes(&ada).await;
    let token = mfa_token(&ada).await;
    let answer = operate(&ada, "reset-factors").await;
    assert_eq!((&ok(&answer)["totp"], &answer.body["passkeys"]), (&json!(false), &json!(0)));
    ada.session.get(SESSION).await.refused(401, "UNAUTHORIZED");
    second_step(&world, "recovery", &token, &codes[0]).await.refused(401, "UNAUTHORIZED");
    let begun = world.anonymous().post("/api/v1/auth/passkey/options", json!({})).await.ok(200);
    let ending = tests::passkey::ending(&begun, passkey.answer(&begun["publicKey"]));
    world.anonymous().post("/api/v1/auth/passkey/verify", ending).await.refused(401, "UNAUTHORIZED");
    // The password alone signs in again, and a first factor can be enrolled.
    let data = login(&world, &ada.email, PASSWORD).await.ok(200);
    session_of(&world, &data).post_empty("/api/v1/me/totp").await.ok(200);
    assert_eq!(recorded(&ada, &ada.org, "user.factors_reset").await, 1);
    assert!(subjects(&world, &ada.email).await.contains(&"Your second factors were removed".to_owned()));
}

#[tokio::test]
async fn email_200_moves_the_account_and_tells_both_addresses() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.anonymous().post("/api/v1/auth/magic-link", json!({ "email": ada.email })).await.ok(202);
    let link = world.mailed_token(&ada.email).await;
    let new = "Ada.Lovelace@example.com";
    let shown = command(&world, Request::Email { user: ada.user.clone(), email: new.to_owned() }).await;
    assert_eq!(shown["email"], new);
    ada.session.get(SESSION).await.refused(401, "UNAUTHORIZED");
    let body = json!({ "token": link });
    world.anonymous().post("/api/v1/auth/magic-link/verify", body).await.refused(401, "UNAUTHORIZED");
    login(&world, &ada.email, PASSWORD).await.refused(401, "UNAUTHORIZED");
    assert_eq!(login(&world, "ada.lovelace@example.com", PASSWORD).await.ok(200)["mfaRequired"], true);
    for address in [ada.email.as_str(), new] {
        assert!(subjects(&world, address).await.contains(&"The address of your account was changed".to_owned()));
    }
    assert_eq!(recorded(&ada, &ada.org, "user.email_changed").await, 1);
    // Who has the address next is somebody else.
    let next = world.owner("ada").await;
    assert_ne!(next.user, ada.user);
}

#[tokio::test]
async fn email_409_for_somebody_elses_and_400_for_none() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let said = fails(&world, Request::Email { user: ada.email.clone(), email: "BOB@example.com".to_owned() }).await;
    assert_eq!(said, "The address has an account");
    let path = format!("{USERS}/{}/email", ada.user);
    assert_eq!(world.operator().post(&path, json!({ "email": bob.email })).await.status, 409);
    assert_eq!(world.operator().post(&path, json!({ "email": "nothing" })).await.status, 400);
    ada.session.get(SESSION).await.ok(200);
}
