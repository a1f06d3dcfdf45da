//! `/mcp`: the protocol's messages over HTTP, tools, who may call them, and how clients are let in (`oauth`).

mod consent;
pub mod oauth;
mod protocol;
mod refused;
mod revoked;
mod sdk;
mod tools;
mod who;

use serde_json::{Value, json};
use tests::{Answer, Caller, Key, Person, World};

const MCP: &str = "/mcp";
const NEW: &str = "2026-07-28";
const OLD: &str = "2025-11-25";

/// A message of revision 2026-07-28.
fn message(method: &str, mut params: Value) -> Value {
    params["_meta"] = json!({
        "io.modelcontextprotocol/protocolVersion": NEW,
        "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
    });
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params })
}

/// The headers that a client sends with `message`, besides its credential.
fn headers(message: &Value) -> Vec<(String, String)> {
    let mut headers = vec![
        ("host".to_owned(), "localhost:8080".to_owned()),
        ("content-type".to_owned(), "application/json".to_owned()),
        ("accept".to_owned(), "application/json, text/event-stream".to_owned()),
        ("mcp-protocol-version".to_owned(), NEW.to_owned()),
        ("mcp-method".to_owned(), message["method"].as_str().unwrap_or_default().to_owned()),
    ];
    if let Some(name) = message["params"]["name"].as_str() {
        headers.push(("mcp-name".to_owned(), name.to_owned()));
    }
    headers
}

/// Posts a message as `caller`, with these headers in place of those of the same name.
async fn post(caller: &impl Caller, message: &Value, other: &[(&str, &str)]) -> Answer {
    let mut headers = headers(message);
    headers.extend(caller.credentials());
    headers.retain(|(name, _)| other.iter().all(|(replaced, _)| replaced != name));
    headers.extend(other.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    headers.retain(|(_, value)| !value.is_empty());
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    caller.world().send(http::Method::POST, MCP, &headers, message.to_string()).await
}

/// Calls a tool, which answers something.
async fn call(caller: &impl Caller, tool: &str, arguments: Value) -> Value {
    let answer = post(caller, &message("tools/call", json!({ "name": tool, "arguments": arguments })), &[]).await;
    assert_eq!(answer.status, 200, "{tool}: {}", answer.text);
    answer.body["result"].clone()
}

/// As `call`, for what the tool gives when all goes well.
async fn data(caller: &impl Caller, tool: &str, arguments: Value) -> Value {
    let result = call(caller, tool, arguments).await;
    assert_ne!(result["isError"], true, "{tool}: {result}");
    assert_eq!(result["resultType"], "complete");
    result["structuredContent"].clone()
}

/// As `call`, for what it says when it refuses.
async fn trouble(caller: &impl Caller, tool: &str, arguments: Value) -> String {
    let result = call(caller, tool, arguments).await;
    assert_eq!(result["isError"], true, "{tool}: {result}");
    assert!(result.get("structuredContent").is_none(), "{result}");
    result["content"][0]["text"].as_str().unwrap().to_owned()
}

async fn key(person: &Person, scopes: &[&str]) -> Key {
    person.mint(scopes).await.0
}

/// An owner whose key reads and writes.
async fn agent() -> (Person, Key) {
    let ada = World::new().await.owner("ada").await.enrolled().await;
    let key = key(&ada, &["mcp:read", "mcp:write"]).await;
    (ada, key)
}
