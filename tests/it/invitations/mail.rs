//! The mail of an invitation.

use http::Method;
use serde_json::json;
use tests::{Caller, World};

use super::{invitations, invite};
use crate::orgs::path;

#[tokio::test]
async fn it_has_one_link_to_the_configured_url_whatever_the_request_says() {
    let world = World::with().set("ALMOND_PUBLIC_URL", "https://almond.example.com").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    let credentials = ada.session.credentials();
    let mut headers: Vec<_> = credentials.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    headers.extend([
        ("content-type", "application/json"),
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("origin", "https://evil.example"),
    ]);
    let body = json!({ "email": "new@example.com", "role": "admin" }).to_string();
    world.send(Method::POST, &invitations(&ada), &headers, body).await.ok(201);
    let sent = world.mails("new@example.com").await.pop().unwrap();
    let link = sent.link.as_deref().unwrap();
    assert!(link.starts_with("https://almond.example.com/auth/invitation?token="), "{link}");
    assert!(sent.text.contains(&format!("\n{link}\n")) && sent.html.contains(&format!("href=\"{link}\"")));
    assert!(sent.text.contains("an admin") && sent.text.contains("ada@example.com"), "{}", sent.text);
    assert!(sent.text.contains("sign up with it first") && sent.text.contains("7 days"), "{}", sent.text);
    assert!(!format!("{}{}", sent.text, sent.html).contains("evil.example"));
}

#[tokio::test]
async fn it_names_the_org_only_by_a_name_that_is_nothing_else() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    for (name, shown) in [("Acme Engines 2", true), ("Win at evil.example", false), ("<b>Acme</b>", false)] {
        ada.session.patch(&path(&ada.org), json!({ "name": name })).await.ok(200);
        invite(&ada, "new@example.com", "member").await;
        let sent = world.mails("new@example.com").await.pop().unwrap();
        for text in [&sent.text, &sent.html] {
            assert_eq!(text.contains(name), shown, "{text}");
        }
    }
}
