//! What arrives: the messages of the Standard Webhooks specification, once, for those who want them.

use std::time::{Duration, Instant};

use serde_json::json;
use tests::{Caller, Reaction, Receiver, World};

use super::{Endpoint, happen, scene};

#[tokio::test]
async fn an_event_arrives_signed_and_tells_ids_alone() {
    let (world, ada, receiver, endpoint) = scene().await;
    let (_, key) = ada.mint(&["models:read"]).await;
    assert_eq!(world.deliver().await, 1);
    let message = receiver.one();
    assert_eq!(message.path, "/hook");
    assert_eq!(message.body["type"], "key.minted");
    assert_eq!(message.body["timestamp"], world.state().now().to_string());
    let data = &message.body["data"];
    assert_eq!((&data["orgId"], &data["targetId"]), (&json!(ada.org), &json!(key)));
    assert_eq!(data["actor"], json!({ "kind": "user", "id": ada.user, "keyId": null }));
    assert_eq!(data["detail"], json!({ "scopes": ["models:read"], "rotatedFrom": null }));
    assert!(message.id.starts_with("msg_") && message.id.len() == 36, "{}", message.id);
    assert_eq!(message.timestamp, world.state().now().seconds());
    assert!(message.is_signed_with(&endpoint.secret) && !message.signatures.contains(' '));

    let sent = endpoint.deliveries(&ada.session).await;
    assert_eq!(sent[0]["status"], "delivered");
    assert_eq!((&sent[0]["attempts"], &sent[0]["lastResponseStatus"]), (&json!(1), &json!(204)));
    assert_eq!((&sent[0]["messageId"], &sent[0]["payload"]), (&json!(message.id), &message.body));
    assert_eq!(world.deliver().await, 0, "once is enough");
}

#[tokio::test]
async fn only_who_wants_an_event_is_sent_it_and_no_other_org() {
    let (world, ada, all, _) = scene().await;
    let (some, others) = (Receiver::start().await, Receiver::start().await);
    Endpoint::with(&ada, json!({ "url": some.url(), "events": ["key.minted", "key.revoked"] })).await;
    let bob = world.owner("bob").await.enrolled().await;
    Endpoint::create(&bob, others.url()).await;

    happen(&ada).await;
    let (_, key) = ada.mint(&[]).await;
    ada.session.delete(&format!("/api/v1/api-keys/{key}")).await.ok(200);
    world.deliver().await;
    let types = |receiver: &Receiver| {
        let mut types: Vec<_> = receiver.take().iter().map(|message| message.body["type"].clone()).collect();
        types.sort_by_key(ToString::to_string);
        types
    };
    // Of the endpoint that came after it, and not of itself.
    assert_eq!(types(&all), ["agent.created", "key.minted", "key.revoked", "webhook.created"]);
    assert_eq!(types(&some), ["key.minted", "key.revoked"]);
    assert!(others.take().is_empty());
}

#[tokio::test]
async fn a_change_that_was_not_kept_sends_nothing_and_one_of_no_event_neither() {
    let (world, ada, receiver, endpoint) = scene().await;
    ada.session.post("/api/v1/agents", json!({ "name": "" })).await.refused(400, "BAD_REQUEST");
    let unknown = "/api/v1/api-keys/019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40";
    ada.session.delete(unknown).await.refused(404, "NOT_FOUND");
    ada.session.post("/api/v1/orgs", json!({ "name": "another" })).await.ok(201);
    ada.session.patch(&endpoint.path(), json!({ "description": "its own" })).await.ok(200);
    assert_eq!(world.deliver().await, 0);
    assert!(receiver.take().is_empty());
}

#[tokio::test]
async fn what_is_queued_survives_a_restart() {
    let (world, ada, receiver, endpoint) = scene().await;
    happen(&ada).await;
    let world = world.restarted().await;
    assert_eq!(world.deliver().await, 1);
    assert!(receiver.one().is_signed_with(&endpoint.secret));
}

#[tokio::test]
async fn two_nodes_never_send_the_same_at_the_same_time() {
    let (world, ada, receiver, _) = scene().await;
    receiver.react(Reaction { delay: Duration::from_millis(100), ..Reaction::default() });
    for _ in 0..12 {
        happen(&ada).await;
    }
    let other = world.restarted().await;
    let (one, two) = tokio::join!(world.deliver(), other.deliver());
    assert_eq!(one + two, 12);
    let mut ids: Vec<_> = receiver.take().into_iter().map(|message| message.id).collect();
    assert_eq!(ids.len(), 12);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 12, "something was sent twice");
}

#[tokio::test]
async fn what_a_node_had_claimed_that_died_is_sent_by_another_when_the_claim_runs_out() {
    let (world, ada, receiver, endpoint) = scene().await;
    receiver.react(Reaction { delay: Duration::from_secs(60), ..Reaction::default() });
    happen(&ada).await;
    // The node dies while it sends.
    let died = tokio::time::timeout(Duration::from_millis(500), world.deliver()).await;
    assert!(died.is_err());
    let id = receiver.one().id;
    receiver.say(204);
    assert_eq!(endpoint.deliveries(&ada.session).await[0]["status"], "pending");
    assert_eq!(world.deliver().await, 0, "it is claimed");
    world.advance(Duration::from_secs(30));
    assert_eq!(world.deliver().await, 1);
    assert_eq!(receiver.one().id, id, "the same message");
}

#[tokio::test]
async fn a_slow_receiver_holds_up_nobody_else() {
    let world = World::with().set("ALMOND_MINT_BURST", "1000").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (slow, quick) = (Receiver::start().await, Receiver::start().await);
    slow.react(Reaction { delay: Duration::from_secs(20), ..Reaction::default() });
    Endpoint::create(&ada, slow.url()).await;
    Endpoint::create(&ada, quick.url()).await;
    for _ in 0..10 {
        happen(&ada).await;
    }
    let begun = Instant::now();
    let sending = tokio::spawn(resource::webhook::run(world.state().clone(), Default::default()));
    for _ in 0..10 {
        quick.next().await;
    }
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    for _ in 0..4 {
        slow.next().await;
    }
    assert_eq!(slow.take().len(), 0, "four at a time");
    sending.abort();
}
