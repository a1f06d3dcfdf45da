//! Nothing is sent inside, wherever a name leads and whatever a receiver answers.

use std::time::Duration;

use serde_json::json;
use tests::{Caller, Reaction, Receiver};

use super::{Endpoint, happen, scene};

#[tokio::test]
async fn a_name_that_leads_inside_is_refused_at_every_attempt() {
    let (world, ada, first, own) = scene().await;
    ada.session.delete(&own.path()).await.ok(200);
    drop(first);
    let receiver = Receiver::start().await;
    let url = format!("https://rebinds.example:{}/hook", receiver.port());
    let endpoint = Endpoint::create(&ada, &url).await;
    for (addresses, error) in [
        (&["10.0.0.1"][..], "address_refused"),
        (&["169.254.169.254"], "address_refused"),
        (&["fd00::1", "1.1.1.1"], "address_refused"),
        (&["::ffff:127.0.0.1"], "address_refused"),
        (&["100.64.0.1"], "address_refused"),
        (&[], "name_not_resolved"),
    ] {
        world.resolve("rebinds.example", addresses);
        happen(&ada).await;
        assert_eq!(world.deliver().await, 1);
        let sent = endpoint.deliveries(&ada.session).await;
        assert_eq!(sent[0]["lastError"], json!(error), "{addresses:?}");
        ada.session.patch(&endpoint.path(), json!({ "enabled": false })).await.ok(200);
        ada.session.patch(&endpoint.path(), json!({ "enabled": true })).await.ok(200);
        world.advance(Duration::from_millis(1));
    }
    assert!(receiver.take().is_empty());
}

#[tokio::test]
async fn a_name_is_followed_to_where_it_leads_now() {
    let (world, ada, receiver, _) = scene().await;
    let named = Endpoint::create(&ada, &format!("http://moves.example:{}/named", receiver.port())).await;
    world.resolve("moves.example", &["127.0.0.1"]);
    happen(&ada).await;
    world.deliver().await;
    assert!(receiver.take().iter().any(|message| message.path == "/named"));
    world.advance(Duration::from_millis(1));
    // By plain http it may go to an allowed network alone.
    world.resolve("moves.example", &["1.1.1.1"]);
    happen(&ada).await;
    world.deliver().await;
    assert_eq!(named.deliveries(&ada.session).await[0]["lastError"], "address_refused");
}

#[tokio::test]
async fn a_redirect_is_a_failure_and_nobody_goes_there() {
    let (world, ada, receiver, endpoint) = scene().await;
    let inside = Receiver::start().await;
    for status in [301, 302, 303, 307, 308] {
        let headers = vec![("location", inside.url().to_owned())];
        receiver.react(Reaction { status, headers, ..Reaction::default() });
        happen(&ada).await;
        world.deliver().await;
        let sent = endpoint.deliveries(&ada.session).await;
        assert_eq!((&sent[0]["lastError"], &sent[0]["lastResponseStatus"]), (&json!("redirected"), &json!(status)));
        world.advance(Duration::from_millis(1));
    }
    assert!(inside.take().is_empty());
}

#[tokio::test]
async fn a_large_answer_is_not_kept_and_its_status_counts() {
    let (world, ada, receiver, endpoint) = scene().await;
    receiver.react(Reaction { status: 200, body: "x".repeat(10_000_000), ..Reaction::default() });
    happen(&ada).await;
    world.deliver().await;
    let sent = endpoint.deliveries(&ada.session).await;
    assert_eq!(sent[0]["status"], "delivered");
    assert!(!sent[0].to_string().contains("xxx"));
}
