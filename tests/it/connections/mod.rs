//! Connections: third parties' credentials, and who gets them.

mod by_key;
mod manage;
mod names;
mod sealed;
mod secret;

use serde_json::{Value, json};
use tests::{Answer, Caller};

const CONNECTIONS: &str = "/api/v1/connections";
const SECRET: &str = "ghp_a-secret-of-somebody-elses";

/// An id that nothing has.
const NOBODY: &str = "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40";

fn path(connection: &Value) -> String {
    format!("{CONNECTIONS}/{}", connection["id"].as_str().unwrap())
}

async fn try_keep(by: &impl Caller, name: &str) -> Answer {
    by.post(CONNECTIONS, json!({ "name": name, "provider": "github", "secret": SECRET })).await
}

async fn keep(by: &impl Caller, name: &str) -> Value {
    try_keep(by, name).await.ok(201)
}

async fn rotate(by: &impl Caller, connection: &Value, secret: &str) -> Answer {
    by.post(&format!("{}/rotate", path(connection)), json!({ "secret": secret })).await
}
