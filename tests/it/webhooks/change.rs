//! PATCH and DELETE /webhook-endpoints/{id}.

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, Receiver};

use super::{Endpoint, PATH, happen, scene};

#[tokio::test]
async fn what_is_named_changes_and_what_is_absent_stays_200() {
    let (world, ada, _, endpoint) = scene().await;
    let other = Receiver::start().await;
    let body = json!({ "url": other.url(), "description": "for CI", "events": ["key.minted", "agent.created"] });
    let changed = ada.session.patch(&endpoint.path(), body).await.ok(200);
    assert_eq!(changed["events"], json!(["agent.created", "key.minted"]));
    let cleared = ada.session.patch(&endpoint.path(), json!({ "description": null })).await.ok(200);
    assert_eq!((&cleared["description"], &cleared["url"]), (&Value::Null, &json!(other.url())));
    happen(&ada).await;
    world.deliver().await;
    other.one();
    let all = ada.session.patch(&endpoint.path(), json!({ "events": null })).await.ok(200);
    assert_eq!(all["events"], Value::Null);
}

#[tokio::test]
async fn a_change_that_is_refused_changes_nothing_400() {
    let (_, ada, _, endpoint) = scene().await;
    let before = endpoint.get(&ada.session).await;
    for (field, value) in [
        ("url", json!(null)),
        ("url", json!("https://10.0.0.1/")),
        ("enabled", json!(null)),
        ("events", json!([])),
        ("disabledReason", json!("x")),
        ("secret", json!("x")),
    ] {
        let mut body = json!({ "description": "changed" });
        body[field] = value;
        ada.session.patch(&endpoint.path(), body).await.names_field(field);
    }
    assert_eq!(endpoint.get(&ada.session).await, before);
}

#[tokio::test]
async fn what_is_turned_off_is_sent_nothing_and_what_was_queued_is_given_up() {
    let (world, ada, receiver, endpoint) = scene().await;
    happen(&ada).await;
    let off = ada.session.patch(&endpoint.path(), json!({ "enabled": false })).await.ok(200);
    assert_eq!((&off["enabled"], &off["disabledReason"]), (&json!(false), &Value::Null));
    happen(&ada).await;
    assert_eq!(world.deliver().await, 0);
    assert!(receiver.take().is_empty());
    let sent = endpoint.deliveries(&ada.session).await;
    assert_eq!(sent.len(), 1, "nothing is queued for it while it is off");
    assert_eq!((&sent[0]["status"], &sent[0]["lastError"]), (&json!("failed"), &json!("endpoint_disabled")));
    ada.session.post_empty(&format!("{}/test", endpoint.path())).await.refused(409, "CONFLICT");

    ada.session.patch(&endpoint.path(), json!({ "enabled": true })).await.ok(200);
    happen(&ada).await;
    assert_eq!(world.deliver().await, 1);
    receiver.one();
}

#[tokio::test]
async fn what_is_deleted_is_gone_with_its_deliveries_and_404_from_then_on() {
    let (world, ada, receiver, endpoint) = scene().await;
    happen(&ada).await;
    assert_eq!(ada.session.delete(&endpoint.path()).await.ok(200), json!({ "deleted": true }));
    ada.session.get(&endpoint.path()).await.refused(404, "NOT_FOUND");
    ada.session.delete(&endpoint.path()).await.refused(404, "NOT_FOUND");
    assert_eq!(world.deliver().await, 0);
    assert!(receiver.take().is_empty());
    happen(&ada).await;
    let audited = ada.session.get("/api/v1/audit-events?action=webhook.deleted").await.ok(200);
    assert_eq!(audited["items"][0]["detail"], json!({ "host": "127.0.0.1" }));
    assert_eq!(ada.session.get(PATH).await.ok(200)["items"], json!([]));
}

#[tokio::test]
async fn a_change_needs_a_step_up_403() {
    let (world, ada, _, endpoint) = scene().await;
    world.advance(std::time::Duration::from_secs(600));
    ada.session.patch(&endpoint.path(), json!({ "enabled": false })).await.asks_for_step_up();
    ada.session.delete(&endpoint.path()).await.asks_for_step_up();
    ada.session.post_empty(&format!("{}/rotate-secret", endpoint.path())).await.asks_for_step_up();
    ada.session.post_empty(&format!("{}/test", endpoint.path())).await.asks_for_step_up();
    endpoint.get(&ada.session).await;
}

/// What is queued for an endpoint holds it, and what deletes one holds it too: neither makes the other fail.
#[tokio::test(flavor = "multi_thread")]
async fn endpoints_are_deleted_while_events_are_queued_for_them() {
    let (world, ada, receiver, _) = scene().await;
    let bob = world.member("bob", &ada.org, OrgRole::Admin).await.enrolled().await;
    let mut endpoints = Vec::new();
    for _ in 0..6 {
        endpoints.push(Endpoint::create(&bob, receiver.url()).await);
    }
    let queuing: Vec<_> = (0..24)
        .map(|_| {
            let session = ada.session.clone();
            tokio::spawn(async move { session.post("/api/v1/agents", json!({ "name": "runner" })).await })
        })
        .collect();
    let deleting: Vec<_> = endpoints
        .into_iter()
        .map(|endpoint| {
            let session = bob.session.clone();
            tokio::spawn(async move { session.delete(&endpoint.path()).await })
        })
        .collect();
    for task in queuing {
        task.await.unwrap().ok(201);
    }
    for task in deleting {
        task.await.unwrap().ok(200);
    }
    world.deliver().await;
    let told = receiver.take();
    let of_agents = told.iter().filter(|message| message.body["type"] == "agent.created").count();
    assert_eq!(of_agents, 24, "to the one that is left");
}
