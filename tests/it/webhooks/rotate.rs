//! POST /webhook-endpoints/{id}/rotate-secret.

use std::time::Duration;

use serde_json::{Value, json};
use tests::Caller;

use super::{happen, scene};

#[tokio::test]
async fn during_the_overlap_both_secrets_sign_and_afterwards_the_new_one_alone() {
    let (world, ada, receiver, endpoint) = scene().await;
    let path = format!("{}/rotate-secret", endpoint.path());
    let rotated = ada.session.post(&path, json!({ "overlapSeconds": 60 })).await.ok(201);
    let new = rotated["secret"].as_str().unwrap();
    // Of the rotation itself it is told too.
    world.deliver().await;
    assert!(receiver.one().text.contains("webhook.secret_rotated"));
    assert_ne!(new, endpoint.secret);
    assert_eq!(rotated["previousSecretUntil"], json!(world.state().now().plus(Duration::from_secs(60)).to_string()));
    happen(&ada).await;
    world.deliver().await;
    let message = receiver.one();
    assert!(message.is_signed_with(new) && message.is_signed_with(&endpoint.secret));
    assert_eq!(message.signatures.split(' ').count(), 2);

    world.advance(Duration::from_secs(60));
    happen(&ada).await;
    world.deliver().await;
    let message = receiver.one();
    assert!(message.is_signed_with(new) && !message.is_signed_with(&endpoint.secret));
    assert_eq!(endpoint.get(&ada.session).await["previousSecretUntil"], Value::Null);
}

#[tokio::test]
async fn without_an_overlap_the_old_secret_is_void_at_once() {
    let (world, ada, receiver, endpoint) = scene().await;
    let path = format!("{}/rotate-secret", endpoint.path());
    let rotated = ada.session.post(&path, json!({ "overlapSeconds": 0 })).await.ok(201);
    world.deliver().await;
    receiver.take();
    happen(&ada).await;
    world.deliver().await;
    let message = receiver.one();
    assert!(message.is_signed_with(rotated["secret"].as_str().unwrap()) && !message.is_signed_with(&endpoint.secret));
}

#[tokio::test]
async fn an_overlap_of_more_than_30_days_is_400_and_the_secret_stays() {
    let (world, ada, receiver, endpoint) = scene().await;
    let path = format!("{}/rotate-secret", endpoint.path());
    ada.session.post(&path, json!({ "overlapSeconds": 2_592_001 })).await.names_field("overlapSeconds");
    happen(&ada).await;
    world.deliver().await;
    assert!(receiver.one().is_signed_with(&endpoint.secret));
    let audited = ada.session.get("/api/v1/audit-events?action=webhook.secret_rotated").await.ok(200);
    assert_eq!(audited["items"], json!([]));
}
