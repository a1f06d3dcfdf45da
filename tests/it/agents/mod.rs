//! Agents: registering, heartbeats, retiring.

mod heartbeat;
mod manage;
mod retire;

use serde_json::{Value, json};
use tests::Caller;

pub const AGENTS: &str = "/api/v1/agents";

/// An id that nothing has.
const NOBODY: &str = "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40";

fn path(agent: &Value) -> String {
    format!("{AGENTS}/{}", agent["id"].as_str().unwrap())
}

fn heartbeat(agent: &Value) -> String {
    path(agent) + "/heartbeat"
}

async fn register(by: &impl Caller) -> Value {
    by.post(AGENTS, json!({ "name": "runner", "description": "runs" })).await.ok(201)
}
