//! `almond audit verify`, beside a running server and without one, and the script of `docs/operating/audit.md`.

use std::process::Stdio;

use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};
use tests::process::Server;
use tokio::process::Command;

use super::{Site, story::Owner};

const DOCS: &str = include_str!("../../../docs/operating/audit.md");
const VERIFY: [&str; 2] = ["audit", "verify"];

async fn agent(server: &Server, owner: &Owner) {
    server.post("/api/v1/agents", Some(&owner.token), json!({ "name": "x" })).await.ok(201);
}

#[tokio::test]
async fn verify_works_beside_a_server_and_without_one() {
    let site = Site::new().await;
    let mut server = site.serve().await;
    let ada = Owner::new(&site, &server, "ada").await;
    agent(&server, &ada).await;
    let printed = site.run(&VERIFY, "").await;
    let line = printed.lines().find(|line| line.starts_with(&ada.org)).unwrap();
    assert_eq!(line.split(':').nth(1), Some("6"));
    let expecting = ["audit", "verify", "--org", &ada.org, "--expect", line];
    agent(&server, &ada).await;
    assert!(site.run(&expecting, "").await.starts_with(&format!("{}:7:", ada.org)));
    server.terminate().await;
    assert!(site.run(&expecting, "").await.starts_with(&format!("{}:7:", ada.org)));

    let db = Database::connect(site.url()).await.unwrap();
    db.execute_unprepared("DELETE FROM audit_records WHERE sequence = 6").await.unwrap();
    db.close().await.unwrap();
    let found = async || {
        let (success, output, errors) = tests::process::run(site.command(), &expecting, "").await;
        assert!(!success && output.is_empty());
        let (org, heading) = (&ada.org, "almond: the audit log is not whole");
        let missing = format!("{org}: record 6 is missing\n{org}: record 6 is not the one that was kept");
        assert_eq!(errors, format!("{heading}\n{missing}\n"));
    };
    found().await;
    let _server = site.serve().await;
    found().await;
    let (success, _, errors) = tests::process::run(site.command(), &["audit", "verify", "--expect", "1:2"], "").await;
    assert!(!success && errors.contains("--expect"), "{errors}");
}

#[tokio::test]
async fn the_script_in_the_docs_verifies_what_the_list_shows() {
    let site = Site::new().await;
    let server = site.serve().await;
    let ada = Owner::new(&site, &server, "ada").await;
    ada.mint(&server).await;
    let script = DOCS.split_once("```sh\n").unwrap().1.split_once("```").unwrap().0;
    let script = script.replace("http://localhost:8080", &server.url);
    let run = async |filter: &str| {
        let mut bash = Command::new("bash");
        bash.args([
            "-euo",
            "pipefail",
            "-c",
            &script.replace("jq -c '.data.items", &format!("jq -c '{filter}.data.items")),
        ]);
        bash.env("token", &ada.token).env("org", &ada.org).stderr(Stdio::inherit());
        String::from_utf8(bash.output().await.unwrap().stdout).unwrap()
    };
    let listed = server.get("/api/v1/audit-events", Some(&ada.token)).await.ok(200);
    let newest: &Value = &listed["items"][0];
    assert_eq!(run("").await, format!("{}:{}:{}\n", ada.org, newest["sequence"], newest["hash"].as_str().unwrap()));
    let found = run(".data.items[1].ip = null | ").await;
    assert!(
        found.starts_with(&format!("record {} was changed\n", newest["sequence"].as_i64().unwrap() - 1)),
        "{found}"
    );
}
