//! A second opinion: the soft passkey of webauthn-authenticator-rs enrols and steps up. It can't keep a passkey
//! discoverable, so it is not told that it should, and can't sign in without an address.

use serde_json::json;
use tests::{Caller, World, passkey::ending};
use url::Url;
use webauthn_authenticator_rs::{WebauthnAuthenticator as _, softpasskey::SoftPasskey};

use super::{ENROL, STEP_UP, begin};

#[tokio::test]
async fn an_authenticator_that_others_wrote_enrols_and_steps_up() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let origin = Url::parse("http://localhost:8080").unwrap();
    let mut soft = SoftPasskey::new(true);

    let mut begun = begin(&ada.session, ENROL).await;
    begun["publicKey"]["authenticatorSelection"]["requireResidentKey"] = false.into();
    let options = serde_json::from_value(json!({ "publicKey": begun["publicKey"] })).unwrap();
    let made = json!(soft.do_registration(origin.clone(), options).unwrap());
    let mut body = ending(&begun, made);
    body["name"] = "soft".into();
    ada.adopt(&ada.session.post(ENROL, body).await.ok(201));

    let begun = begin(&ada.session, STEP_UP).await;
    let options = serde_json::from_value(json!({ "publicKey": begun["publicKey"] })).unwrap();
    let used = json!(soft.do_authentication(origin, options).unwrap());
    ada.session.post(STEP_UP, ending(&begun, used)).await.ok(200);
}
