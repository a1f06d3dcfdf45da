//! What was sent: the list, /test and /redeliver.

use std::time::Duration;

use serde_json::json;
use tests::Caller;

use super::{happen, scene};

#[tokio::test]
async fn deliveries_are_listed_newest_first_by_pages() {
    let (world, ada, _, endpoint) = scene().await;
    for _ in 0..3 {
        happen(&ada).await;
        world.advance(Duration::from_millis(1));
    }
    let all = endpoint.deliveries(&ada.session).await;
    let path = format!("{}/deliveries", endpoint.path());
    let first = ada.session.get(&format!("{path}?limit=2")).await.ok(200);
    let cursor = first["nextCursor"].as_str().unwrap();
    let second = ada.session.get(&format!("{path}?limit=2&cursor={cursor}")).await.ok(200);
    assert_eq!([first["items"].as_array().unwrap().as_slice(), second["items"].as_array().unwrap()].concat(), all);
    assert!(all.windows(2).all(|pair| pair[0]["createdAt"].as_str() > pair[1]["createdAt"].as_str()));
}

#[tokio::test]
async fn a_test_message_is_sent_202_whatever_events_the_endpoint_wants() {
    let (world, ada, receiver, endpoint) = scene().await;
    ada.session.patch(&endpoint.path(), json!({ "events": ["key.minted"] })).await.ok(200);
    let queued = ada.session.post_empty(&format!("{}/test", endpoint.path())).await.ok(202);
    assert_eq!((&queued["event"], &queued["status"]), (&json!("webhook.test"), &json!("pending")));
    world.deliver().await;
    let message = receiver.one();
    assert!(message.is_signed_with(&endpoint.secret));
    assert_eq!(message.body["type"], "webhook.test");
    assert_eq!(message.body["data"], json!({ "orgId": ada.org, "endpointId": endpoint.id }));
    assert_eq!(json!(message.id), queued["messageId"]);
}

#[tokio::test]
async fn a_message_is_sent_once_more_with_its_own_id_202() {
    let (world, ada, receiver, endpoint) = scene().await;
    happen(&ada).await;
    let delivery = endpoint.deliveries(&ada.session).await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("{}/deliveries/{delivery}/redeliver", endpoint.path());
    world.deliver().await;
    let first = receiver.one();
    world.advance(Duration::from_secs(60));
    assert_eq!(ada.session.post_empty(&path).await.ok(202)["status"], "pending");
    world.deliver().await;
    let again = receiver.one();
    assert_eq!((&again.id, &again.text), (&first.id, &first.text));
    assert!(again.is_signed_with(&endpoint.secret) && again.timestamp == first.timestamp + 60);
    assert_eq!(endpoint.deliveries(&ada.session).await.len(), 1);
    let unknown = format!("{}/deliveries/{}/redeliver", endpoint.path(), endpoint.id);
    ada.session.post_empty(&unknown).await.refused(404, "NOT_FOUND");
}
