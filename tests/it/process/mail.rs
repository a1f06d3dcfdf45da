//! Mail through a real SMTP server: what arrives, that its links work, and that nothing fails where it fails.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use entity::{MailId, MailKind};
use kernel::seam::{Clock, Letter, Mail, Message, Smtp, SmtpServer, SystemClock};
use serde_json::{Value, json};
use tests::{
    PASSWORD, certificate,
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
    command.env("ALMOND_SMTP_URL", format!("smtp://mailer:mail-password-1@{mail_server}?tls=none"));
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
    assert!(text(&message["html"]).contains(&format!(" href=\"{link}\">")), "{message}");
    let token = link.strip_prefix(&format!("https://almond.example.com/auth/{page}?token=")).expect(page);
    assert_eq!(token.len(), 43);
    token.to_owned()
}

/// In the database of a server in production, which has a secret of its own.
async fn create_ada(site: &Site) {
    let create = ["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", "engines"];
    for arguments in [&["migrate", "up"][..], &create] {
        let mut command = site.command();
        command.env("ALMOND_SECRET", SECRET);
        let (success, _, errors) = process::run(command, arguments, PASSWORD).await;
        assert!(success, "{errors}");
    }
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
        create_ada(&site).await;
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
async fn production_without_a_mail_server_answers_as_ever_and_says_at_the_start_that_no_mail_is_sent() {
    let site = Site::new().await;
    create_ada(&site).await;
    let mut command = site.command();
    command.env("ALMOND_ENVIRONMENT", "production").env("ALMOND_SECRET", SECRET);
    command.env("ALMOND_PUBLIC_URL", "https://almond.example.com");
    let mut server = process::serve(command).await;
    for path in ["magic-link", "password/forgot"] {
        for email in ["ada@example.com", "nobody@example.com"] {
            server.post(&format!("{AUTH}/{path}"), None, json!({ "email": email })).await.ok(202);
        }
    }
    server.terminate().await;
    let mut said = String::new();
    while let Some(line) = server.output.next_line().await.unwrap() {
        said += &line;
    }
    assert!(said.contains("a mail is not sent: ALMOND_SMTP_URL is not set"), "{said}");
}

/// Half a minute later, by itself.
#[tokio::test]
async fn a_server_that_says_later_is_asked_again_by_itself() {
    let (site, post) = (Site::new().await, MailServer::greylisting().await);
    let server = serve(&site, &post.address).await;
    let form = json!({ "email": "ada@example.com", "password": PASSWORD, "name": "Ada" });
    server.post(&format!("{AUTH}/signup"), None, form).await.ok(202);
    let mail = tokio::time::timeout(Duration::from_secs(60), post.next()).await.expect("it comes within a minute");
    check(&mail, "ada@example.com", "Finish signing up");
    server.post(&format!("{AUTH}/signup/verify"), None, json!({ "token": token(&mail, "verify") })).await.ok(201);
}

/// Neither the password nor the mail goes to a server whose certificate can't be believed, and the log says what to do.
#[tokio::test]
async fn a_certificate_of_no_known_authority_is_told_nothing() {
    let (site, post) = (Site::new().await, MailServer::of_no_known_authority().await);
    let mut command = site.command();
    command.env("ALMOND_SMTP_URL", format!("smtp://mailer:mail-password-1@{}", post.address));
    let mut server = process::serve(command).await;
    let form = json!({ "email": "ada@example.com", "password": PASSWORD, "name": "Ada" });
    server.post(&format!("{AUTH}/signup"), None, form).await.ok(202);
    server.terminate().await;
    let mut said = String::new();
    while let Some(line) = server.output.next_line().await.unwrap() {
        said += &line;
    }
    assert!(said.contains("give the mail server a certificate"), "{said}");
    assert!(!said.contains("mail-password-1"), "{said}");
}

/// STARTTLS is used where it is offered, asked for or not, and the password goes through it.
#[tokio::test]
async fn starttls_is_used_with_and_without_a_password() {
    let site = Site::new().await;
    let (key, shown) = certificate(site.folder(), "localhost");
    let post = MailServer::with_certificate(&key, &shown).await;
    let pem = std::fs::read_to_string(&shown).unwrap();
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    let authority = [STANDARD.decode(body).unwrap().into()];
    for (credentials, user) in [("mailer:mail-password-1@", json!("mailer")), ("", json!(null))] {
        let url = format!("smtp://{credentials}{}", post.address).parse().unwrap();
        let smtp = Smtp::new(SmtpServer::parse(&url).unwrap(), &authority, FROM.parse().unwrap()).unwrap();
        let written_at = SystemClock.now();
        let (subject, text, html) = ("Hello".to_owned(), "Hello".to_owned(), "<p>Hello</p>".to_owned());
        let (kind, to) = (MailKind::Notice, "ada@example.com".to_owned());
        let message = Message { kind, ends_at: None, to, subject, text, html, link: None };
        smtp.send(Letter { id: MailId::new(written_at, [0; 10]), written_at, message }).await.unwrap();
        let taken = post.next().await;
        assert_eq!(taken["secure"], true);
        assert_eq!(taken["user"].as_str(), user.as_str());
    }
}
