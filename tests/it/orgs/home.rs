//! In which org a sign-in begins: there is always one.

use entity::OrgRole;
use serde_json::json;
use tests::{Caller, PASSWORD, World};
use tokio::task::JoinSet;

use super::{ORGS, path};
use crate::sign_in::{login, session_of};

#[tokio::test]
async fn login_200_begins_in_the_org_that_was_joined_first() {
    let world = World::new().await;
    let bob = world.owner("bob").await;
    world.advance(std::time::Duration::from_millis(1));
    let ada = world.owner("ada").await;
    world.advance(std::time::Duration::from_millis(1));
    world.member("ada", &bob.org, OrgRole::Admin).await;
    let session = login(&world, &ada.email, PASSWORD).await.ok(200);
    assert_eq!(session["org"]["id"], ada.org.as_str());
}

#[tokio::test]
async fn login_200_gives_somebody_without_an_org_one_of_their_own() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await;
    ada.session.delete(&format!("{}/members/{}", path(&ada.org), bob.user)).await.ok(200);
    let first = login(&world, &bob.email, PASSWORD).await.ok(200);
    assert_eq!((&first["org"]["name"], &first["org"]["role"]), (&json!("bob's organization"), &json!("owner")));
    let again = login(&world, &bob.email, PASSWORD).await.ok(200);
    assert_eq!(again["org"], first["org"]);
    let own = first["org"]["id"].as_str().unwrap();
    assert_eq!(super::recorded(&bob, own, "org.created").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn login_200_makes_one_org_however_many_sign_in_at_once() {
    let world = World::new().await;
    let bob = world.owner("bob").await.enrolled().await;
    let eve = world.member("eve", &bob.org, OrgRole::Member).await;
    bob.session.delete(&format!("{}/members/{}", path(&bob.org), eve.user)).await.ok(200);
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (world, email) = (world.clone(), eve.email.clone());
        tasks.spawn(async move { login(&world, &email, PASSWORD).await.ok(200) });
    }
    let sessions = tasks.join_all().await;
    let listed = session_of(&world, &sessions[0]).get(ORGS).await.ok(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert!(sessions.iter().all(|session| session["org"] == sessions[0]["org"]));
}
