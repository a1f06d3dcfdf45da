//! Clients off the shelf, against the real program.

use std::{path::Path, process::Stdio};

use serde_json::{Value, json};
use tests::process;
use tokio::process::Command;

use crate::process::{
    Site,
    story::{Owner, text},
};

/// The npm packages `@modelcontextprotocol/client`, by default and with `versionNegotiation: auto`, and
/// `@modelcontextprotocol/sdk`.
#[tokio::test]
async fn the_clients_of_npm_list_and_call_tools() {
    try_out("node", "mcp.mjs", &["client", "client, auto", "sdk"]).await;
}

/// PyPI's `mcp`.
#[tokio::test]
async fn the_client_of_pypi_lists_and_calls_tools() {
    try_out("venv/bin/python", "mcp_client.py", &["python"]).await;
}

/// Runs clients that say a line each.
async fn try_out(program: &str, script: &str, clients: &[&str]) {
    let site = Site::new().await;
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = site.command();
    command.env("ALMOND_LISTEN", address.to_string()).env("ALMOND_PUBLIC_URL", format!("http://{address}"));
    let server = process::serve(command).await;
    let owner = Owner::new(&site, &server, "ada").await;
    let body = json!({ "name": "agent", "scopes": ["mcp:read", "mcp:write"] });
    let minted = server.post("/api/v1/api-keys", Some(&owner.token), body).await.ok(201);

    let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
    let program = if program.contains('/') { peers.join(program) } else { program.into() };
    let mut command = Command::new(program);
    command.args([script, &format!("{}/mcp", server.url), &text(&minted["key"])]).current_dir(&peers);
    let ran = command.stderr(Stdio::inherit()).kill_on_drop(true).output().await;
    let said = String::from_utf8(ran.expect("run scripts/peers first").stdout).unwrap();
    let lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let models = lines.first().map(|line| line["models"].clone()).unwrap_or_default();
    assert!(models.as_u64().is_some_and(|models| models > 0), "{said}");
    let expected = clients.iter().map(|name| {
        json!({
            "name": name, "tools": resource::mcp::TOOLS.len(), "models": models, "agent": name,
            "unknown": [true, "NOT_FOUND: Not found"],
        })
    });
    assert_eq!(lines, expected.collect::<Vec<_>>());
}
