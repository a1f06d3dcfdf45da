//! The mails of `POST /api/v1/auth/signup`.

use serde_json::json;
use tests::{Caller, PASSWORD, World};

pub async fn sign_up(world: &World, email: &str) -> String {
    let body = json!({ "email": email, "password": PASSWORD, "name": "Ada" });
    world.anonymous().post("/api/v1/auth/signup", body).await.ok(202);
    world.mailed_token(email).await
}

#[tokio::test]
async fn an_unknown_address_gets_one_link_in_text_and_html() {
    let world = World::new().await;
    sign_up(&world, "ada@example.com").await;
    let sent = world.mails("ada@example.com").await;
    assert_eq!(sent.len(), 1);
    let link = sent[0].link.as_deref().unwrap();
    assert!(sent[0].text.contains(&format!("\n{link}\n")), "{}", sent[0].text);
    assert!(sent[0].html.contains(&format!("href=\"{link}\"")), "{}", sent[0].html);
    assert_eq!(sent[0].subject, "Finish signing up");
}

#[tokio::test]
async fn links_lead_to_the_configured_url_whatever_the_request_says() {
    let world = World::with().set("ALMOND_PUBLIC_URL", "https://almond.example.com").build().await;
    let headers = [
        ("content-type", "application/json"),
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "http"),
        ("forwarded", "host=evil.example;proto=http"),
        ("origin", "https://evil.example"),
        ("referer", "https://evil.example/"),
    ];
    let body = json!({ "email": "ada@example.com", "password": PASSWORD, "name": "Ada" }).to_string();
    world.send(http::Method::POST, "/api/v1/auth/signup", &headers, body).await.ok(202);
    let sent = world.mails("ada@example.com").await;
    assert!(sent[0].link.as_deref().unwrap().starts_with("https://almond.example.com/auth/verify?token="));
    assert!(!format!("{}{}{}", sent[0].text, sent[0].html, sent[0].subject).contains("evil.example"));
}

#[tokio::test]
async fn a_known_address_gets_a_word_and_no_link_that_signs_in() {
    let world = World::new().await;
    world.owner("ada").await;
    let body = json!({ "email": "ADA@Example.com", "password": "another password", "name": "Eve" });
    world.anonymous().post("/api/v1/auth/signup", body).await.ok(202);
    let sent = world.mails("ADA@Example.com").await;
    assert_eq!(sent.len(), 1);
    assert!(sent[0].link.is_none() && !sent[0].text.contains("token") && !sent[0].html.contains("token"));
    super::login(&world, "ada@example.com", "another password").await.refused(401, "UNAUTHORIZED");
    super::login(&world, "ada@example.com", PASSWORD).await.ok(200);
}

#[tokio::test]
async fn what_the_form_says_is_not_in_the_mail() {
    let world = World::new().await;
    let body = json!({ "email": "ada@example.com", "password": PASSWORD, "name": "<a href=//evil.example>Click</a>" });
    world.anonymous().post("/api/v1/auth/signup", body).await.ok(202);
    let sent = &world.mails("ada@example.com").await[0];
    assert!(!sent.html.contains("evil.example") && !sent.text.contains("evil.example"));
    assert!(!sent.html.contains(PASSWORD) && !sent.text.contains(PASSWORD));
}

#[tokio::test]
async fn a_get_of_the_link_consumes_nothing() {
    let world = World::new().await;
    let token = sign_up(&world, "ada@example.com").await;
    for (path, status) in [("/auth/verify", 200), ("/api/v1/auth/signup/verify", 405)] {
        assert_eq!(world.anonymous().get(&format!("{path}?token={token}")).await.status, status, "{path}");
    }
    world.anonymous().post("/api/v1/auth/signup/verify", json!({ "token": token })).await.ok(201);
}
