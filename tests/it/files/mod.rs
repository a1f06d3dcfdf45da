//! Files: up, down, ranges, limits, the store itself.

mod by_key;
mod cut_off;
mod digest;
mod download;
mod manage;
mod quota;
mod range;
mod s3;
mod shares;
mod store;
mod sweep;
mod unread;
mod upload;

use std::path::PathBuf;

use http::Method;
use serde_json::Value;
use tests::{Answer, Caller, World};

pub const FILES: &str = "/api/v1/files";

/// An id that nothing has.
const NOBODY: &str = "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40";

/// SHA-256 of `some text`, in hex and in base64.
const SHA256: &str = "b94f6f125c79e3a5ffaa826f584c10d52ada669e6762051b826b55776d05aed2";
const SHA256_BASE64: &str = "uU9vElx546X/qoJvWEwQ1SraZp5nYgUbgmtVd20FrtI=";

async fn send(
    by: &impl Caller,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<poem::Body>,
) -> Answer {
    let credentials = by.credentials();
    let mut all: Vec<_> = credentials.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    all.extend(headers);
    by.world().send(method, path, &all, body).await
}

async fn upload(by: &impl Caller, name: &str, headers: &[(&str, &str)], body: impl Into<poem::Body>) -> Answer {
    send(by, Method::POST, &format!("{FILES}?name={name}"), headers, body).await
}

/// Uploads a text; gives its file's id.
pub async fn uploaded(by: &impl Caller, name: &str, text: &str) -> String {
    let made = upload(by, name, &[("content-type", "text/plain")], text.to_owned()).await.ok(201);
    made["id"].as_str().unwrap().to_owned()
}

fn path(id: &str) -> String {
    format!("{FILES}/{id}")
}

fn content(id: &str) -> String {
    format!("{FILES}/{id}/content")
}

async fn download(by: &impl Caller, id: &str, headers: &[(&str, &str)]) -> Answer {
    send(by, Method::GET, &content(id), headers, "").await
}

/// As a client sends it that doesn't know how long it will be.
fn stream(bytes: impl Into<Vec<u8>>) -> poem::Body {
    poem::Body::from_async_read(std::io::Cursor::new(bytes.into()))
}

async fn listed(by: &impl Caller) -> Vec<Value> {
    by.get(FILES).await.ok(200)["items"].as_array().unwrap().clone()
}

/// The folder that the world's files are in.
fn folder(world: &World) -> PathBuf {
    world.state().config.server.data_dir.join("files")
}

/// Everything that is in it, half-written files too, once nothing is on its way.
async fn stored(world: &World) -> Vec<PathBuf> {
    world.settled().await;
    let orgs = std::fs::read_dir(folder(world)).unwrap();
    let files = orgs.flat_map(|org| std::fs::read_dir(org.unwrap().path()).unwrap());
    files.map(|file| file.unwrap().path()).collect()
}
