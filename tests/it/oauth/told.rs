//! Every sign-in with a provider that fails leaves one line in the log, by which an operator knows what to do.

use http::Method;
use serde_json::{Value, json};
use tests::{Browser, CLIENT_SECRET, Lie, Log, More, Provider, World};

use super::{GITHUB, OIDC, change, session, sign_in};

/// The one line there is, which says why in these words, and to which request.
#[track_caller]
fn says(log: &Log, error: &str, words: &[&str]) {
    let lines = log.take();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let (line, why) = (&lines[0], lines[0]["why"].as_str().unwrap());
    assert_eq!((&line["level"], &line["error"]), (&json!("WARN"), &json!(error)), "{line}");
    assert!(words.iter().all(|word| why.contains(word)), "{why}");
    assert!(line["provider"].is_string() && line["request_id"].as_str().unwrap().len() > 8, "{line}");
    let text = line.to_string();
    assert!(!text.contains(CLIENT_SECRET) && !text.contains("code-") && !text.contains("an-access-token"), "{text}");
}

async fn listen() -> (Log, World, Provider) {
    let log = Log::listen();
    let provider = Provider::start().await;
    let builder = World::with().provider(&provider).set("ALMOND_ALLOWED_EMAIL_DOMAINS", "example.com");
    let world = builder.build().await;
    log.take();
    (log, world, provider)
}

#[tokio::test]
async fn what_a_provider_says_wrong_is_told_with_the_setting_that_would_help() {
    let (log, world, provider) = listen().await;
    let claims = |claims: Value| More { claims, ..More::default() };
    for (more, words) in [
        (
            claims(json!({ "aud": ["334455", tests::CLIENT_ID], "azp": tests::CLIENT_ID })),
            ["334455", "ALMOND_OIDC_AUDIENCES"],
        ),
        (claims(json!({ "aud": "another" })), ["`aud`", "ALMOND_OIDC_CLIENT_ID"]),
        (claims(json!({ "exp": 7 })), ["`exp`", "clocks"]),
        (claims(json!({ "iss": "https://x.example" })), ["another issuer", "`iss`"]),
        (More { token: json!({ "id_token": null }), ..More::default() }, ["no ID token", "ALMOND_OIDC_SCOPES"]),
        (
            More { token: json!({ "access_token": null, "error": "invalid_client" }), ..More::default() },
            ["invalid_client", "CLIENT_SECRET"],
        ),
    ] {
        provider.change(|script| script.more = more);
        assert_eq!(sign_in(&world, OIDC).await.lands_with("error"), "provider_error");
        says(&log, "provider_error", &words);
    }
    provider.change(|script| script.more = More::default());
    for lie in [Lie::AnswersForAnother, Lie::SignedWithAnotherKey, Lie::OtherAccessToken, Lie::OtherNonce] {
        provider.change(|script| script.lie = lie);
        sign_in(&world, OIDC).await;
        says(&log, "provider_error", &[]);
    }
}

#[tokio::test]
async fn an_address_that_does_not_count_is_told_with_its_reason() {
    let (log, world, provider) = listen().await;
    let silent = json!({ "email_verified": null });
    for (claims, userinfo, words) in [
        (silent.clone(), silent, ["doesn't say whether", "ALMOND_OIDC_TRUST_EMAIL"]),
        (json!({ "email": null }), json!({ "email": null }), ["tells no address", "ALMOND_OIDC_SCOPES"]),
        (json!({ "email_verified": false }), json!({}), ["says that the address", "not verified"]),
    ] {
        provider.change(|script| script.more = More { claims, userinfo, ..More::default() });
        assert_eq!(sign_in(&world, OIDC).await.lands_with("error"), "email_not_verified");
        says(&log, "email_not_verified", &words);
    }
    provider.change(|script| (script.verified, script.more) = (false, More::default()));
    sign_in(&world, GITHUB).await;
    says(&log, "email_not_verified", &["primary address"]);
}

#[tokio::test]
async fn what_is_wrong_here_is_told_too() {
    let (log, world, provider) = listen().await;
    provider.visitor("2001", "eve@evil.example");
    sign_in(&world, OIDC).await;
    says(&log, "domain_not_allowed", &["ALMOND_ALLOWED_EMAIL_DOMAINS"]);
    provider.visitor("1001", "ada@example.com");
    session(&world, OIDC).await;
    provider.visitor("1002", "ada@example.com");
    sign_in(&world, OIDC).await;
    says(&log, "account_exists", &["somebody else's"]);
    provider.visitor("1001", "ada@example.com");
    change(&world, "ada@example.com", |row| row.disabled_at = sea_orm::ActiveValue::Set(Some(world.state().now())))
        .await;
    sign_in(&world, OIDC).await;
    says(&log, "account_disabled", &["disabled"]);
    let mut browser = Browser::new(&world);
    let back = browser.leave(GITHUB).await;
    provider.change(|script| script.down = true);
    browser.open(&back).await;
    says(&log, "provider_unavailable", &["502"]);
}

#[tokio::test]
async fn a_browser_that_is_not_believed_is_told_of_once() {
    let (log, world, _) = listen().await;
    let mut browser = Browser::new(&world);
    let back = browser.leave(OIDC).await;
    Browser::new(&world).look(Method::GET, &back).await.refused(401, "UNAUTHORIZED");
    says(&log, "unauthorized", &["no cookie", "ALMOND_PUBLIC_URL"]);
    browser.look(Method::GET, "/api/v1/auth/oidc/callback?code=x&state=y").await.refused(401, "UNAUTHORIZED");
    says(&log, "unauthorized", &["has signed"]);
    browser.open(&back).await.lands_with("token");
    log.take();
    browser.open(&back).await.refused(401, "UNAUTHORIZED");
    says(&log, "unauthorized", &["used before"]);
    for (code, error, words) in [
        ("access_denied", "access_denied", "access_denied"),
        ("invalid_scope", "provider_error", "compare the scopes"),
        ("temporarily_unavailable", "provider_unavailable", "temporarily_unavailable"),
        ("My%20password%20is%20hunter2", "access_denied", "an error of its own"),
    ] {
        let back = browser.leave(OIDC).await;
        let state = back.split("state=").nth(1).unwrap().split('&').next().unwrap();
        let path = format!("/api/v1/auth/oidc/callback?state={state}&error={code}");
        assert_eq!(browser.open(&path).await.lands_with("error"), error);
        says(&log, error, &[words]);
    }
}
