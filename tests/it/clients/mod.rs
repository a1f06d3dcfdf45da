//! The generated clients, each as it is published, against the real program: sign-in, step-up, mint, verify, revoke, pages,
//! upload and download, and the middleware of those that have one.

mod agent;
mod alm;
mod deploy;
mod keyring;
mod middleware;
mod network;
mod snippets;
mod terminal;

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

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

/// Where scripts/client-packages has installed the client of a language in a project of its own.
fn project(language: &str) -> PathBuf {
    let folder = Path::new(ROOT).join("target/clients").join(language);
    assert!(folder.join("installed").exists(), "run scripts/client-packages first");
    folder
}

/// What a program says, run in a project, as JSON.
async fn said(folder: &Path, command: &[&str], arguments: &[&str]) -> Value {
    let program = if command[0].contains('/') { folder.join(command[0]) } else { command[0].into() };
    let mut client = Command::new(program);
    client.args(&command[1..]).args(arguments).current_dir(folder).stderr(Stdio::piped()).kill_on_drop(true);
    let output = client.output().await.unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A program of `tests/peers`, where it finds the packages of the project.
fn copied(folder: &Path, script: &str) {
    let script = Path::new(ROOT).join("tests/peers").join(script);
    std::fs::copy(&script, folder.join(script.file_name().unwrap())).unwrap();
}

/// What somebody sees who uses an installed client from sign-in to revocation.
async fn story(language: &str, command: &[&str]) {
    let site = Site::new().await;
    let server = site.serve_with("ALMOND_STEP_UP_METHODS", "totp,passkey,password").await;
    let typed = Typed::new(&site, &server, "ada").await;
    let arguments = [server.url.as_str(), PASSWORD, &typed.email, &typed.totp, &typed.other];
    let seen = said(&project(language), command, &arguments).await;
    assert_eq!(seen["asked"], 1, "one step-up is enough");
    assert_eq!(seen["names"], json!(["three", "two", "one"]), "all pages");
    assert_eq!((&seen["before"], &seen["after"]), (&json!("VALID"), &json!("REVOKED")));
    assert_eq!((&seen["refused"]["status"], &seen["refused"]["code"]), (&json!(401), &json!("UNAUTHORIZED")));
    assert!(seen["refused"]["requestId"].as_str().is_some_and(|id| id.len() > 8), "{seen}");
}

/// Whoever adds an operation is told here, and not by `make check` alone, which compares every byte.
#[test]
fn each_client_has_every_operation() {
    let read = |path: &str| std::fs::read_to_string(Path::new(ROOT).join("clients").join(path)).unwrap();
    let (rust, typescript) = (read("rust/src/generated.rs"), read("typescript/src/generated/sdk.gen.ts"));
    let document: Value = serde_json::from_str(include_str!("../../../openapi.json")).unwrap();
    let python = modules(&Path::new(ROOT).join("clients/python/almond_client/generated/api"));
    let mut all = 0;
    for operation in document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values())
    {
        let Some(id) = operation["operationId"].as_str() else { continue };
        let mut words = id.split('_');
        let first = words.next().unwrap().to_owned();
        let camel = words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..]);
        let there = rust.contains(&format!("pub async fn {id}<")) && typescript.contains(&format!("const {camel} ="));
        assert!(there && python.contains(&format!("{id}.py")), "{id} is missing: run `make clients`");
        all += 1;
    }
    assert_eq!(python.iter().filter(|module| *module != "__init__.py").count(), all, "run `make clients`");
}

/// The files in the folders of a folder.
fn modules(folder: &Path) -> Vec<String> {
    let entries =
        |folder: &Path| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let folders = entries(folder).into_iter().filter(|path| path.is_dir());
    let files =
        folders.flat_map(|folder| entries(&folder)).filter(|path| path.extension().is_some_and(|end| end == "py"));
    files.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_typescript_package_signs_in_steps_up_mints_uploads_verifies_and_revokes() {
    copied(&project("typescript"), "client.mjs");
    story("typescript", &["node", "client.mjs"]).await;
}

#[tokio::test]
async fn the_python_package_signs_in_steps_up_mints_uploads_verifies_and_revokes() {
    copied(&project("python"), "client.py");
    story("python", &["venv/bin/python", "client.py"]).await;
}

#[tokio::test]
async fn the_rust_package_signs_in_steps_up_mints_uploads_verifies_and_revokes() {
    story("rust", &["target/debug/client"]).await;
}
