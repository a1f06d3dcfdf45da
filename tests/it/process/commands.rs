//! `almond user create`, `almond keys revoke` and `almond keys import`, beside a running server and without one.

use serde_json::{Value, json};
use tests::{
    PASSWORD,
    process::{self, Server},
};

use super::{
    Site,
    story::{Owner, models, text},
};

const ADA: [&str; 8] = ["user", "create", "--email", "Ada@Example.com", "--name", "Ada", "--org", "engines"];

async fn login(server: &Server, password: &str) -> tests::Answer {
    server.post("/api/v1/auth/login", None, json!({ "email": "ada@example.com", "password": password })).await
}

#[tokio::test]
async fn user_create_prints_who_was_made() {
    let site = Site::new().await;
    let printed = site.run(&ADA, PASSWORD).await;
    assert!(printed.ends_with("}\n") && printed.lines().count() == 1, "{printed}");
    let made: Value = serde_json::from_str(&printed).unwrap();
    let names: Vec<_> = made.as_object().unwrap().keys().collect();
    assert_eq!(names, ["email", "orgId", "userId"]);
    assert_eq!(made["email"], "Ada@Example.com");
    let server = site.serve().await;
    let data = login(&server, PASSWORD).await.ok(200);
    assert_eq!((&data["user"]["id"], &data["org"]["id"]), (&made["userId"], &made["orgId"]));
    assert_eq!((&data["org"]["name"], &data["org"]["role"]), (&json!("engines"), &json!("owner")));
}

#[tokio::test]
async fn user_create_works_beside_a_server() {
    let site = Site::new().await;
    let server = site.serve().await;
    login(&server, PASSWORD).await.refused(401, "UNAUTHORIZED");
    site.run(&ADA, &format!("{PASSWORD}\r\nsecond line")).await;
    login(&server, PASSWORD).await.ok(200);
}

