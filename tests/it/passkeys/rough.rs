//! What real authenticators and password managers send that no specification has them send.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD},
};
use entity::OrgRole;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tests::{
    Answer, Authenticator, Caller, World,
    passkey::{BACKED_UP, BACKUP_ELIGIBLE, ending, sign_in},
};

const OPTIONS: &str = "/api/v1/auth/step-up/passkey/options";

async fn with_passkey() -> (World, tests::Person, Authenticator) {
    let world = World::new().await;
    let (person, key) = world.member("ada", "acme", OrgRole::Owner).await.with_passkey().await;
    (world, person, key)
}

/// Signs in with an answer that was changed after it was signed.
async fn sign_in_with(world: &World, key: &mut Authenticator, change: impl FnOnce(&mut Value)) -> Answer {
    let begun = world.anonymous().post("/api/v1/auth/passkey/options", json!({})).await.ok(200);
    let mut answer = key.answer(&begun["publicKey"]);
    change(&mut answer);
    world.anonymous().post("/api/v1/auth/passkey/verify", ending(&begun, answer)).await
}

#[tokio::test]
async fn a_passkey_that_becomes_one_that_is_backed_up_stays_good() {
    let (world, _, mut key) = with_passkey().await;
    key.flags |= BACKUP_ELIGIBLE | BACKED_UP;
    sign_in(&world, &mut key).await.ok(200);
    sign_in(&world, &mut key).await.ok(200);
    // It can't say the other thing again.
    key.flags &= !(BACKUP_ELIGIBLE | BACKED_UP);
    sign_in(&world, &mut key).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn the_ways_to_an_authenticator_are_kept_and_told() {
    let (_, person, _) = with_passkey().await;
    let begun = person.session.post(OPTIONS, json!({})).await.ok(200);
    let transports = &begun["publicKey"]["allowCredentials"][0]["transports"];
    let told: Vec<_> = transports.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(told.contains(&"internal") && told.contains(&"hybrid"), "{told:?}");
}

#[tokio::test]
async fn an_empty_user_handle_is_none() {
    let (world, person, mut key) = with_passkey().await;
    let begun = person.session.post(OPTIONS, json!({})).await.ok(200);
    let mut draft = key.draft_use(&begun["publicKey"]);
    draft.user_handle = Some(Vec::new());
    let body = ending(&begun, draft.assertion());
    person.session.post("/api/v1/auth/step-up/passkey/verify", body).await.ok(200);
    // Without a session nobody is named by it.
    let answer = sign_in_with(&world, &mut key, |answer| answer["response"]["userHandle"] = "".into()).await;
    answer.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn base64_may_be_padded_or_plain() {
    let (world, _, mut key) = with_passkey().await;
    for encode in [|bytes: &[u8]| URL_SAFE.encode(bytes), |bytes: &[u8]| STANDARD.encode(bytes)] {
        let again = |text: &Value| Value::from(encode(&URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap()));
        let answer = sign_in_with(&world, &mut key, |answer| {
            for name in ["id", "rawId"] {
                answer[name] = again(&answer[name]);
            }
            for name in ["clientDataJSON", "authenticatorData", "signature", "userHandle"] {
                answer["response"][name] = again(&answer["response"][name]);
            }
            answer["clientExtensionResults"] = json!({ "unheardOf": { "of": [1] } });
        });
        answer.await.ok(200);
    }
}

#[tokio::test]
async fn each_refusal_is_on_the_record_of_the_account_with_its_reason() {
    let (world, person, mut key) = with_passkey().await;
    let reasons = async || {
        let rows = entity::audit_event::Entity::find().all(world.state().db.read()).await.unwrap();
        let refused = rows.into_iter().filter(|row| row.action == "passkey.refused");
        let detail = |row: entity::audit_event::Model| serde_json::from_str::<Value>(&row.detail.unwrap()).unwrap();
        let reason = |row| detail(row)["reason"].as_str().unwrap().to_owned();
        refused.map(reason).collect::<Vec<_>>()
    };
    let signed = sign_in_with(&world, &mut key, |answer| answer["response"]["signature"] = "MAYCAQECAQE".into());
    signed.await.refused(401, "UNAUTHORIZED");
    let begun = world.anonymous().post("/api/v1/auth/passkey/options", json!({})).await.ok(200);
    let mut draft = key.draft_use(&begun["publicKey"]);
    draft.client_data["origin"] = "https://evil.example".into();
    let answer = world.anonymous().post("/api/v1/auth/passkey/verify", ending(&begun, draft.assertion())).await;
    answer.refused(401, "UNAUTHORIZED");
    let reasons_of_use = reasons().await;
    assert_eq!(reasons_of_use.len(), 2, "{reasons_of_use:?}");
    assert!(reasons_of_use.iter().any(|reason| reason.contains("another origin")), "{reasons_of_use:?}");
    assert!(reasons_of_use.iter().all(|reason| !reason.is_empty()));
    // One that nobody has is nobody's record.
    sign_in(&world, &mut Authenticator::default()).await.refused(401, "UNAUTHORIZED");
    assert_eq!(reasons().await.len(), 2);
    // Nor may one be added.
    let begun = person.session.post("/api/v1/me/passkeys/options", json!({})).await.ok(200);
    let mut made = Authenticator::default().draft_new(&begun["publicKey"]).attestation();
    made["clientExtensionResults"]["credProps"]["rk"] = false.into();
    let mut body = ending(&begun, made);
    body["name"] = "token".into();
    person.session.post("/api/v1/me/passkeys", body).await.refused(400, "BAD_REQUEST");
    assert_eq!(reasons().await.last().map(String::as_str), Some("it is not discoverable"));
}
