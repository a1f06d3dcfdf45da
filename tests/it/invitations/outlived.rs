//! No invitation outlives its reason: it ends when its address is a member's, and brings nobody back who was removed.

use std::time::Duration;

use entity::{Digest, InvitationId, OrgRole, invitation};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;
use tests::{Caller, Person, World};
use tokio::task::JoinSet;

use super::{accept, invitations, invite, try_invite};
use crate::orgs::path;

async fn is_open(by: &Person, email: &str) -> bool {
    let listed = by.session.get(&invitations(by)).await.ok(200);
    listed["items"].as_array().unwrap().iter().any(|invitation| invitation["email"] == email)
}

/// An invitation that is open beside a membership, as an earlier version of the program left them.
async fn leave_over(world: &World, by: &Person, email: &str) {
    let now = world.state().now();
    let row = invitation::Model {
        mail_id: None,
        id: InvitationId::new(now, world.state().random()),
        org_id: by.org.parse().unwrap(),
        email: email.to_owned(),
        email_normalised: email.to_owned(),
        role: OrgRole::Admin,
        invited_by: by.user.parse().unwrap(),
        digest: Digest::of(b"token"),
        expires_at: now.plus(Duration::from_secs(3600)),
        created_at: now,
    };
    row.into_active_model().reset_all().insert(world.state().db.write()).await.unwrap();
}

#[tokio::test]
async fn one_that_the_operator_came_before_brings_no_removed_person_back() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (_, token) = invite(&ada, &bob.email, "admin").await;
    world.member("bob", &ada.org, OrgRole::Member).await;
    assert!(!is_open(&ada, &bob.email).await, "joining ends it");
    ada.session.delete(&format!("{}/members/{}", path(&ada.org), bob.user)).await.ok(200);
    accept(&bob.session, &token).await.refused(404, "NOT_FOUND");
    bob.session.get(&path(&ada.org)).await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn joining_by_the_handle_or_with_the_operators_key_ends_it_too() {
    let world = World::new().await;
    let ada = world.member("ada", "internal", OrgRole::Owner).await.enrolled().await;
    for (name, with_key) in [("bob", false), ("eve", true)] {
        let person = world.owner(name).await;
        let email = person.email.clone();
        let (_, token) = invite(&ada, &email, "admin").await;
        if with_key {
            let made = world.operator().post("/internal/users", json!({ "external_id": email })).await;
            assert_eq!(made.status, 201, "{}", made.text);
        } else {
            world.member(name, "internal", OrgRole::Member).await;
        }
        assert!(!is_open(&ada, &email).await);
        accept(&person.session, &token).await.refused(404, "NOT_FOUND");
    }
}

#[tokio::test]
async fn being_removed_and_leaving_end_one_that_was_left_over() {
    for leaves in [false, true] {
        let world = World::new().await;
        let ada = world.owner("ada").await.enrolled().await;
        let bob = world.member("bob", &ada.org, OrgRole::Admin).await.enrolled().await;
        leave_over(&world, &ada, &bob.email).await;
        assert!(is_open(&ada, &bob.email).await);
        let by = if leaves { &bob.session } else { &ada.session };
        by.delete(&format!("{}/members/{}", path(&ada.org), bob.user)).await.ok(200);
        assert!(!is_open(&ada, &bob.email).await);
    }
}

#[tokio::test]
async fn another_orgs_and_another_addresss_stay_open() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (_, to_eves) = invite(&eve, &bob.email, "member").await;
    invite(&ada, "other@example.com", "member").await;
    invite(&ada, &bob.email, "member").await;
    world.member("bob", &ada.org, OrgRole::Member).await;
    assert!(is_open(&ada, "other@example.com").await);
    accept(&bob.session, &to_eves).await.ok(200);
}

#[tokio::test]
async fn an_invitation_goes_with_its_org() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (_, token) = invite(&ada, &bob.email, "member").await;
    ada.session.delete(&path(&ada.org)).await.ok(200);
    accept(&bob.session, &token).await.refused(404, "NOT_FOUND");
}

/// Inviting and joining at the same instant: whichever comes first, no invitation is left beside the membership.
#[tokio::test(flavor = "multi_thread")]
async fn none_is_left_by_inviting_and_joining_at_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let mut tasks = JoinSet::new();
    for n in 0..8 {
        let (inviting, world, org) = (ada.clone(), world.clone(), ada.org.clone());
        let email = format!("bob{n}@example.com");
        tasks.spawn(async move { drop(try_invite(&inviting, &email, "member").await) });
        tasks.spawn(async move { drop(world.member(&format!("bob{n}"), &org, OrgRole::Member).await) });
    }
    tasks.join_all().await;
    for n in 0..8 {
        assert!(!is_open(&ada, &format!("bob{n}@example.com")).await);
    }
}
