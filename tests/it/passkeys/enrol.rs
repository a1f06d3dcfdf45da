//! `POST /api/v1/me/passkeys/options`, `POST /api/v1/me/passkeys`

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use tests::{Authenticator, Caller, PASSWORD, World, passkey::ending};

use super::{ENROL, begin, recorded};
use crate::sign_in::{login, recover, recovery_codes, session_of, user_id};

fn named(mut body: Value, name: &str) -> Value {
    body["name"] = name.into();
    body
}

#[tokio::test]
async fn options_200_ask_for_a_discoverable_passkey_with_user_verification() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let options = ada.session.post_empty(&format!("{ENROL}/options")).await.ok(200)["publicKey"].clone();
    assert_eq!(options["rp"], json!({ "id": "localhost", "name": "Almond" }));
    let handle = URL_SAFE_NO_PAD.decode(options["user"]["id"].as_str().unwrap()).unwrap();
    assert_eq!(handle, user_id(&ada).uuid().as_bytes());
    assert_eq!((&options["user"]["name"], &options["user"]["displayName"]), (&json!(ada.email), &json!("ada")));
    let selection = &options["authenticatorSelection"];
    assert_eq!(selection["residentKey"], "required");
    assert_eq!(selection["requireResidentKey"], true);
    assert_eq!(selection["userVerification"], "required");
    assert_eq!(options["attestation"], "none");
    assert_eq!(options["timeout"], 300_000);
    assert_eq!(URL_SAFE_NO_PAD.decode(options["challenge"].as_str().unwrap()).unwrap().len(), 32);
    assert_ne!(begin(&ada.session, ENROL).await["publicKey"]["challenge"], options["challenge"]);
}

#[tokio::test]
async fn the_relying_party_is_the_public_urls_whatever_the_request_says() {
    let world = World::with().set("ALMOND_PUBLIC_URL", "https://login.almond.example:8443").build().await;
    let ada = world.owner("ada").await;
    let token = login(&world, &ada.email, PASSWORD).await.ok(200)["token"].as_str().unwrap().to_owned();
    let authorization = format!("Bearer {token}");
    let headers = [
        ("authorization", authorization.as_str()),
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("origin", "https://evil.example"),
    ];
    let answer = world.send(http::Method::POST, &format!("{ENROL}/options"), &headers, "").await.ok(200);
    assert_eq!(answer["publicKey"]["rp"]["id"], "login.almond.example");

    let mut authenticator = Authenticator::default();
    for (origin, status) in [
        ("https://login.almond.example", 400),
        ("https://almond.example:8443", 400),
        ("https://login.almond.example:8443", 201),
    ] {
        let begun = begin(&ada.session, ENROL).await;
        let mut draft = authenticator.draft_new(&begun["publicKey"]);
        draft.client_data["origin"] = origin.into();
        let body = named(ending(&begun, draft.attestation()), "laptop");
        assert_eq!(ada.session.post(ENROL, body).await.status, status, "{origin}");
    }
}

#[tokio::test]
async fn post_409_where_the_public_url_is_an_address() {
    let world = World::with().set("ALMOND_PUBLIC_URL", "http://127.0.0.1:8080").build().await;
    let ada = world.owner("ada").await;
    ada.session.post_empty(&format!("{ENROL}/options")).await.refused(409, "CONFLICT");
    world.anonymous().post_empty("/api/v1/auth/passkey/options").await.refused(409, "CONFLICT");
}

#[tokio::test]
async fn the_first_factor_counts_as_a_step_up_and_brings_recovery_codes() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let old = ada.session.clone();
    world.advance(Duration::from_secs(60));
    let made = ada.enrol(&mut Authenticator::default(), " my laptop ").await;
    assert_eq!(made["name"], "my laptop");
    assert_eq!(made["createdAt"], "2026-06-01T12:01:00.000Z");
    assert_eq!((&made["lastUsedAt"], &made["backedUp"]), (&Value::Null, &json!(false)));
    assert_eq!(made["recoveryCodes"].as_array().unwrap().len(), 10);
    assert_eq!((&made["stepUp"]["satisfied"], &made["stepUp"]["method"]), (&json!(true), &json!("passkey")));
    assert_eq!(made["stepUp"]["at"], "2026-06-01T12:01:00.000Z");
    ada.try_mint(json!({ "name": "CI" })).await.ok(201);
    old.post("/api/v1/api-keys", json!({ "name": "CI" })).await.asks_for_step_up();
    assert_eq!(recorded(&world, "passkey.enrolled").await, 1);
    let mails = world.mails(&ada.email).await;
    assert_eq!(mails.iter().map(|mail| mail.subject.as_str()).collect::<Vec<_>>(), ["A passkey was added"]);
    assert!(mails[0].link.is_none());
}

