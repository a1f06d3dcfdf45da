//! Passkeys on the origins of front ends: `/.well-known/webauthn`, and ceremonies that begin and end there.

use serde_json::{Value, json};
use tests::{Authenticator, Caller, World, passkey::ending};

use super::{ENROL, begin};

const APP: &str = "https://app.example.net";

async fn world() -> World {
    let world = World::with().set("ALMOND_PUBLIC_URL", "https://almond.example");
    world.set("ALMOND_ALLOWED_FRONTEND_URLS", "https://app.example.net,http://localhost:3000").build().await
}

/// The body that a page of `origin` ends a ceremony with.
fn from(origin: &str, begun: &Value, mut draft: tests::passkey::Draft, is_new: bool) -> Value {
    draft.client_data["origin"] = origin.into();
    ending(begun, if is_new { draft.attestation() } else { draft.assertion() })
}

#[tokio::test]
async fn get_200_tells_browsers_the_front_ends() {
    let answer = world().await.anonymous().get("/.well-known/webauthn").await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, Some("application/json")));
    assert_eq!(answer.body, json!({ "origins": ["http://localhost:3000", "https://app.example.net"] }));
}

#[tokio::test]
async fn get_404_where_there_are_no_passkeys() {
    let world = World::with().set("ALMOND_PUBLIC_URL", "http://127.0.0.1:8080").build().await;
    world.anonymous().get("/.well-known/webauthn").await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn a_passkey_is_made_and_used_on_exactly_the_public_url_and_the_front_ends() {
    let world = world().await;
    for (place, (origin, is_allowed)) in [
        ("https://almond.example", true),
        (APP, true),
        ("http://localhost:3000", true),
        ("http://app.example.net", false),
        ("https://app.example.net:8443", false),
        ("https://sub.app.example.net", false),
        ("https://app.example.net/page", false),
        ("http://localhost:3001", false),
        ("https://evil.example", false),
    ]
    .into_iter()
    .enumerate()
    {
        let ada = world.owner(&format!("ada{place}")).await;
        let mut authenticator = Authenticator::default();
        let begun = begin(&ada.session, ENROL).await;
        let mut body = from(origin, &begun, authenticator.draft_new(&begun["publicKey"]), true);
        body["name"] = "laptop".into();
        let enrolled = ada.session.post(ENROL, body).await;
        assert_eq!(enrolled.status, if is_allowed { 201 } else { 400 }, "{origin}");

        if !is_allowed {
            let begun = begin(&ada.session, ENROL).await;
            let own = authenticator.draft_new(&begun["publicKey"]);
            let mut body = from("https://almond.example", &begun, own, true);
            body["name"] = "laptop".into();
            ada.session.post(ENROL, body).await.ok(201);
        }
        let begun = world.anonymous().post("/api/v1/auth/passkey/options", json!({})).await.ok(200);
        let body = from(origin, &begun, authenticator.draft_use(&begun["publicKey"]), false);
        let signed_in = world.anonymous().post("/api/v1/auth/passkey/verify", body).await;
        assert_eq!(signed_in.status, if is_allowed { 200 } else { 401 }, "{origin}");
    }
}
