//! `POST /api/v1/orgs/{id}/invitations`

use entity::{Digest, OrgRole, invitation};
use sea_orm::EntityTrait;
use serde_json::json;
use tests::{Caller, World};

use super::{accept, invitations, invite, try_invite};
use crate::orgs::{NOBODY, recorded};

#[tokio::test]
async fn post_201_gives_the_invitation_and_mails_the_token_of_which_a_digest_is_kept() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let answer = try_invite(&ada, "New.Person@Example.com", "admin").await;
    let token = world.mailed_token("New.Person@Example.com").await;
    assert!(!answer.text.contains(&token));
    let made = answer.ok(201);
    let now = world.state().now();
    assert_eq!(
        made,
        json!({
            "id": made["id"], "email": "New.Person@Example.com", "role": "admin", "invitedBy": ada.user,
            "createdAt": now.to_string(), "expiresAt": now.plus(std::time::Duration::from_secs(7 * 86_400)).to_string(),
            "delivery": { "state": "queued", "lastError": null, "sentAt": null },
        })
    );
    let rows = invitation::Entity::find().all(world.state().db.read()).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].digest, Digest::of(token.as_bytes()));
    assert_eq!(recorded(&ada, &ada.org, "invitation.created").await, 1);
}

#[tokio::test]
async fn post_201_says_the_same_of_an_address_with_an_account_and_one_without() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let mut answers = Vec::new();
    for email in [bob.email.as_str(), "eve@example.com"] {
        let answer = try_invite(&ada, email, "member").await;
        let data = answer.body["data"].clone();
        let neutral = answer.text.replace(email, "…").replace(data["id"].as_str().unwrap(), "…");
        let sent = world.mails(email).await.pop().unwrap();
        let mail = sent.text.replace(sent.link.as_deref().unwrap(), "…");
        answers.push((answer.status, neutral, sent.subject, mail));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn post_201_voids_the_older_link_to_the_same_address_in_the_same_org_only() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (_, elsewhere) = invite(&eve, &bob.email, "member").await;
    let (_, older) = invite(&ada, &bob.email, "admin").await;
    let (_, newer) = invite(&ada, "BOB@Example.com", "member").await;
    accept(&bob.session, &older).await.refused(404, "NOT_FOUND");
    assert_eq!(accept(&bob.session, &newer).await.ok(200)["role"], "member");
    accept(&bob.session, &elsewhere).await.ok(200);
}

#[tokio::test]
async fn post_403_where_an_admin_would_make_an_owner_or_a_member_anybody() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let admin = world.member("admin", &ada.org, OrgRole::Admin).await.enrolled().await;
    let plain = world.member("plain", &ada.org, OrgRole::Member).await.enrolled().await;
    try_invite(&admin, "x@example.com", "owner").await.refused(403, "FORBIDDEN");
    try_invite(&plain, "x@example.com", "member").await.refused(403, "FORBIDDEN");
    assert!(world.mails("x@example.com").await.is_empty());
    try_invite(&admin, "x@example.com", "admin").await.ok(201);
    try_invite(&ada, "y@example.com", "owner").await.ok(201);
}

#[tokio::test]
async fn post_409_for_a_member_however_the_address_is_written() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.member("bob", &ada.org, OrgRole::Member).await;
    for email in ["bob@example.com", "BOB@Example.com", "ada@example.com"] {
        try_invite(&ada, email, "admin").await.refused(409, "CONFLICT");
    }
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let good = json!({ "email": "new@example.com", "role": "member" });
    for (field, value) in [
        ("email", json!("new")),
        ("email", json!("new@example.com\r\nBcc: x@example.com")),
        ("email", json!(null)),
        ("role", json!("root")),
        ("role", json!(null)),
        ("orgId", json!(NOBODY)),
        ("invitedBy", json!(NOBODY)),
        ("expiresAt", json!("2099-01-01T00:00:00Z")),
        ("token", json!("x")),
    ] {
        let mut body = good.clone();
        body[field] = value;
        ada.session.post(&invitations(&ada), body).await.names_field(field);
    }
    for field in ["email", "role"] {
        let mut body = good.clone();
        body.as_object_mut().unwrap().remove(field);
        ada.session.post(&invitations(&ada), body).await.names_field(field);
    }
    assert_eq!(ada.session.get(&invitations(&ada)).await.ok(200)["items"], json!([]));
}

#[tokio::test]
async fn post_403_for_a_domain_that_may_not_sign_in() {
    let world = World::with().set("ALMOND_ALLOWED_EMAIL_DOMAINS", "example.com").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    let refused = try_invite(&ada, "eve@else.where", "member").await;
    assert_eq!(refused.refused(403, "FORBIDDEN").message(), "domain_not_allowed");
    try_invite(&ada, "eve@example.com", "member").await.ok(201);
}

#[tokio::test]
async fn post_400_when_there_were_too_many() {
    let world = World::with().set("ALMOND_MINT_BURST", "3").set("ALMOND_MINT_PER_MINUTE", "1").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    for n in 0..3 {
        try_invite(&ada, &format!("new{n}@example.com"), "member").await.ok(201);
    }
    let refused = try_invite(&ada, "new@example.com", "member").await;
    assert_eq!(refused.refused(400, "BAD_REQUEST").message(), "Too many requests");
    assert!(world.mails("new@example.com").await.is_empty());
}
