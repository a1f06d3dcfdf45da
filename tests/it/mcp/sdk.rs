//! Clients off the shelf, against the real program.

use std::{path::Path, process::Stdio};

use identity::policy::ToolAccess;
use serde_json::{Value, json};
use tests::process::{self, Server};
use tokio::process::Command;

use crate::process::{
    Site,
    story::{Owner, text},
};

/// The npm packages `@modelcontextprotocol/client`, by default and with `versionNegotiation: auto`, and
/// `@modelcontextprotocol/sdk`.
const OF_NPM: [&str; 3] = ["client", "client, auto", "sdk"];

#[tokio::test]
async fn the_clients_of_npm_list_and_call_tools() {
    try_key("node", "mcp.mjs", &OF_NPM).await;
}

/// PyPI's `mcp`.
#[tokio::test]
async fn the_client_of_pypi_lists_and_calls_tools() {
    try_key("venv/bin/python", "mcp_client.py", &["python"]).await;
}

#[tokio::test]
async fn the_clients_of_npm_get_in_by_oauth() {
    try_oauth("node", "mcp_oauth.mjs", &OF_NPM).await;
}

#[tokio::test]
async fn the_client_of_pypi_gets_in_by_oauth() {
    try_oauth("venv/bin/python", "mcp_oauth.py", &["python"]).await;
}

async fn try_key(program: &str, script: &str, clients: &[&str]) {
    let (_site, server, owner) = served().await;
    let body = json!({ "name": "agent", "scopes": ["mcp:read", "mcp:write"] });
    let minted = server.post("/api/v1/api-keys", Some(&owner.token), body).await.ok(201);
    let lines = run(program, script, &server, &text(&minted["key"])).await;
    let expected = clients.iter().map(|name| {
        json!({
            "name": name, "tools": resource::mcp::TOOLS.len(), "models": models(&lines), "agent": name,
            "unknown": [true, "NOT_FOUND: Not found"],
        })
    });
    assert_eq!(lines, expected.collect::<Vec<_>>());
}

/// Each asks for reading first, and for writing when it needs that; but `sdk` can't ask again, and is given both at once. A
/// void token leads to new ones, and to nobody.
async fn try_oauth(program: &str, script: &str, clients: &[&str]) {
    let (_site, server, owner) = served().await;
    let lines = run(program, script, &server, &owner.token).await;
    let all = resource::mcp::TOOLS;
    let reading = all.iter().filter(|tool| tool.access() == ToolAccess::Read).count();
    let expected = clients.iter().map(|name| {
        let (asked, tools) = if *name == "sdk" { (1, all.len()) } else { (2, reading) };
        json!({
            "name": name, "asked": asked, "refreshed": 1, "askedOnceMore": 0, "tools": tools,
            "models": models(&lines), "agent": name,
        })
    });
    assert_eq!(lines, expected.collect::<Vec<_>>());
    let grants = server.get("/api/v1/me/grants", Some(&owner.token)).await.ok(200);
    let asked: u64 = lines.iter().map(|line| line["asked"].as_u64().unwrap()).sum();
    assert_eq!(grants["items"].as_array().unwrap().len() as u64, asked);
}

fn models(lines: &[Value]) -> Value {
    let models = lines.first().map(|line| line["models"].clone()).unwrap_or_default();
    assert!(models.as_u64().is_some_and(|models| models > 0), "{lines:?}");
    models
}

async fn served() -> (Site, Server, Owner) {
    let site = Site::new().await;
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = site.command();
    command.env("ALMOND_LISTEN", address.to_string()).env("ALMOND_PUBLIC_URL", format!("http://{address}"));
    let server = process::serve(command).await;
    let owner = Owner::new(&site, &server, "ada").await;
    (site, server, owner)
}

/// Runs clients that say a line each.
async fn run(program: &str, script: &str, server: &Server, credential: &str) -> Vec<Value> {
    let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
    let program = if program.contains('/') { peers.join(program) } else { program.into() };
    let mut command = Command::new(program);
    command.args([script, &format!("{}/mcp", server.url), credential]).current_dir(&peers);
    let ran = command.stderr(Stdio::inherit()).kill_on_drop(true).output().await;
    let said = String::from_utf8(ran.expect("run scripts/peers first").stdout).unwrap();
    said.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
