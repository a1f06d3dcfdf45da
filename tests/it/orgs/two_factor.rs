//! `requireTwoFactor`: a week to enrol one, and after that nothing else.

use std::time::Duration;

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, PASSWORD, World, code_at};

use super::{MODELS, ORGS, path, set};
use crate::sign_in::{login, session_of};

const WEEK: Duration = Duration::from_secs(7 * 24 * 3600);
const SESSION: &str = "/api/v1/auth/session";

#[tokio::test]
async fn patch_200_gives_members_a_week_which_they_see_and_are_mailed() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await;
    let org = set(&ada, json!({ "requireTwoFactor": true })).await.ok(200);
    let due = world.state().now().plus(WEEK).to_string();
    assert_eq!((&org["requireTwoFactor"], &org["twoFactorDueAt"]), (&json!(true), &json!(due)));
    assert_eq!(bob.session.get(SESSION).await.ok(200)["org"]["twoFactorDueAt"], due.as_str());
    assert_eq!(ada.session.get(SESSION).await.ok(200)["org"]["twoFactorDueAt"], Value::Null);
    bob.session.get(MODELS).await.ok(200);
    let mails = world.mails(&bob.email).await;
    assert_eq!(mails.last().unwrap().subject, "An organization asks you for a second factor");
    assert!(world.mails(&ada.email).await.iter().all(|mail| !mail.subject.contains("asks you")));
    // Whoever turns it on again doesn't move the deadline.
    world.advance(Duration::from_secs(60));
    let again = set(&ada, json!({ "requireTwoFactor": true, "name": "renamed" })).await.ok(200);
    assert_eq!(again["twoFactorDueAt"], due.as_str());
}

#[tokio::test]
async fn after_a_week_403_for_all_but_enrolling_which_lifts_it_at_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    let (key, _) = bob.mint(&["models:read"]).await;
    bob.session.delete("/api/v1/me/totp").await.ok(200);
    set(&ada, json!({ "requireTwoFactor": true })).await.ok(200);
    key.get(MODELS).await.ok(200);
    world.advance(WEEK);
    let session = session_of(&world, &login(&world, &bob.email, PASSWORD).await.ok(200));
    for refused in [session.get(MODELS).await, key.get(MODELS).await, session.get(&path(&ada.org)).await] {
        refused.refused(403, "FORBIDDEN");
        let details = &refused.body["error"]["details"]["twoFactor"];
        assert!(details["dueAt"].is_string() && details["enrol"][0] == "/api/v1/me/totp", "{details}");
    }
    for open in [SESSION, "/api/v1/me", "/api/v1/me/factors", ORGS] {
        assert_eq!(session.get(open).await.status, 200, "{open}");
    }
    let seed = session.post_empty("/api/v1/me/totp").await.ok(200)["secret"].as_str().unwrap().to_owned();
    let code = code_at(&seed, world.state().now());
    let confirmed = session.post("/api/v1/me/totp/confirm", json!({ "code": code })).await.ok(200);
    let session = session_of(&world, &confirmed);
    session.get(MODELS).await.ok(200);
    key.get(MODELS).await.ok(200);
    // Without it, they are back at once.
    session.delete("/api/v1/me/totp").await.ok(200);
    session.get(MODELS).await.refused(403, "FORBIDDEN");
    key.get(MODELS).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn it_stands_in_its_own_org_alone() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    // Bob signs in to the org that was first his.
    world.advance(std::time::Duration::from_secs(1));
    world.member("bob", &ada.org, OrgRole::Member).await;
    set(&ada, json!({ "requireTwoFactor": true })).await.ok(200);
    world.advance(WEEK);
    let session = session_of(&world, &login(&world, &bob.email, PASSWORD).await.ok(200));
    session.get(MODELS).await.ok(200);
    session.get(&path(&ada.org)).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn patch_400_for_somebody_without_a_factor_and_for_null() {
    let world = World::with().set("ALMOND_STEP_UP_METHODS", "totp,passkey,password").build().await;
    let mut ada = world.owner("ada").await;
    let stepped_up = ada.session.post("/api/v1/auth/step-up/password", json!({ "password": PASSWORD })).await.ok(200);
    ada.adopt(&stepped_up);
    for value in [json!(true), json!(null)] {
        let refused = set(&ada, json!({ "requireTwoFactor": value })).await;
        refused.refused(400, "BAD_REQUEST").names_field("requireTwoFactor");
    }
    assert_eq!(ada.session.get(&path(&ada.org)).await.ok(200)["requireTwoFactor"], false);
}

#[tokio::test]
async fn members_say_who_has_a_factor_to_owners_and_admins_alone() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await;
    let members = format!("{}/members", path(&ada.org));
    let list = ada.session.get(&members).await.ok(200);
    let of = |user: &str| list["items"].as_array().unwrap().iter().find(|row| row["userId"] == user).unwrap().clone();
    assert_eq!((&of(&ada.user)["twoFactor"], &of(&bob.user)["twoFactor"]), (&json!(true), &json!(false)));
    let one = ada.session.get(&format!("{members}/{}", bob.user)).await.ok(200);
    assert_eq!(one["twoFactor"], false);
    assert_eq!(bob.session.get(&members).await.ok(200)["items"][0]["twoFactor"], Value::Null);
}
