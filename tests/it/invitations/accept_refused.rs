//! `POST /api/v1/invitations/accept`, when it is refused.

use std::time::Duration;

use entity::OrgRole;
use sea_orm::ActiveValue::Set;
use serde_json::json;
use tests::{Caller, PASSWORD, World};

use super::{ACCEPT, accept, invite};
use crate::{
    orgs::path,
    sign_in::{change_user, login, session_of},
};

#[tokio::test]
async fn post_403_for_another_address_and_the_link_still_works_for_its_own() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let [bob, eve] = [world.owner("bob").await, world.owner("eve").await];
    let (_, token) = invite(&ada, &bob.email, "owner").await;
    accept(&eve.session, &token).await.refused(403, "FORBIDDEN");
    accept(&ada.session, &token).await.refused(403, "FORBIDDEN");
    eve.session.get(&path(&ada.org)).await.refused(404, "NOT_FOUND");
    accept(&bob.session, &token).await.ok(200);
}

#[tokio::test]
async fn post_403_for_an_address_that_is_not_verified() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (_, token) = invite(&ada, &bob.email, "member").await;
    change_user(&bob, |row| row.email_verified_at = Set(None)).await;
    accept(&bob.session, &token).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn post_404_for_a_link_that_is_unknown_used_or_expired_with_the_same_bytes() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (_, used) = invite(&ada, &bob.email, "member").await;
    accept(&bob.session, &used).await.ok(200);
    let eve = world.owner("eve").await;
    let (_, expired) = invite(&ada, &eve.email, "member").await;
    world.advance(Duration::from_secs(7 * 86_400));
    let late = session_of(&world, &login(&world, &eve.email, PASSWORD).await.ok(200));
    let unknown = accept(&late, &"A".repeat(43)).await;
    for token in [used.as_str(), &expired, "", "x", &"A".repeat(10_000)] {
        accept(&late, token).await.refused(404, "NOT_FOUND").same_as(&unknown);
    }
}

#[tokio::test]
async fn post_404_once_its_sender_may_not_send_it_any_more() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let member = |user: &str| format!("{}/members/{user}", path(&ada.org));
    for (sent_as, wanted, becomes) in
        [(OrgRole::Admin, "member", "member"), (OrgRole::Owner, "owner", "admin"), (OrgRole::Admin, "admin", "")]
    {
        let eve = world.member(&format!("{sent_as}-{wanted}"), &ada.org, sent_as).await.enrolled().await;
        let (_, token) = invite(&eve, &bob.email, wanted).await;
        if becomes.is_empty() {
            ada.session.delete(&member(&eve.user)).await.ok(200);
        } else {
            ada.session.patch(&member(&eve.user), json!({ "role": becomes })).await.ok(200);
        }
        accept(&bob.session, &token).await.refused(404, "NOT_FOUND");
        // It is gone for good, and not listed.
        let listed = ada.session.get(&format!("{}/invitations", path(&ada.org))).await.ok(200);
        assert_eq!(listed["items"], json!([]));
    }
    // What the lower role may still give, stands.
    let eve = world.member("eve", &ada.org, OrgRole::Owner).await.enrolled().await;
    let (_, token) = invite(&eve, &bob.email, "member").await;
    ada.session.patch(&member(&eve.user), json!({ "role": "admin" })).await.ok(200);
    accept(&bob.session, &token).await.ok(200);
}

#[tokio::test]
async fn post_404_once_its_sender_is_disabled() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (_, token) = invite(&ada, &bob.email, "member").await;
    let now = world.state().now();
    change_user(&ada, |row| row.disabled_at = Set(Some(now))).await;
    accept(&bob.session, &token).await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn post_404_for_somebody_who_became_a_member_in_the_meantime() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (_, token) = invite(&ada, &bob.email, "owner").await;
    world.member("bob", &ada.org, OrgRole::Member).await;
    accept(&bob.session, &token).await.refused(404, "NOT_FOUND");
    assert_eq!(bob.session.get(&path(&ada.org)).await.ok(200)["role"], "member");
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    let bob = world.owner("bob").await;
    for (body, field) in [
        (json!({}), "token"),
        (json!({ "token": 1 }), "token"),
        (json!({ "token": "x", "role": "owner" }), "role"),
        (json!({ "token": "x", "orgId": crate::orgs::NOBODY }), "orgId"),
    ] {
        bob.session.post(ACCEPT, body).await.names_field(field);
    }
}
