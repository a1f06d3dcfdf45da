//! `POST /api/v1/invitations/accept`, when it is allowed.

use std::collections::BTreeMap;

use entity::OrgRole;
use serde_json::json;
use tests::{Anonymous, Caller, World};
use tokio::task::JoinSet;

use super::{ACCEPT, accept, invite};
use crate::{
    orgs::{ORGS, path, recorded},
    sign_in::{session_of, sign_up_mail::sign_up},
};

#[tokio::test]
async fn post_200_lets_a_user_in_with_the_role_and_the_session_stays_where_it_is() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (_, token) = invite(&ada, "Bob@Example.com", "admin").await;
    let joined = accept(&bob.session, &token).await.ok(200);
    assert_eq!((&joined["id"], &joined["role"]), (&json!(ada.org), &json!("admin")));
    assert_eq!(bob.session.get(&path(&ada.org)).await.ok(200), joined);
    let session = bob.session.get("/api/v1/auth/session").await.ok(200);
    assert_eq!(session["org"]["id"], bob.org.as_str());
    let switched = bob.session.post("/api/v1/auth/session/org", json!({ "orgId": ada.org })).await.ok(200);
    assert_eq!(switched["org"]["role"], "admin");
    assert_eq!(recorded(&ada, &ada.org, "invitation.accepted").await, 1);
}

#[tokio::test]
async fn post_200_for_somebody_new_who_signed_up_first() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (_, token) = invite(&ada, "new@example.com", "member").await;
    let link = sign_up(&world, "new@example.com").await;
    let verified = world.anonymous().post("/api/v1/auth/signup/verify", json!({ "token": link })).await.ok(201);
    let session = session_of(&world, &verified);
    accept(&session, &token).await.ok(200);
    assert_eq!(session.get(ORGS).await.ok(200)["items"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn post_200_once_of_50_at_the_same_instant() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (_, token) = invite(&ada, &bob.email, "member").await;
    let mut tasks = JoinSet::new();
    for _ in 0..50 {
        let (session, token) = (bob.session.clone(), token.clone());
        tasks.spawn(async move { accept(&session, &token).await.status.as_u16() });
    }
    let mut statuses = BTreeMap::new();
    for status in tasks.join_all().await {
        *statuses.entry(status).or_insert(0) += 1;
    }
    assert_eq!(statuses, BTreeMap::from([(200, 1), (404, 49)]));
}

#[tokio::test]
async fn a_get_of_the_link_consumes_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (_, token) = invite(&ada, &bob.email, "member").await;
    for path in ["/auth/invitation", ACCEPT] {
        let status = Anonymous::new(world.clone()).get(&format!("{path}?token={token}")).await.status.as_u16();
        assert!(matches!(status, 200 | 405), "{path}: {status}");
    }
    accept(&bob.session, &token).await.ok(200);
}

#[tokio::test]
async fn post_200_of_an_owners_invitation_tells_the_other_owners() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let eve = world.member("eve", &ada.org, OrgRole::Owner).await;
    let bob = world.owner("bob").await;
    let (_, token) = invite(&ada, &bob.email, "owner").await;
    accept(&bob.session, &token).await.ok(200);
    for owner in [&ada, &eve] {
        let subject = world.mails(&owner.email).await.pop().unwrap().subject;
        assert_eq!(subject, "The owners of an organization have changed");
    }
}
