//! The dashboard as it is embedded in the program, in Chromium.

use serde_json::{Value, json};
use tests::process;
use tokio::process::Command;

use super::Site;

/// What a first visit may load, over the wire.
const FIRST_LOAD: u64 = 170_000;

#[tokio::test]
async fn a_person_signs_in_makes_a_key_with_a_passkey_and_ends_it() {
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
    browser.args(["dashboard.mjs", &url, "ada@example.com", password]).kill_on_drop(true);
    let output = browser.output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut seen: Value = serde_json::from_slice(&output.stdout).unwrap();

    let loaded = seen["loaded"].as_u64().unwrap();
    assert!((20_000..FIRST_LOAD).contains(&loaded), "a first visit loads {loaded} bytes");
    seen["loaded"] = json!("within budget");
    let expected = json!({
        "loaded": "within budget",
        "kept": "ada@example.com",
        "deep": "?q=deploy",
        "codes": 10,
        "dropped": 200,
        "form": "CI deploy",
        "chip": 1,
        "minted": 200,
        "search": "nothing such",
        "rotated": [401, 200],
        "revoked": 401,
        "audited": true,
        "language": "de",
        "stayed": "here before",
        "back": "/members",
        "broken": [],
        "violations": [],
        "looks": [],
    });
    assert_eq!(seen, expected, "{seen:#}");
}
