//! The published commands of the dialect, and its browser.

use serde_json::{Value, json};
use tests::{CLIENT_ID, CLIENT_SECRET, MASTER_KEY, Provider, process};
use tokio::process::Command;

use crate::{
    dialects::{MODELS, transcript},
    process::Site,
};

#[tokio::test]
async fn the_commands_of_text_002() {
    let site = Site::new().await;
    let mut command = site.command();
    command.env("PROXY_MASTER_KEY", MASTER_KEY);
    let server = process::serve(command).await;
    let values = vec![("$PROXY_MASTER_KEY".to_owned(), MASTER_KEY.to_owned())];
    transcript::run(&server, include_str!("../../../transcripts/internal.txt"), values).await;
}

/// A port that nobody listens on now: the program has to know its own URL beforehand.
fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[tokio::test]
async fn the_browser_of_text_002_shows_a_key_that_can_be_copied_once() {
    let (site, provider, port) = (Site::new().await, Provider::start().await, free_port());
    let url = format!("http://localhost:{port}");
    let mut command = site.command();
    command.env("ALMOND_LISTEN", format!("127.0.0.1:{port}")).env("AUTH_BASE_URL", &url);
    command.env("GOOGLE_CLIENT_ID", CLIENT_ID).env("GOOGLE_CLIENT_SECRET", CLIENT_SECRET);
    command.env("ALMOND_GOOGLE_ISSUER", provider.url());
    let server = process::serve(command).await;

    let chromium =
        transcript::bash("command -v chromium || command -v chromium-browser || command -v google-chrome").await;
    let mut browser = Command::new("node");
    browser.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/peers")).env("CHROMIUM", chromium.trim());
    let output = browser.args(["sso.mjs", &url]).kill_on_drop(true).output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let seen: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&seen["status"], &seen["at"], &seen["broken"]),
        (&json!(200), &json!(format!("{url}/auth/callback")), &json!([]))
    );
    let key = seen["key"].as_str().unwrap();
    assert!(key.starts_with(seen["prefix"].as_str().unwrap()) && seen["copied"] == key, "{seen:#}");
    assert!(seen["shown"].as_str().unwrap().contains("ada@example.com"), "{seen:#}");
    assert_eq!((&seen["styled"], seen["width"].as_f64().unwrap() > 400.0), (&json!("solid"), true), "{seen:#}");
    assert!(seen["reloaded"] != 200 && !seen["again"].as_str().unwrap().contains("llmp_"), "{seen:#}");
    server.get(MODELS, Some(key)).await.ok(200);
}
