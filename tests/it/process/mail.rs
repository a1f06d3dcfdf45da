//! Mail through a real SMTP server: what arrives, that its links work, and that nothing fails where it fails.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{
    PASSWORD,
    process::{self, Server},
};

use super::{
    Site,
    smtp::{MailServer, link},
    story::text,
};

const SECRET: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const AUTH: &str = "/api/v1/auth";
const FROM: &str = "Almond at Engines <almond@engines.example>";

async fn serve(site: &Site, mail_server: &str) -> Server {
    let mut command = site.command();
    command.env("ALMOND_ENVIRONMENT", "production").env("ALMOND_SECRET", SECRET);
    command.env("ALMOND_PUBLIC_URL", "https://almond.example.com").env("ALMOND_MAIL_FROM", FROM);
    command.env("ALMOND_SMTP_URL", format!("smtp://mailer:mail-password-1@{mail_server}"));
    process::serve(command).await
}

/// Checks what every mail has in common.
fn check(message: &Value, to: &str, subject: &str) {
    assert_eq!(message["subject"], subject);
    assert_eq!(message["user"], "mailer");
    assert_eq!((&message["mailFrom"], &message["rcptTo"]), (&json!("almond@engines.example"), &json!([to])));
    assert_eq!(message["from"], json!({ "address": "almond@engines.example", "name": "Almond at Engines" }));
    assert_eq!(message["to"], json!([{ "address": to, "name": "" }]));
    assert!(text(&message["messageId"]).ends_with("@engines.example>") && message["date"].is_string(), "{message}");
    let names: Vec<_> = message["headers"].as_array().unwrap().iter().map(|header| text(&header["key"])).collect();
    for name in ["from", "to", "subject", "date", "message-id", "mime-version", "content-type"] {
        assert_eq!(names.iter().filter(|known| *known == name).count(), 1, "{name} in {names:?}");
    }
}

/// The link that both parts of a message have; it leads to this page of the configured URL.
fn token(message: &Value, page: &str) -> String {
    let link = link(message);
    assert!(text(&message["html"]).contains(&format!("<a href=\"{link}\">")), "{message}");
    let token = link.strip_prefix(&format!("https://almond.example.com/auth/{page}?token=")).expect(page);
    assert_eq!(token.len(), 43);
    token.to_owned()
}

#[tokio::test]
async fn sign_up_magic_link_and_reset_through_a_real_mail_server() {
    let site = Site::new().await;
    let post = MailServer::start().await;
    let server = serve(&site, &post.address).await;
    let send = async |path: &str, body: Value| server.post(&format!("{AUTH}/{path}"), None, body).await;
    let ada = json!({ "email": "ada@example.com" });

    let form = json!({ "email": "ada@example.com", "password": PASSWORD, "name": "Ada <b>&amp;\" 🌰" });
    send("signup", form).await.ok(202);
    let mail = post.next().await;
    check(&mail, "ada@example.com", "Finish signing up");
    let session = send("signup/verify", json!({ "token": token(&mail, "verify") })).await.ok(201);

    send("magic-link", ada.clone()).await.ok(202);
    let mail = post.next().await;
    check(&mail, "ada@example.com", "Your sign-in link");
    let magic = json!({ "token": token(&mail, "magic-link") });
    assert_eq!(send("magic-link/verify", magic.clone()).await.ok(200)["user"], session["user"]);
    send("magic-link/verify", magic).await.refused(401, "UNAUTHORIZED");

    // Nobody is mailed who has no account: the next mail is the one after.
    send("magic-link", json!({ "email": "nobody@example.com" })).await.ok(202);
    send("password/forgot", json!({ "email": "nobody@example.com" })).await.ok(202);
    send("password/forgot", ada).await.ok(202);
    let mail = post.next().await;
    check(&mail, "ada@example.com", "Set a new password");
    let reset = json!({ "token": token(&mail, "reset"), "password": "an entirely new password" });
    send("password/reset", reset).await.ok(200);
    let told = post.next().await;
    check(&told, "ada@example.com", "Your password was changed");
    assert!(!text(&told["text"]).contains("http") && !text(&told["html"]).contains("href"), "{told}");
    server.get("/api/v1/auth/session", session["token"].as_str()).await.refused(401, "UNAUTHORIZED");
    let login = json!({ "email": "ada@example.com", "password": "an entirely new password" });
    send("login", login).await.ok(200);
}

/// What a mail server says, or doesn't, is no answer to whoever asked; it is the operator's, in the log.
#[tokio::test]
async fn without_a_mail_server_that_takes_mail_the_answers_are_the_same_and_the_log_says_so() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let refusing = MailServer::refusing().await;
    for mail_server in [&gone, &refusing.address] {
        let site = Site::new().await;
        let create = ["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", "engines"];
        site.run(&create, PASSWORD).await;
        let mut server = serve(&site, mail_server).await;
        let form = json!({ "email": "eve@example.com", "password": PASSWORD, "name": "Eve" });
        server.post(&format!("{AUTH}/signup"), None, form).await.ok(202);
        for path in ["magic-link", "password/forgot"] {
            let answer =
                async |email: &str| server.post(&format!("{AUTH}/{path}"), None, json!({ "email": email })).await;
            let (known, unknown) = (answer("ada@example.com").await, answer("nobody@example.com").await);
            assert_eq!(known.body["data"], unknown.body["data"]);
            assert_eq!((known.status.as_u16(), unknown.status.as_u16()), (202, 202));
        }
        // Shutting down waits for what is still being sent.
        let ended = tokio::time::timeout(Duration::from_secs(20), server.terminate()).await.unwrap();
        assert!(ended.success());
        let (mut failures, mut said) = (0, String::new());
        while let Some(line) = server.output.next_line().await.unwrap() {
            failures += usize::from(line.contains("a mail could not be sent"));
            said += &line;
        }
        assert_eq!(failures, 3, "{said}");
        assert!(!said.contains("token=") && !said.contains("mail-password-1"), "{said}");
    }
}

#[tokio::test]
async fn production_without_a_mail_server_says_503_to_everybody() {
    let site = Site::new().await;
    let create = ["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", "engines"];
    site.run(&create, PASSWORD).await;
    let mut command = site.command();
    command.env("ALMOND_ENVIRONMENT", "production").env("ALMOND_SECRET", SECRET);
    command.env("ALMOND_PUBLIC_URL", "https://almond.example.com");
    let server = process::serve(command).await;
    for path in ["magic-link", "password/forgot"] {
        for email in ["ada@example.com", "nobody@example.com"] {
            let answer = server.post(&format!("{AUTH}/{path}"), None, json!({ "email": email })).await;
            answer.refused(503, "UNAVAILABLE");
        }
    }
}
