//! `ALMOND_BRAND_NAME`: what people read the service's name in.

use tests::{Caller, World};

#[tokio::test]
async fn the_brand_is_in_pages_authenticator_apps_and_passkey_prompts() {
    let world = World::with().set("ALMOND_BRAND_NAME", "Acme Cloud").build().await;
    for page in ["/auth/verify", "/auth/invitation"] {
        let answer = world.anonymous().get(page).await;
        assert!(
            answer.text.contains("<title>Acme Cloud</title>") && !answer.text.contains("Almond"),
            "{}",
            answer.text
        );
    }
    let ada = world.owner("ada").await;
    let totp = ada.session.post_empty("/api/v1/me/totp").await.ok(200);
    let url = totp["otpauthUrl"].as_str().unwrap();
    assert!(url.starts_with("otpauth://totp/Acme%20Cloud:") && url.contains("issuer=Acme%20Cloud"), "{url}");
    let passkey = ada.session.post_empty("/api/v1/me/passkeys/options").await.ok(200);
    assert_eq!(passkey["publicKey"]["rp"]["name"], "Acme Cloud");
    assert_eq!(world.state().config.mail.from.to_string(), "Acme Cloud <almond@localhost>");
}
