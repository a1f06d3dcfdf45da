//! The page where a person answers a client, as it is embedded in the program, in Chromium.

use serde_json::{Value, json};
use tests::process;
use tokio::process::Command;

use crate::process::Site;

#[tokio::test]
async fn a_person_lets_a_client_in_and_keeps_another_out() {
    let site = Site::new().await;
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://localhost:{}", address.port());
    let mut command = site.command();
    command.env("ALMOND_LISTEN", address.to_string()).env("ALMOND_PUBLIC_URL", &url);
    let _server = process::serve(command).await;

    let password = "correct horse battery staple";
    let ada = ["user", "create", "--email", "ada@example.com", "--name", "Ada", "--org", "Acme"];
    site.run(&ada, &format!("{password}\n")).await;

    let which = "command -v chromium || command -v chromium-browser || command -v google-chrome";
    let chromium = Command::new("bash").args(["-c", which]).output().await.unwrap();
    let chromium = String::from_utf8(chromium.stdout).unwrap();
    let mut browser = Command::new("node");
    browser.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/peers")).env("CHROMIUM", chromium.trim());
    browser.args(["consent.mjs", &url, "ada@example.com", password]).kill_on_drop(true);
    let output = browser.output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let seen: Value = serde_json::from_slice(&output.stdout).unwrap();
    let expected = json!({
        "who": ["A program that registered itself", "It calls itself “Your bank”; nobody has checked that.", "127.0.0.1"],
        "warned": true,
        "asked": ["mcp:read", "mcp:write"],
        "answered": [true, "a state", url],
        "tools": 200,
        "denied": ["access_denied", "a state", url],
        "framed": false,
        "ended": 401,
        "refused": "This program can't be given access",
        "over": "This can't be answered",
        "broken": [],
        "violations": [],
        "looks": [],
    });
    assert_eq!(seen, expected, "{seen:#}");
}
