//! Webhooks of the real program: verified by the specification's own library, and not lost by kill -9.

use std::time::Duration;

use serde_json::json;
use tests::{
    PAYMENT_SECRET, Peer, Reaction, Receiver,
    process::{self, Server},
};

use super::{
    Site,
    story::{Owner, text},
};

const PATH: &str = "/api/v1/webhook-endpoints";

async fn endpoint(server: &Server, owner: &Owner, url: &str) -> (String, String) {
    let made = server.post(PATH, Some(&owner.token), json!({ "url": url })).await.ok(201);
    (text(&made["id"]), text(&made["secret"]))
}

/// npm `standardwebhooks`, by one secret and, while they overlap, by each of two.
#[tokio::test]
async fn a_stock_library_verifies_what_is_sent() {
    let site = Site::new().await;
    let server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    // The receiver has to know the secret, and the endpoint where the receiver is.
    let (id, secret) = endpoint(&server, &owner, "http://127.0.0.1:1/").await;
    let path = format!("{PATH}/{id}");
    let rotated = server.post(&format!("{path}/rotate-secret"), Some(&owner.token), json!({})).await.ok(201);
    let new = text(&rotated["secret"]);
    let wrong = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let peer = Peer::start("webhook.mjs", &[&secret, &new, wrong]).await;
    let body = json!({ "url": peer.url });
    server.send(http::Method::PATCH, &path, Some(&owner.token), Some(body)).await.ok(200);

    let (key, _) = owner.mint(&server).await;
    let received = peer.next().await;
    let [old, new, wrong] = received["messages"].as_array().unwrap().as_slice() else { panic!("{received}") };
    assert_eq!((&old["type"], &old["data"]["targetId"]), (&json!("key.minted"), &json!(key)));
    assert_eq!(old, new, "both verify");
    assert!(wrong["error"].is_string(), "{wrong}");

    let body = json!({ "overlapSeconds": 0 });
    let rotated = server.post(&format!("{path}/rotate-secret"), Some(&owner.token), body).await.ok(201);
    owner.revoke(&server, &key).await;
    let received = peer.next().await;
    assert!(received["messages"].as_array().unwrap().iter().all(|message| message["error"].is_string()), "{received}");
    let peer = Peer::start("webhook.mjs", &[&text(&rotated["secret"])]).await;
    let body = json!({ "url": peer.url });
    server.send(http::Method::PATCH, &path, Some(&owner.token), Some(body)).await.ok(200);
    owner.mint(&server).await;
    assert_eq!(peer.next().await["messages"][0]["type"], "key.minted");
}

/// The library verifies the payment and signs the callback.
#[tokio::test]
async fn a_payment_service_with_the_stock_library_settles_a_payment() {
    let site = Site::new().await;
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let callback = format!("callback=http://{address}/api/v1/billing/callbacks/payment");
    let peer = Peer::start("webhook.mjs", &[PAYMENT_SECRET, &callback]).await;
    let mut command = site.command();
    command.env("ALMOND_LISTEN", address.to_string()).env("ALMOND_PAYMENT_URL", &peer.url);
    command.env("ALMOND_PAYMENT_SECRET", PAYMENT_SECRET);
    let server = process::serve(command).await;
    let owner = Owner::new(&site, &server, "ada").await;

    let body = json!({ "amount": 1999, "currency": "EUR" }).to_string();
    let headers =
        format!("Authorization: Bearer {}\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n", owner.token);
    let path = "/api/v1/billing/machine-payments";
    let request = tests::http::request(&http::Method::POST, path, &headers, &body);
    let stream = server.connect(request).await;
    let made = tests::http::read(stream, &http::Method::POST, path).await.unwrap().ok(201);

    let received = peer.next().await;
    assert_eq!(received["messages"][0]["data"]["paymentId"], made["id"]);
    assert_eq!(received["settled"], 200);
    let shown = server.get(&format!("{path}/{}", text(&made["id"])), Some(&owner.token)).await.ok(200);
    assert_eq!((&shown["status"], &shown["externalId"]), (&json!("settled"), &json!("ch_1")));
}

#[tokio::test]
async fn killed_right_after_an_answer_it_sends_what_that_was_about_when_it_is_back() {
    let site = Site::new().await;
    let mut server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let receiver = Receiver::start().await;
    // It takes its time, so what is sent before a kill is not known to have arrived.
    receiver.react(Reaction { delay: Duration::from_secs(600), ..Reaction::default() });
    let (id, secret) = endpoint(&server, &owner, receiver.url()).await;
    let path = format!("{PATH}/{id}");
    let mut keys = Vec::new();
    for _ in 0..5 {
        keys.push(owner.mint(&server).await.0);
        server.child.kill().await.unwrap();
        server = site.serve().await;
    }
    receiver.say(204);
    receiver.take();
    // What a killed server had claimed is due again after half a minute.
    let mut told = Vec::new();
    while told.len() < keys.len() {
        let message = tokio::time::timeout(Duration::from_secs(100), receiver.next_patiently()).await.unwrap();
        assert!(message.is_signed_with(&secret));
        told.push(text(&message.body["data"]["targetId"]));
        told.sort();
        told.dedup();
    }
    keys.sort();
    assert_eq!(told, keys);
    let listed = server.get(&format!("{path}/deliveries"), Some(&owner.token)).await.ok(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 5);
}
