//! What doesn't arrive is sent again, less and less often, and in the end given up.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, Reaction};

use super::{again, happen, scene};

const DAY: u64 = 24 * 3600;

#[tokio::test]
async fn a_message_is_sent_ten_times_over_three_days_and_then_given_up() {
    let (world, ada, receiver, endpoint) = scene().await;
    receiver.say(500);
    happen(&ada).await;
    let began = world.state().now();
    let mut ids = Vec::new();
    for wait in [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, DAY] {
        if wait > 0 {
            world.advance(Duration::from_secs(wait - 1));
            assert_eq!(world.deliver().await, 0, "too early");
            // Up to a tenth late.
            world.advance(Duration::from_secs(wait / 10 + 2));
        }
        assert_eq!(world.deliver().await, 1, "after {wait} s");
        let message = receiver.one();
        assert_eq!(message.timestamp, world.state().now().seconds(), "the time is the attempt's");
        assert!(message.is_signed_with(&endpoint.secret));
        ids.push(message.id);
    }
    ids.dedup();
    assert_eq!(ids.len(), 1, "the id is the message's");
    let days = world.state().now().since(began).as_secs() / DAY;
    assert_eq!(days, 3);

    let ada = again(&world, ada).await;
    // Signing in again is an event, too.
    let mut sent = endpoint.deliveries(&ada.session).await;
    sent.retain(|delivery| delivery["event"] == "agent.created");
    assert_eq!((&sent[0]["status"], &sent[0]["attempts"]), (&json!("failed"), &json!(10)));
    assert_eq!((&sent[0]["lastResponseStatus"], &sent[0]["lastError"]), (&json!(500), &json!("refused")));
    assert_eq!(sent[0]["nextAttemptAt"], Value::Null);
    world.advance(Duration::from_secs(30 * DAY));
    receiver.take();
    world.deliver().await;
    assert!(receiver.take().iter().all(|message| message.body["type"] != "agent.created"));
}

#[tokio::test]
async fn one_attempt_that_arrives_is_enough() {
    let (world, ada, receiver, endpoint) = scene().await;
    receiver.say(503);
    happen(&ada).await;
    world.deliver().await;
    let waiting = endpoint.deliveries(&ada.session).await;
    assert_eq!((&waiting[0]["status"], &waiting[0]["attempts"]), (&json!("pending"), &json!(1)));
    assert!(waiting[0]["nextAttemptAt"].is_string());
    assert!(endpoint.get(&ada.session).await["failingSince"].is_string());
    receiver.say(200);
    world.advance(Duration::from_secs(6));
    assert_eq!(world.deliver().await, 1);
    assert_eq!(endpoint.deliveries(&ada.session).await[0]["status"], "delivered");
    assert_eq!(endpoint.get(&ada.session).await["failingSince"], Value::Null);
}

#[tokio::test]
async fn a_receiver_that_wants_to_be_left_alone_for_a_while_is() {
    let (world, ada, receiver, _) = scene().await;
    let headers = vec![("retry-after", "3600".to_owned())];
    receiver.react(Reaction { status: 429, headers, ..Reaction::default() });
    happen(&ada).await;
    world.deliver().await;
    world.advance(Duration::from_secs(3599));
    assert_eq!(world.deliver().await, 0);
    world.advance(Duration::from_secs(1));
    assert_eq!(world.deliver().await, 1);
}

#[tokio::test]
async fn who_answers_410_is_turned_off_and_its_owners_are_told() {
    let (world, ada, receiver, endpoint) = scene().await;
    receiver.say(410);
    happen(&ada).await;
    world.deliver().await;
    let shown = endpoint.get(&ada.session).await;
    assert_eq!((&shown["enabled"], &shown["disabledReason"]), (&json!(false), &json!("gone")));
    let sent = endpoint.deliveries(&ada.session).await;
    assert_eq!((&sent[0]["status"], &sent[0]["lastResponseStatus"]), (&json!("failed"), &json!(410)));
    let audited = ada.session.get("/api/v1/audit-events?action=webhook.disabled").await.ok(200);
    assert_eq!(audited["items"][0]["actor"], json!({ "kind": "server", "id": null, "keyId": null }));
    let mails = world.mails(&ada.email).await;
    assert!(mails.iter().any(|mail| mail.subject == "A webhook was turned off"), "nobody was told");
    happen(&ada).await;
    assert_eq!(world.deliver().await, 0);
}

#[tokio::test]
async fn who_takes_nothing_for_five_days_is_turned_off() {
    let (world, ada, receiver, endpoint) = scene().await;
    receiver.say(404);
    happen(&ada).await;
    world.deliver().await;
    world.advance(Duration::from_secs(5 * DAY));
    let ada = again(&world, ada).await;
    assert_eq!(endpoint.get(&ada.session).await["enabled"], json!(true));
    world.deliver().await;
    let shown = endpoint.get(&ada.session).await;
    assert_eq!((&shown["enabled"], &shown["disabledReason"]), (&json!(false), &json!("failing")));
}

#[tokio::test]
async fn what_was_sent_is_kept_for_30_days() {
    let (world, ada, _, endpoint) = scene().await;
    happen(&ada).await;
    world.deliver().await;
    world.advance(Duration::from_secs(29 * DAY));
    resource::webhook::forget_old(world.state()).await.unwrap();
    let ada = again(&world, ada).await;
    // Signing in again is an event, too.
    let of_agents = async |ada: &tests::Person| {
        let all = endpoint.deliveries(&ada.session).await;
        all.iter().filter(|delivery| delivery["event"] == "agent.created").count()
    };
    assert_eq!(of_agents(&ada).await, 1);
    world.advance(Duration::from_secs(2 * DAY));
    resource::webhook::forget_old(world.state()).await.unwrap();
    let ada = again(&world, ada).await;
    assert_eq!(of_agents(&ada).await, 0);
}
