//! `POST /api/v1/auth/magic-link`

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use tests::{Anonymous, Answer, Caller, World};

use super::{change_user, create};

/// Both ways to be mailed a link keep to the same rules.
const STARTS: [&str; 2] = ["/api/v1/auth/magic-link", "/api/v1/auth/password/forgot"];

pub async fn ask(world: &World, path: &str, email: &str) -> Answer {
    world.anonymous().post(path, json!({ "email": email })).await
}

/// The token of the link that somebody who asks for one is mailed.
pub async fn magic_link(world: &World, email: &str) -> String {
    ask(world, STARTS[0], email).await.ok(202);
    world.mailed_token(email).await
}

async fn rows(db: &impl ConnectionTrait) -> [u64; 5] {
    use entity::{audit_event, bucket, mail_link, session, user};
    [
        mail_link::Entity::find().count(db).await.unwrap(),
        bucket::Entity::find().count(db).await.unwrap(),
        audit_event::Entity::find().count(db).await.unwrap(),
        session::Entity::find().count(db).await.unwrap(),
        user::Entity::find().count(db).await.unwrap(),
    ]
}

#[tokio::test]
async fn post_202_shows_and_writes_the_same_whether_there_is_an_account_or_not() {
    for path in STARTS {
        let world = World::with().set("ALMOND_ALLOWED_EMAIL_DOMAINS", "example.com").build().await;
        let (_, gone) = (world.owner("ada").await, world.owner("gone").await);
        let now = world.state().now();
        change_user(&gone, |row| row.disabled_at = Set(Some(now))).await;
        create(&world, "eve@elsewhere.example").await;
        let db = world.state().db.read();
        let known = ask(&world, path, "ada@example.com").await;
        assert_eq!(known.body["data"], json!({ "status": "link_sent" }));
        for other in ["nobody@example.com", "gone@example.com", "eve@elsewhere.example", "nobody@elsewhere.example"] {
            let before = rows(db).await;
            ask(&world, path, other).await.same_as(&known);
            let after = rows(db).await;
            let grown: [u64; 5] = std::array::from_fn(|table| after[table] - before[table]);
            assert_eq!(grown, [1, 2, 0, 0, 0], "{path} {other}");
            assert!(world.mails(other).await.is_empty(), "{path}: a mail went to {other}");
        }
        assert_eq!(world.mails("ada@example.com").await.len(), 1);
    }
}

#[tokio::test]
async fn a_mail_has_one_link_in_text_and_html_and_nothing_of_the_request() {
    let world = World::with().set("ALMOND_PUBLIC_URL", "https://almond.example.com").build().await;
    world.owner("ada").await;
    let headers = [
        ("content-type", "application/json"),
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("forwarded", "host=evil.example;proto=http"),
        ("origin", "https://evil.example"),
        ("referer", "https://evil.example/"),
        ("user-agent", "evil.example"),
    ];
    for (path, page) in STARTS.into_iter().zip(["magic-link", "reset"]) {
        let body = json!({ "email": " ADA@Example.com " }).to_string();
        world.send(http::Method::POST, path, &headers, body).await.ok(202);
        // To the address that was verified, however it was typed now.
        let sent = world.mails("ada@example.com").await.pop().unwrap();
        let link = sent.link.as_deref().unwrap();
        assert!(link.starts_with(&format!("https://almond.example.com/auth/{page}?token=")), "{link}");
        assert!(sent.text.contains(&format!("\n{link}\n")), "{}", sent.text);
        assert!(sent.html.contains(&format!("href=\"{link}\"")), "{}", sent.html);
        let all = format!("{}{}{}", sent.subject, sent.text, sent.html);
        assert!(!all.contains("evil.example") && !sent.subject.contains("token"), "{all}");
        // Both parts say the same.
        let words = |text: &str| text.replace(link, "").split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, body) = sent.html.split_once("<body").unwrap();
        let html = body.replace("&#x27;", "'").replace("&#x2f;", "/");
        let html = html.split('<').map(|part| part.rsplit('>').next().unwrap()).collect::<Vec<_>>().join(" ");
        assert_eq!(words(&html), words(&sent.text.replace(":\n", "\n")));
    }
}

#[tokio::test]
async fn post_202_sends_no_sign_in_link_to_an_address_that_was_never_verified() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    change_user(&ada, |row| row.email_verified_at = Set(None)).await;
    ask(&world, STARTS[0], &ada.email).await.ok(202);
    assert!(world.mails(&ada.email).await.is_empty());
}

#[tokio::test]
async fn post_202_looks_at_no_credential() {
    let world = World::new().await;
    let dead = Anonymous::with(world.clone(), "authorization", "Bearer dead");
    for path in STARTS {
        dead.post(path, json!({ "email": "ada@example.com" })).await.ok(202);
    }
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    for path in STARTS {
        for (body, field) in [
            (json!({}), "email"),
            (json!({ "email": "ada" }), "email"),
            (json!({ "email": Value::Null }), "email"),
            (json!({ "email": "ada@example.com\r\nBcc: eve@example.com" }), "email"),
            (json!({ "email": ["ada@example.com"] }), "email"),
            (json!({ "email": "ada@example.com", "redirect": "https://evil.example" }), "redirect"),
            (json!({ "email": "ada@example.com", "session": "cookie" }), "session"),
        ] {
            world.anonymous().post(path, body).await.names_field(field);
        }
    }
}

#[tokio::test]
async fn post_400_when_an_address_or_an_account_has_asked_too_often() {
    for path in STARTS {
        let world = World::with().set("ALMOND_LOGIN_BURST", "3").set("ALMOND_LOGIN_PER_MINUTE", "1").build().await;
        let from = async |address: &str, email: &str| {
            let body = Some(json!({ "email": email }));
            world.anonymous().request_from(address, http::Method::POST, path, body).await
        };
        for n in 0..3 {
            from("203.0.113.1", &format!("somebody{n}@example.com")).await.ok(202);
            from(&format!("198.51.100.{n}"), "ada@example.com").await.ok(202);
        }
        for refused in [from("203.0.113.1", "eve@example.com").await, from("198.51.100.9", "ADA@example.com").await] {
            refused.refused(400, "BAD_REQUEST");
            assert_eq!(refused.message(), "Too many requests");
            assert!(refused.header("retry-after").is_some());
        }
    }
}
