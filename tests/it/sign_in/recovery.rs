//! `POST /api/v1/auth/login/recovery`: signs in once for each code and repairs factors, but never mints.

use std::{collections::BTreeSet, time::Duration};

use serde_json::json;
use tests::{Caller, PASSWORD, World};

use super::{login, mfa_token, recover, recovery_codes, second_step, session_of};

#[tokio::test]
async fn post_200_for_each_of_ten_codes_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let codes = recovery_codes(&ada).await;
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 10);
    for (used, code) in codes.iter().enumerate() {
        let data = recover(&ada, code).await;
        assert_eq!(data["stepUp"]["satisfied"], false);
        assert_eq!(data["user"]["id"], ada.user.as_str());
        let left = session_of(&world, &data).get("/api/v1/me/factors").await.ok(200);
        assert_eq!(left["recoveryCodes"]["remaining"], 9 - used);
    }
    let token = mfa_token(&ada).await;
    for code in &codes {
        second_step(&world, "recovery", &token, code).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn post_200_takes_codes_as_people_type_them() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let codes = recovery_codes(&ada).await;
    let sloppy = [
        codes[0].to_uppercase(),
        codes[1].replace('-', ""),
        codes[2].replace('-', " "),
        format!("  {}\n", codes[3]),
        codes[4].replace('0', "O").replace('1', "l"),
        codes[5].replace('0', "o").replace('1', "I"),
        codes[6].replace('-', "").chars().map(|c| format!("{c} ")).collect(),
    ];
    for code in &sloppy {
        recover(&ada, code).await;
    }
    let token = mfa_token(&ada).await;
    second_step(&world, "recovery", &token, &codes[0]).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_401_is_the_same_for_every_bad_code() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await.enrolled().await;
    let (codes, bobs) = (recovery_codes(&ada).await, recovery_codes(&bob).await);
    let token = mfa_token(&ada).await;
    let wrong = second_step(&world, "recovery", &token, "0000-0000-0000-0000").await;
    wrong.refused(401, "UNAUTHORIZED");
    let long = "0".repeat(100_000);
    for bad in ["", &bobs[0], &codes[0][1..], &format!("{}0", codes[0]), "uuuu-uuuu-uuuu-uuuu", "\u{0}", &long] {
        second_step(&world, "recovery", &token, bad).await.same_as(&wrong);
    }
    world.advance(Duration::from_secs(30));
    second_step(&world, "recovery", &token, &ada.code()).await.same_as(&wrong);
    second_step(&world, "totp", &token, &codes[0]).await.same_as(&wrong);
    second_step(&world, "recovery", &token, &codes[0]).await.ok(200);
}

#[tokio::test]
async fn new_codes_void_the_old_ones() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (old, new) = (recovery_codes(&ada).await, recovery_codes(&ada).await);
    let token = mfa_token(&ada).await;
    second_step(&world, "recovery", &token, &old[0]).await.refused(401, "UNAUTHORIZED");
    second_step(&world, "recovery", &token, &new[0]).await.ok(200);
}

#[tokio::test]
async fn its_session_repairs_but_never_mints() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let code = recovery_codes(&ada).await.remove(0);
    let recovered = recover(&ada, &code).await;
    let session = session_of(&world, &recovered);
    let mint = || session.post("/api/v1/api-keys", json!({ "name": "CI" }));
    mint().await.asks_for_step_up();

    let proposed = session.post_empty("/api/v1/me/totp").await.ok(200);
    let lost = ada.clone();
    ada.seed = Some(proposed["secret"].as_str().unwrap().to_owned());
    let confirmed = session.post("/api/v1/me/totp/confirm", json!({ "code": ada.code() })).await.ok(200);
    assert_eq!(confirmed["stepUp"]["satisfied"], false);
    assert!(confirmed["token"].is_null());
    mint().await.asks_for_step_up();
    session.post("/api/v1/workspaces", json!({ "name": "Lab" })).await.asks_for_step_up();

    // Not even with the factor that it has just enrolled: who has that signs in with it.
    world.advance(Duration::from_secs(30));
    session.post("/api/v1/auth/step-up/totp", json!({ "code": ada.code() })).await.refused(403, "FORBIDDEN");
    mint().await.asks_for_step_up();

    world.advance(Duration::from_secs(30));
    second_step(&world, "totp", &mfa_token(&ada).await, &lost.code()).await.refused(401, "UNAUTHORIZED");
    second_step(&world, "totp", &mfa_token(&ada).await, &ada.code()).await.ok(200);
}

#[tokio::test]
async fn its_session_repairs_only_while_the_sign_in_is_fresh() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let code = recovery_codes(&ada).await.remove(0);
    let session = session_of(&world, &recover(&ada, &code).await);
    world.advance(Duration::from_secs(599));
    session.post_empty("/api/v1/me/totp").await.ok(200);
    world.advance(Duration::from_secs(1));
    session.post_empty("/api/v1/me/totp").await.asks_for_step_up();
    session.post_empty("/api/v1/me/recovery-codes").await.asks_for_step_up();
    session.delete("/api/v1/me/totp").await.asks_for_step_up();
}

#[tokio::test]
async fn its_session_gains_no_step_up_by_enrolling_a_factor_anew() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let code = recovery_codes(&ada).await.remove(0);
    let session = session_of(&world, &recover(&ada, &code).await);
    session.delete("/api/v1/me/totp").await.ok(200);
    ada.seed = Some(session.post_empty("/api/v1/me/totp").await.ok(200)["secret"].as_str().unwrap().to_owned());
    let confirmed = session.post("/api/v1/me/totp/confirm", json!({ "code": ada.code() })).await.ok(200);
    assert_eq!(confirmed["stepUp"]["satisfied"], false);
    assert!(confirmed["token"].is_null());
    session.post("/api/v1/api-keys", json!({ "name": "CI" })).await.asks_for_step_up();
}

#[tokio::test]
async fn without_a_factor_there_is_nothing_to_recover() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (code, token) = (recovery_codes(&ada).await.remove(0), mfa_token(&ada).await);
    ada.session.delete("/api/v1/me/totp").await.ok(200);
    second_step(&world, "recovery", &token, &code).await.refused(401, "UNAUTHORIZED");
    assert!(login(&world, &ada.email, PASSWORD).await.ok(200)["token"].is_string());
}