#[tokio::test]
async fn several_each_excludes_those_before_and_only_the_first_brings_codes() {
    let world = World::new().await;
    let (mut ada, first) = world.owner("ada").await.with_passkey().await;
    let known = begin(&ada.session, ENROL).await["publicKey"]["excludeCredentials"].clone();
    let id = URL_SAFE_NO_PAD.encode(&first.credential_id);
    assert_eq!(known, json!([{ "type": "public-key", "id": id }]));
    let second = ada.enrol(&mut Authenticator::default(), "phone").await;
    assert_eq!((&second["recoveryCodes"], &second["token"]), (&Value::Null, &Value::Null));
    assert_eq!(second["stepUp"]["satisfied"], true);
    assert_eq!(ada.session.get("/api/v1/me/factors").await.ok(200)["recoveryCodes"]["remaining"], 10);
}

#[tokio::test]
async fn post_400_or_409_for_one_that_is_enrolled_already() {
    let world = World::new().await;
    let (ada, mut key) = world.owner("ada").await.with_passkey().await;
    let (bob, _) = world.owner("bob").await.with_passkey().await;
    for (session, code) in [(&ada.session, (400, "BAD_REQUEST")), (&bob.session, (409, "CONFLICT"))] {
        let begun = begin(session, ENROL).await;
        let body = named(ending(&begun, key.make(&begun["publicKey"])), "again");
        session.post(ENROL, body).await.refused(code.0, code.1);
    }
    let passkeys = bob.session.get(ENROL).await.ok(200);
    assert_eq!(passkeys["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_first_403_when_the_sign_in_is_older_than_the_window() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    world.advance(Duration::from_secs(599));
    let begun = begin(&ada.session, ENROL).await;
    let body = named(ending(&begun, Authenticator::default().make(&begun["publicKey"])), "laptop");
    world.advance(Duration::from_secs(1));
    ada.session.post_empty(&format!("{ENROL}/options")).await.asks_for_step_up();
    ada.session.post(ENROL, body).await.asks_for_step_up();
}

#[tokio::test]
async fn every_further_one_403_without_a_step_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let other = session_of(&world, &login(&world, &ada.email, PASSWORD).await.ok(200));
    let begun = begin(&other, ENROL).await;
    let body = named(ending(&begun, Authenticator::default().make(&begun["publicKey"])), "evil");
    let ada = ada.enrolled().await;
    other.post_empty(&format!("{ENROL}/options")).await.asks_for_step_up();
    other.post(ENROL, body).await.asks_for_step_up();
    world.advance(Duration::from_secs(600));
    ada.session.post_empty(&format!("{ENROL}/options")).await.asks_for_step_up();
}

#[tokio::test]
async fn a_recovery_code_session_repairs_with_one_but_gains_no_step_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let code = recovery_codes(&ada).await.remove(0);
    let mut repaired = ada.clone();
    repaired.session = session_of(&world, &recover(&ada, &code).await);
    repaired.session.delete("/api/v1/me/totp").await.ok(200);
    let made = repaired.enrol(&mut Authenticator::default(), "new phone").await;
    assert_eq!(made["recoveryCodes"].as_array().unwrap().len(), 10);
    assert_eq!((&made["token"], &made["stepUp"]["satisfied"]), (&Value::Null, &json!(false)));
    repaired.try_mint(json!({ "name": "CI" })).await.asks_for_step_up();
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let good = json!({ "ceremonyId": "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40", "credential": {}, "name": "laptop" });
    for (field, value) in [
        ("ceremonyId", json!("x")),
        ("ceremonyId", json!(1)),
        ("credential", json!([])),
        ("credential", json!("x")),
        ("credential", Value::Null),
        ("name", json!("")),
        ("name", json!("x".repeat(101))),
        ("user", json!("bob")),
    ] {
        let mut body = good.clone();
        body[field] = value;
        ada.session.post(ENROL, body).await.names_field(field);
    }
    ada.session.post(ENROL, good).await.names_field("credential");
    ada.session.post(&format!("{ENROL}/options"), json!({ "user": "bob" })).await.names_field("user");
}
