//! The generated clients, each as it is published, against the real program: sign-in, step-up, mint, verify, revoke, pages,
//! upload and download, and the middleware of those that have one.

mod agent;
mod alm;
mod rust;

use std::{path::Path, process::Stdio, time::Duration};

use kernel::seam::{Clock as _, SystemClock};
use serde_json::{Value, json};
use tests::{PASSWORD, code_at, process::Server};
use tokio::process::Command;

use crate::process::{Site, story::Owner};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// What a person types to sign in and step up with a client.
struct Typed {
    email: String,
    /// Somebody else, without an authenticator.
    other: String,
    /// The next code of their authenticator: the one before enrolled it.
    totp: String,
}

impl Typed {
    async fn new(site: &Site, server: &Server, name: &str) -> Self {
        let owner = Owner::new(site, server, name).await;
        let next = SystemClock.now().plus(Duration::from_secs(30));
        let other = "bo@example.com";
        site.run(&["user", "create", "--email", other, "--name", "bo", "--org", "bo"], PASSWORD).await;
        Self { email: format!("{name}@example.com"), other: other.to_owned(), totp: code_at(&owner.seed, next) }
    }
}

/// What a client that is installed in a project of its own sees.
async fn seen(program: &str, script: &str, folder: &str) -> Value {
    let folder = Path::new(ROOT).join("target/clients").join(folder);
    assert!(folder.join("installed").exists(), "run scripts/client-packages first");
    let site = Site::new().await;
    let server = site.serve_with("ALMOND_STEP_UP_METHODS", "totp,passkey,password").await;
    let typed = Typed::new(&site, &server, "ada").await;
    // A module finds its packages from where it is.
    let copy = folder.join(script);
    std::fs::copy(Path::new(ROOT).join("tests/peers").join(script), &copy).unwrap();
    let mut client = Command::new(if program.contains('/') { folder.join(program) } else { program.into() });
    client.arg(copy).args([&server.url, PASSWORD, &typed.email, &typed.totp, &typed.other]).current_dir(&folder);
    let output = client.stderr(Stdio::piped()).output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[track_caller]
fn is_the_story(seen: &Value) {
    assert_eq!(seen["asked"], 1, "one step-up is enough");
    assert_eq!(seen["names"], json!(["three", "two", "one"]));
    assert_eq!(seen["before"], json!(["VALID", true]));
    assert_eq!(seen["after"], json!(["REVOKED", 401, 401, 503]));
    assert_eq!((&seen["refused"]["status"], &seen["refused"]["code"]), (&json!(401), &json!("UNAUTHORIZED")));
    assert!(seen["refused"]["requestId"].as_str().is_some_and(|id| id.len() > 8), "{seen}");
}

#[tokio::test]
async fn the_typescript_package_signs_in_steps_up_mints_verifies_and_revokes() {
    is_the_story(&seen("node", "client.mjs", "typescript").await);
}

#[tokio::test]
async fn the_python_package_signs_in_steps_up_mints_verifies_and_revokes() {
    is_the_story(&seen("venv/bin/python", "client.py", "python").await);
}
