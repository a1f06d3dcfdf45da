//! What waits is sent now, and what was missed is sent afterwards.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, World};

use super::{happen, scene};

fn since(world: &World, ago: u64) -> Value {
    json!({ "since": world.state().now().minus(Duration::from_secs(ago)).to_string() })
}

#[tokio::test]
async fn one_that_waits_for_its_next_attempt_is_sent_now_202() {
    let (world, ada, receiver, endpoint) = scene().await;
    receiver.say(500);
    happen(&ada).await;
    world.deliver().await;
    assert_eq!(receiver.take().len(), 1);
    receiver.say(200);
    let delivery = endpoint.deliveries(&ada.session).await[0].clone();
    assert_eq!(delivery["status"], "pending");
    assert!(delivery["nextAttemptAt"].as_str().unwrap() > world.state().now().to_string().as_str());
    assert_eq!(world.deliver().await, 0);
    let path = format!("{}/deliveries/{}/redeliver", endpoint.path(), delivery["id"].as_str().unwrap());
    let now = ada.session.post_empty(&path).await.ok(202);
    assert_eq!((&now["status"], &now["attempts"]), (&json!("pending"), &json!(1)));
    assert_eq!(world.deliver().await, 1);
    assert_eq!(endpoint.deliveries(&ada.session).await[0]["status"], "delivered");
}

#[tokio::test]
async fn what_happened_while_it_was_off_is_sent_once_202() {
    let (world, ada, receiver, endpoint) = scene().await;
    happen(&ada).await;
    world.deliver().await;
    let first = receiver.one();
    ada.session.patch(&endpoint.path(), json!({ "enabled": false })).await.ok(200);
    for _ in 0..3 {
        happen(&ada).await;
    }
    let replay = format!("{}/replay", endpoint.path());
    ada.session.post(&replay, since(&world, 3600)).await.refused(409, "CONFLICT");
    ada.session.patch(&endpoint.path(), json!({ "enabled": true })).await.ok(200);
    world.deliver().await;
    assert!(receiver.take().is_empty());
    world.advance(Duration::from_secs(60));

    let replayed = ada.session.post(&replay, since(&world, 3600)).await.ok(202);
    world.deliver().await;
    let agents: Vec<_> = receiver.take().into_iter().filter(|sent| sent.body["type"] == "agent.created").collect();
    assert_eq!(agents.len(), 3, "{replayed}");
    assert!(agents.iter().all(|sent| sent.id != first.id && sent.is_signed_with(&endpoint.secret)));
    // Each was sent, or is: nothing comes twice.
    assert_eq!(ada.session.post(&replay, since(&world, 3600)).await.ok(202)["queued"], 0);
    assert_eq!(world.deliver().await, 0);
}

#[tokio::test]
async fn what_was_given_up_is_sent_again_and_a_new_endpoint_hears_of_what_was_before_it() {
    let (world, ada, receiver, endpoint) = scene().await;
    receiver.say(410);
    happen(&ada).await;
    world.deliver().await;
    receiver.take();
    receiver.say(200);
    ada.session.patch(&endpoint.path(), json!({ "enabled": true })).await.ok(200);
    world.advance(Duration::from_secs(1));
    let replay = format!("{}/replay", endpoint.path());
    ada.session.post(&replay, since(&world, 60)).await.ok(202);
    world.deliver().await;
    assert_eq!(receiver.take().iter().filter(|sent| sent.body["type"] == "agent.created").count(), 1);

    let late = super::Endpoint::create(&ada, receiver.url()).await;
    world.advance(Duration::from_secs(1));
    ada.session.post(&format!("{}/replay", late.path()), since(&world, 60)).await.ok(202);
    world.deliver().await;
    assert_eq!(receiver.take().iter().filter(|sent| sent.body["type"] == "agent.created").count(), 1);
}

#[tokio::test]
async fn a_bad_interval_is_400_a_strangers_endpoint_404_and_without_a_step_up_403() {
    let (world, mut ada, _, endpoint) = scene().await;
    let replay = format!("{}/replay", endpoint.path());
    ada.session.post(&replay, since(&world, 30 * 24 * 3600)).await.names_field("since");
    let mut body = since(&world, 60);
    body["until"] = world.state().now().plus(Duration::from_secs(60)).to_string().into();
    ada.session.post(&replay, body).await.names_field("until");
    ada.session.post(&replay, json!({})).await.names_field("since");
    let eve = world.owner("eve").await.enrolled().await;
    eve.session.post(&replay, since(&world, 60)).await.refused(404, "NOT_FOUND");
    world.advance(Duration::from_secs(601));
    ada.session.post(&replay, since(&world, 60)).await.asks_for_step_up();
    ada.step_up().await;
}

#[tokio::test]
async fn deliveries_are_listed_by_what_has_become_of_them() {
    let (world, ada, receiver, endpoint) = scene().await;
    happen(&ada).await;
    world.deliver().await;
    receiver.say(500);
    happen(&ada).await;
    world.deliver().await;
    for (status, count) in [("delivered", 1), ("pending", 1), ("failed", 0)] {
        let path = format!("{}/deliveries?status={status}&total=true", endpoint.path());
        let listed = ada.session.get(&path).await.ok(200);
        let all = listed["items"].as_array().unwrap();
        assert!(all.len() == count && all.iter().all(|delivery| delivery["status"] == status), "{listed}");
        assert_eq!(listed["total"], count);
    }
    ada.session.get(&format!("{}/deliveries?status=lost", endpoint.path())).await.names_field("status");
}
