//! Device login with the real program: a stock OAuth client, and kill -9.

use std::process::Stdio;

use serde_json::{Value, json};
use tests::process::{self, Server};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
};

use super::{
    Site,
    story::{Owner, models, text},
};

const PATH: &str = "/api/v1/auth/device";

/// openid-client, which knows Almond by its metadata alone.
#[tokio::test]
async fn a_stock_oauth_client_signs_in_and_uses_its_key() {
    let site = Site::new().await;
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = site.command();
    command.env("ALMOND_LISTEN", address.to_string()).env("ALMOND_PUBLIC_URL", format!("http://{address}"));
    let server = process::serve(command).await;
    let owner = Owner::new(&site, &server, "ada").await;

    let peers = concat!(env!("CARGO_MANIFEST_DIR"), "/peers");
    assert!(std::path::Path::new(peers).join("../node_modules").exists(), "run scripts/peers first");
    let mut client = Command::new("node");
    client.args(["device.mjs", &server.url]).current_dir(peers).stdout(Stdio::piped()).kill_on_drop(true);
    let mut client = client.spawn().unwrap();
    let mut lines = BufReader::new(client.stdout.take().unwrap()).lines();
    let mut next = async || -> Value { serde_json::from_str(&lines.next_line().await.unwrap().unwrap()).unwrap() };

    let started = next().await;
    assert_eq!(started["verification_uri"], format!("{}/device", server.url));
    let code = json!({ "userCode": started["user_code"] });
    let asks = server.post(&format!("{PATH}/lookup"), Some(&owner.token), code.clone()).await.ok(200);
    assert_eq!(asks["clientName"], "a stock client");
    server.post(&format!("{PATH}/approve"), Some(&owner.token), code).await.ok(200);
    let got = next().await;
    assert_eq!((&got["scope"], &got["status"]), (&json!("terminal models:read"), &json!(200)), "{got}");
    assert!(got["models"].as_array().is_some_and(|models| !models.is_empty()), "{got}");
    assert!(client.wait().await.unwrap().success());
}

async fn approved(server: &Server, owner: &Owner) -> String {
    let started = server.post(PATH, None, json!({})).await.ok(200);
    let code = json!({ "userCode": started["userCode"] });
    server.post(&format!("{PATH}/approve"), Some(&owner.token), code).await.ok(200);
    text(&started["deviceCode"])
}

#[tokio::test]
async fn killed_right_after_an_answer_it_gives_no_second_key_and_keeps_the_first() {
    let site = Site::new().await;
    let mut server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let path = format!("{PATH}/token");
    for _ in 0..5 {
        let body = json!({ "deviceCode": approved(&server, &owner).await });
        // The approval is kept.
        server.child.kill().await.unwrap();
        server = site.serve().await;
        let key = text(&server.post(&path, None, body.clone()).await.ok(200)["key"]);
        server.child.kill().await.unwrap();
        server = site.serve().await;
        let again = server.post(&path, None, body).await;
        again.refused(400, "BAD_REQUEST");
        assert_eq!(again.message(), "invalid_grant");
        models(&server, &key).await.ok(200);
    }
}
