//! Who sends a mail: the node that wrote it, and if that died, one other.

use std::time::Duration;

use entity::{MailKind, MailStatus};
use kernel::{draft::Draft, post::keep, seam::MailError, share::Holder};
use tests::World;

use super::{ask, rows};

/// Longer than a claim holds.
const CLAIM: Duration = Duration::from_secs(121);

fn draft(to: &str) -> Draft {
    Draft::new(MailKind::Notice, to, "Hello").says("Hello")
}

#[tokio::test]
async fn what_a_node_claimed_and_did_not_send_is_sent_by_another_once_the_claim_is_over() {
    let world = World::new().await;
    let state = world.state();
    // Written and committed; the node ends before it sends.
    let written = state.post.write(None, &draft("ada@example.com"), false).unwrap().unwrap();
    keep(state.db.write(), &[written]).await.unwrap();
    assert_eq!(world.send_mails().await, 0, "the node that wrote it may still send it");
    world.advance(CLAIM);
    let other = world.restarted().await;
    assert_eq!(other.send_mails().await, 1);
    assert_eq!(world.mails("ada@example.com").await.len(), 1);
    assert_eq!(rows(&world, MailKind::Notice).await[0].status, MailStatus::Sent);
}

#[tokio::test]
async fn two_nodes_send_each_mail_once() {
    let world = World::new().await;
    let other = world.restarted().await;
    world.post_office().refuse(Some(|| MailError::Timeout));
    let mut emails = Vec::new();
    for name in ["ada", "bob", "carl", "dora", "eli"] {
        let person = world.owner(name).await;
        ask(&world, &person.email).await.ok(202);
        emails.push(person.email);
    }
    world.settled().await;
    world.post_office().refuse(None);
    world.advance(Duration::from_secs(60));
    let (one, two) = tokio::join!(world.send_mails(), other.send_mails());
    assert_eq!(one + two, 5);
    for email in emails {
        assert_eq!(world.mails(&email).await.len(), 1, "{email}");
    }
}

#[tokio::test]
async fn the_message_id_is_the_same_at_each_attempt() {
    let world = World::new().await;
    let state = world.state();
    let written = state.post.write(None, &draft("ada@example.com"), false).unwrap().unwrap();
    let id = written.id();
    keep(state.db.write(), std::slice::from_ref(&written)).await.unwrap();
    // The node is held up until its claim is over: another one sends it, and then so does the first.
    world.advance(CLAIM);
    world.send_mails().await;
    state.post.begin(vec![written]);
    world.settled().await;
    let letters = world.post_office().letters("ada@example.com");
    assert!(letters.iter().all(|letter| letter.id == id) && letters.len() == 2, "{}", letters.len());
}

#[tokio::test]
async fn a_flood_of_one_senders_mails_holds_up_nobody_elses() {
    let world = World::new().await;
    let state = world.state();
    let stranger = Holder::at("192.0.2.1".parse().unwrap());
    let flood = (0..100).map(|n| draft(&format!("flood{n}@example.com")));
    let mut written: Vec<_> =
        flood.map(|message| state.post.write(Some(stranger), &message, false).unwrap().unwrap()).collect();
    let own = Holder::at("198.51.100.1".parse().unwrap());
    written.push(state.post.write(Some(own), &draft("ada@example.com"), false).unwrap().unwrap());
    keep(state.db.write(), &written).await.unwrap();
    world.advance(CLAIM);
    world.slow_down_mail(true);
    let sending = tokio::spawn({
        let world = world.clone();
        async move { world.send_mails().await }
    });
    // Four of the stranger's, and the one mail of somebody else.
    while world.post_office().under_way() != 5 {
        tokio::task::yield_now().await;
    }
    world.slow_down_mail(false);
    assert_eq!(sending.await.unwrap(), 101);
}