#[tokio::test]
async fn user_create_without_a_password_makes_a_user_who_has_none() {
    let site = Site::new().await;
    site.run(&ADA, "").await;
    let server = site.serve().await;
    login(&server, "").await.refused(401, "UNAUTHORIZED");
    login(&server, PASSWORD).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn user_create_says_when_a_domain_list_will_keep_somebody_out() {
    let site = Site::new().await;
    for (domains, is_told) in [("corp.example", true), ("corp.example,example.com", false)] {
        let mut command = site.command();
        command.env("ALMOND_ALLOWED_EMAIL_DOMAINS", domains);
        let made = ["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", domains];
        site.migrated().await;
        let (success, output, errors) = tests::process::run(command, &made, "").await;
        assert!(success && serde_json::from_str::<Value>(&output).is_ok(), "{output}{errors}");
        assert_eq!(
            errors.contains("ALMOND_ALLOWED_EMAIL_DOMAINS doesn't have the domain of ada@example.com"),
            is_told,
            "{errors}"
        );
    }
}

#[tokio::test]
async fn user_create_has_a_known_user_join_and_touches_no_password() {
    let site = Site::new().await;
    let first: Value = serde_json::from_str(&site.run(&ADA, PASSWORD).await).unwrap();
    let again = ["user", "create", "--email", "ada@example.com", "--name", "Eve", "--org", "looms", "--role", "admin"];
    let second: Value = serde_json::from_str(&site.run(&again, "").await).unwrap();
    assert_eq!(first["userId"], second["userId"]);
    assert_ne!(first["orgId"], second["orgId"]);
    let said = site.fail(&again, "").await;
    assert_eq!(said, "The user is a member already");
    let said = site.fail(&again, "another password").await;
    assert!(said.contains("another password") && said.contains("leave the password empty"), "{said}");
    let server = site.serve().await;
    assert_eq!(site.fail(&again, "").await, "The user is a member already", "beside a server too");
    let data = login(&server, PASSWORD).await.ok(200);
    assert_eq!(data["user"]["name"], "Ada");
    let body = json!({ "orgId": second["orgId"] });
    let switched = server.post("/api/v1/auth/session/org", data["token"].as_str(), body).await.ok(200);
    assert_eq!(switched["org"]["role"], "admin");
}

#[tokio::test]
async fn user_create_refuses_what_it_cannot_use_in_one_sentence() {
    let site = Site::new().await;
    let random = "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40";
    for (email, name, org, password, field) in [
        ("ada", "Ada", "engines", PASSWORD, "email"),
        ("ada@example.com", "", "engines", PASSWORD, "name"),
        ("ada@example.com", "Ada", " ", PASSWORD, "org"),
        ("ada@example.com", "Ada", random, PASSWORD, "org"),
        ("ada@example.com", "Ada", "engines", "7 chars", "password"),
        ("ada@example.com", "Ada", "engines", "Password2024!", "password"),
    ] {
        let command = ["user", "create", "--email", email, "--name", name, "--org", org];
        let said = site.fail(&command, password).await;
        assert!(said.starts_with(&format!("{field}: ")) && !said.contains("7 chars"), "{said}");
    }
}

#[tokio::test]
async fn keys_revoke_narrows_a_running_server_at_once() {
    let site = Site::new().await;
    let server = site.serve().await;
    let (ada, bob) = (Owner::new(&site, &server, "ada").await, Owner::new(&site, &server, "bob").await);
    let (_, adas) = ada.mint(&server).await;
    let (_, bobs) = bob.mint(&server).await;
    models(&server, &adas).await.ok(200);
    models(&server, &bobs).await.ok(200);

    let past = ["keys", "revoke", "--issued-before", "2020-01-01T00:00:00Z"];
    assert_eq!(site.run(&past, "").await, "0\n");
    models(&server, &adas).await.ok(200);

    let of_ada = ["keys", "revoke", "--issued-before", "2999-01-01T00:00:00Z", "--org", &ada.org];
    assert_eq!(site.run(&of_ada, "").await, "1\n");
    models(&server, &adas).await.refused(401, "UNAUTHORIZED");
    models(&server, &bobs).await.ok(200);

    let all = ["keys", "revoke", "--issued-before", "2999-01-01T00:00:00Z"];
    assert_eq!(site.run(&all, "").await, "1\n");
    models(&server, &bobs).await.refused(401, "UNAUTHORIZED");
    assert_eq!(site.run(&all, "").await, "0\n");
    let (_, new) = ada.mint(&server).await;
    models(&server, &new).await.ok(200);
}

#[tokio::test]
async fn keys_revoke_works_without_a_server() {
    let site = Site::new().await;
    let mut server = site.serve().await;
    let ada = Owner::new(&site, &server, "ada").await;
    let (_, key) = ada.mint(&server).await;
    models(&server, &key).await.ok(200);
    server.terminate().await;
    let all = ["keys", "revoke", "--issued-before", "2999-01-01T00:00:00Z"];
    assert_eq!(site.run(&all, "").await, "1\n");
    let server = site.serve().await;
    models(&server, &key).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn keys_revoke_refuses_what_is_no_instant() {
    let site = Site::new().await;
    for bad in ["yesterday", "2026-13-01T00:00:00Z", "2026-01-01", ""] {
        let command = ["keys", "revoke", "--issued-before", bad];
        site.migrated().await;
        let (success, _, errors) = tests::process::run(site.command(), &command, "").await;
        assert!(!success && errors.contains("--issued-before"), "{errors}");
    }
}

#[tokio::test]
async fn keys_import_says_what_came_of_each_line_and_a_running_server_takes_the_key_at_once() {
    let site = Site::new().await;
    site.run(&ADA, PASSWORD).await;
    let lines = |key: &str| {
        let good = json!({ "key": key, "name": "CI", "owner": "ada@example.com", "org": "engines" });
        format!("{good}\n\nno json\n")
    };
    let statuses = |printed: String| -> Vec<(Value, Value)> {
        let lines = printed.lines().map(|line| line.parse::<Value>().unwrap());
        lines.map(|line| (line["line"].clone(), line["status"].clone())).collect()
    };
    let expected = |first: &str| vec![(json!(1), json!(first)), (json!(3), json!("refused"))];
    // It fails for the line that was refused, once it has told of all.
    let import = async |key: &str| {
        let (success, printed, errors) = process::run(site.command(), &["keys", "import"], &lines(key)).await;
        assert!(!success && errors == "almond: 1 line was refused\n", "{errors}");
        printed
    };
    let [before, beside] = ["sk-made-elsewhere-0123456789", "atiru_0123456789abcdef"];
    assert_eq!(statuses(import(before).await), expected("imported"));
    let server = site.serve().await;
    assert_eq!(models(&server, before).await.status, 200);
    models(&server, beside).await.refused(401, "UNAUTHORIZED");
    assert_eq!(statuses(import(beside).await), expected("imported"));
    assert_eq!(models(&server, beside).await.status, 200);
    assert_eq!(statuses(import(before).await), expected("known"));
}

#[tokio::test]
async fn commands_one_after_the_other_and_all_at_once_lose_nothing() {
    let site = std::sync::Arc::new(Site::new().await);
    let server = site.serve().await;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..12 {
        let site = std::sync::Arc::clone(&site);
        tasks.spawn(async move {
            let email = format!("user{n}@example.com");
            site.run(&["user", "create", "--email", &email, "--name", "A", "--org", &email], PASSWORD).await;
            email
        });
    }
    for email in tasks.join_all().await {
        let body = json!({ "email": email, "password": PASSWORD });
        text(&server.post("/api/v1/auth/login", None, body).await.ok(200)["token"]);
    }
}
