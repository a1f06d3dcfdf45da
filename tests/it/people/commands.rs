//! `almond user …` as a program: beside a running server, which it narrows at once, and without one.

use serde_json::Value;
use tests::PASSWORD;

use crate::process::{
    Site,
    story::{Owner, models},
};

#[tokio::test]
async fn disable_and_enable_narrow_a_running_server_at_once() {
    let site = Site::new().await;
    let server = site.serve().await;
    let ada = Owner::new(&site, &server, "ada").await;
    let (_, key) = ada.mint(&server).await;
    models(&server, &key).await.ok(200);
    let printed: Value = serde_json::from_str(&site.run(&["user", "disable", "ada@example.com"], "").await).unwrap();
    assert!(printed["disabledAt"].is_string(), "{printed}");
    models(&server, &key).await.refused(401, "UNAUTHORIZED");
    site.run(&["user", "enable", "ada@example.com"], "").await;
    models(&server, &key).await.ok(200);
    site.run(&["user", "delete", "ada@example.com"], "").await;
    models(&server, &key).await.refused(401, "UNAUTHORIZED");
    assert_eq!(site.fail(&["user", "show", "ada@example.com"], "").await, "user: nobody has this id or address");
}

#[tokio::test]
async fn password_reads_standard_input_and_refuses_by_the_rules_of_sign_up() {
    let site = Site::new().await;
    site.run(&["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", "a"], PASSWORD).await;
    let said = site.fail(&["user", "password", "ada@example.com"], "short").await;
    assert!(said.starts_with("password: expected 8 to 128"), "{said}");
    let printed = site.run(&["user", "password", "ada@example.com"], "another passphrase\n").await;
    assert!(!printed.contains("another") && !printed.contains("argon2"), "{printed}");
    let server = site.serve().await;
    let login = |password: &str| serde_json::json!({ "email": "ada@example.com", "password": password });
    server.post("/api/v1/auth/login", None, login("another passphrase")).await.ok(200);
    server.post("/api/v1/auth/login", None, login(PASSWORD)).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn list_filters_and_a_mail_is_sent_before_the_command_ends() {
    let site = Site::new().await;
    for name in ["ada", "bob"] {
        let email = format!("{name}@example.com");
        site.run(&["user", "create", "--email", &email, "--name", name, "--org", name], "").await;
    }
    site.run(&["user", "disable", "bob@example.com"], "").await;
    let list = site.run(&["user", "list", "--disabled"], "").await;
    let list: Value = serde_json::from_str(&list).unwrap();
    assert_eq!((list["users"].as_array().unwrap().len(), &list["users"][0]["email"]), (1, &"bob@example.com".into()));
    let found = site.run(&["user", "list", "--query", "ADA"], "").await;
    assert!(found.contains("ada@example.com") && !found.contains("bob@"), "{found}");
    let outbox = site.folder().join("outbox");
    let mails = std::fs::read_dir(outbox).unwrap().count();
    assert_eq!(mails, 1, "Bob is told");
}
