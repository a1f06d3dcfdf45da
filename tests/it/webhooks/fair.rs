//! Whatever other orgs have sent, and however slowly their receivers answer, an org's messages are sent promptly.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, Person, Reaction, Receiver, World};
use tokio::task::JoinHandle;

use super::{
    Endpoint,
    crowd::{crowd, make_org, queue},
    happen,
};
use crate::{payments::pay, projects};

/// What one org, and all orgs that have some already, may have under way; and all there is.
const OF_ORG: usize = 8;
const BUT_THE_RESERVE: usize = 48;
const ALL: usize = 64;
/// Longer than any of these tests.
const SLOW: Duration = Duration::from_secs(60);

/// A world that sends by itself, and somebody in it with a receiver that answers at once.
struct Scene {
    world: World,
    ada: Person,
    quick: Receiver,
    slow: Receiver,
    sending: JoinHandle<()>,
}

impl Scene {
    async fn new() -> Self {
        let world = World::with().set("ALMOND_MINT_BURST", "1000").build().await;
        let ada = world.owner("ada").await.enrolled().await;
        let (quick, slow) = (Receiver::start().await, Receiver::start().await);
        Endpoint::create(&ada, quick.url()).await;
        slow.react(Reaction { delay: SLOW, ..Reaction::default() });
        let sending = tokio::spawn(resource::webhook::run(world.state().clone(), Default::default()));
        Self { world, ada, quick, slow, sending }
    }

    /// Waits until so many slow attempts are under way.
    async fn until_under_way(&self, count: usize) {
        self.world.state().webhooks.wake();
        for _ in 0..count {
            self.slow.next().await;
        }
    }

    /// Something happens, and it arrives.
    async fn is_prompt(&self) {
        happen(&self.ada).await;
        self.quick.next().await;
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        self.sending.abort();
    }
}

#[tokio::test]
async fn one_org_with_slow_receivers_and_many_events_has_its_share_and_no_more() {
    let scene = Scene::new().await;
    let bob = scene.world.owner("bob").await.enrolled().await;
    let workspace = bob.session.post("/api/v1/workspaces", json!({ "name": "w" })).await.ok(201);
    let project = projects::path(&projects::create(&bob, workspace["id"].as_str().unwrap(), "p").await);
    for _ in 0..20 {
        Endpoint::create(&bob, scene.slow.url()).await;
    }
    for number in 0..200 {
        bob.session.patch(&project, json!({ "name": format!("p{number}") })).await.ok(200);
    }
    scene.until_under_way(OF_ORG).await;
    for _ in 0..10 {
        scene.is_prompt().await;
    }
    assert!(scene.slow.take().is_empty(), "an org has {OF_ORG} attempts under way, not more");
}

/// 260 endpoints with old deliveries are more than are looked at in one go.
#[tokio::test]
async fn thirteen_orgs_with_old_deliveries_at_twenty_endpoints_each_hide_nobody() {
    let scene = Scene::new().await;
    crowd(&scene.world, 13, 20, 5, scene.slow.url()).await;
    scene.until_under_way(BUT_THE_RESERVE).await;
    for _ in 0..3 {
        scene.is_prompt().await;
    }
    let from_the_reserve = scene.slow.take().len();
    assert!(from_the_reserve < 13, "{from_the_reserve}: one each, of orgs that had none");
}

#[tokio::test]
async fn when_all_there_is_was_taken_a_slow_one_makes_room() {
    let scene = Scene::new().await;
    crowd(&scene.world, ALL + 6, 1, 1, scene.slow.url()).await;
    scene.until_under_way(ALL).await;
    scene.is_prompt().await;
}

#[tokio::test]
async fn a_message_that_made_room_is_sent_again_and_its_attempt_does_not_count() {
    let scene = Scene::new().await;
    let slow = Endpoint::create(&scene.ada, scene.slow.url()).await;
    for _ in 0..4 {
        happen(&scene.ada).await;
    }
    scene.until_under_way(4).await;
    // One more than there is room for: it takes one of the org that has the most.
    crowd(&scene.world, ALL - 3, 1, 1, scene.slow.url()).await;
    scene.until_under_way(ALL - 3).await;
    let crowded_out = loop {
        let sent = slow.deliveries(&scene.ada.session).await;
        if let Some(crowded_out) = sent.iter().find(|delivery| delivery["lastError"] == "crowded_out") {
            break crowded_out.clone();
        }
        tokio::task::yield_now().await;
    };
    assert_eq!((&crowded_out["status"], &crowded_out["attempts"]), (&json!("pending"), &json!(0)));
    assert!(crowded_out["nextAttemptAt"].is_string());
    assert_eq!(slow.get(&scene.ada.session).await["failingSince"], Value::Null);
    let metrics = scene.world.state().metrics.render().unwrap();
    assert!(metrics.contains(r#"{outcome="postponed"} 1"#), "{metrics}");
}

#[tokio::test]
async fn a_receiver_that_was_slow_is_sent_one_at_a_time_until_it_is_quick_again() {
    let scene = Scene::new().await;
    scene.slow.react(Reaction { delay: Duration::from_millis(3_200), ..Reaction::default() });
    Endpoint::create(&scene.ada, scene.slow.url()).await;
    for _ in 0..12 {
        happen(&scene.ada).await;
    }
    for _ in 0..4 {
        scene.slow.next().await;
    }
    scene.slow.react(Reaction { delay: SLOW, ..Reaction::default() });
    scene.slow.next().await;
    for _ in 0..12 {
        scene.quick.next().await;
    }
    assert!(scene.slow.take().is_empty(), "it arrived, but late");
}

#[tokio::test]
async fn one_orgs_payments_wait_behind_themselves() {
    let service = Receiver::start().await;
    let world = World::with().set("ALMOND_PAYMENT_URL", service.url()).build().await;
    let ada = world.owner("ada").await.enrolled().await;
    let other = make_org(&world).await;
    queue(&world, other, None, 300).await;
    let made = pay(&ada.session, "k", json!({ "amount": 1000, "currency": "EUR" })).await.ok(201);
    assert_eq!(world.deliver().await, 301);
    let received = service.take();
    let place = received.iter().position(|message| message.body["data"]["paymentId"] == made["id"]);
    assert!(place.is_some_and(|place| place < 8), "{place:?}");
}

#[tokio::test]
async fn an_endpoint_that_is_too_far_behind_is_turned_off_and_its_owners_are_told() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let receiver = Receiver::start().await;
    let endpoint = Endpoint::create(&ada, receiver.url()).await;
    let (org, id) = (ada.org.parse().unwrap(), endpoint.id.parse().unwrap());
    queue(&world, org, Some(id), 20_000).await;
    happen(&ada).await;
    queue(&world, org, Some(id), 8).await;
    world.deliver().await;
    let shown = endpoint.get(&ada.session).await;
    assert_eq!((&shown["enabled"], &shown["disabledReason"]), (&json!(false), &json!("behind")));
    let newest = &endpoint.deliveries(&ada.session).await[0];
    assert_eq!((&newest["status"], &newest["lastError"]), (&json!("failed"), &json!("endpoint_disabled")));
    let mails = world.mails(&ada.email).await;
    assert!(mails.iter().any(|mail| mail.subject == "A webhook was turned off"), "nobody was told");
    happen(&ada).await;
    assert_eq!(world.deliver().await, 0);
}
