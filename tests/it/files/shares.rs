//! What a node takes of uploads and downloads at once, shared: whoever takes all they get holds up nobody else.

use std::net::IpAddr;

use futures_util::{StreamExt, stream};
use kernel::share::Holder;
use serde_json::json;
use tests::{Caller, Key, World};
use tokio::task::JoinSet;

use super::{download, stored, upload, uploaded};
use crate::orgs::create;

/// The caps of a user and of an org.
const OWN: usize = 64;
const MOST: usize = 256;

/// The keys of one user to four orgs of theirs.
async fn in_four_orgs(world: &World, name: &str) -> Vec<Key> {
    let mut person = world.owner(name).await.enrolled().await;
    let mut orgs = Vec::new();
    for number in 1..4 {
        orgs.push(create(&person, &format!("{name} {number}")).await);
    }
    let mut keys = vec![person.mint(&["files:write"]).await.0];
    for org in orgs {
        let switched = person.session.post("/api/v1/auth/session/org", json!({ "orgId": org })).await.ok(200);
        person.adopt(&switched);
        person.step_up().await;
        keys.push(person.mint(&["files:write"]).await.0);
    }
    keys
}

/// Something, and then nothing more.
fn unfinished() -> poem::Body {
    let begun = stream::iter([Ok::<_, std::io::Error>(vec![b'x'; 4_600])]);
    poem::Body::from_bytes_stream(begun.chain(stream::pending()))
}

#[tokio::test]
async fn one_user_with_four_orgs_holds_up_nobody_elses_uploads() {
    let world = World::new().await;
    let (keys, ada) = (in_four_orgs(&world, "eve").await, world.owner("ada").await);
    let mut attack = JoinSet::new();
    for key in &keys {
        for _ in 0..OWN {
            let key = key.clone();
            attack.spawn(async move { upload(&key, "x", &[], unfinished()).await });
        }
    }
    for _ in 0..3 * OWN {
        let answer = attack.join_next().await.unwrap().unwrap();
        assert_eq!(answer.refused(503, "UNAVAILABLE").header("retry-after"), Some("1"));
    }
    assert_eq!(world.state().uploads.taken(), OWN);
    for _ in 0..5 {
        uploaded(&ada.session, "x", "small").await;
    }
    // Of which nothing stays.
    attack.shutdown().await;
    assert_eq!(stored(&world).await.len(), 5);
    assert_eq!(world.state().uploads.taken(), 0);
    upload(&keys[0], "x", &[], "some text").await.ok(201);
}

/// Somebody at an address of their own.
fn nobody(number: usize) -> Holder {
    let [.., a, b] = u32::try_from(number).unwrap().to_be_bytes();
    Holder::at(IpAddr::from([10, 0, a, b]))
}

#[tokio::test]
async fn when_all_are_taken_a_slow_one_makes_way() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (uploads, downloads) = (&world.state().uploads, &world.state().downloads);
    let id = uploaded(&ada.session, "x", "some text").await;
    let taken: Vec<_> = [uploads, downloads]
        .map(|shares| (0..MOST).map(|number| shares.take(&[nobody(number)]).unwrap()).collect::<Vec<_>>())
        .into();
    upload(&ada.session, "x", &[], "some text").await.refused(503, "UNAVAILABLE");
    let refused = download(&ada.session, &id, &[]).await;
    assert_eq!(refused.refused(503, "UNAVAILABLE").header("retry-after"), Some("1"));
    for shares in &taken {
        shares[200].set_slow(true);
    }
    upload(&ada.session, "x", &[], "some text").await.ok(201);
    assert_eq!(download(&ada.session, &id, &[]).await.text, "some text");
    for shares in &taken {
        shares[200].taken_back().await;
    }
}

#[tokio::test]
async fn one_users_downloads_hold_up_nobody_elses() {
    let world = World::new().await;
    let (ada, eve) = (world.owner("ada").await, world.owner("eve").await);
    let [of_ada, of_eve] = [uploaded(&ada.session, "x", "a").await, uploaded(&eve.session, "x", "e").await];
    let user = Holder::User(eve.user.parse().unwrap());
    let held: Vec<_> = (0..OWN).map(|_| world.state().downloads.take(&[user]).unwrap()).collect();
    download(&eve.session, &of_eve, &[]).await.refused(503, "UNAVAILABLE");
    // What the client has takes no share.
    assert_eq!(download(&eve.session, &of_eve, &[("if-none-match", "*")]).await.status.as_u16(), 304);
    assert_eq!(download(&ada.session, &of_ada, &[]).await.text, "a");
    drop(held);
    assert_eq!(download(&eve.session, &of_eve, &[]).await.text, "e");
}
