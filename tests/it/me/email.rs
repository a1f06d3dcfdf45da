//! `/me/email`: moving to another address, which both addresses hear of.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Answer, Caller, PASSWORD, Person, World};

use crate::{orgs::recorded, sign_in::login};

const EMAIL: &str = "/api/v1/me/email";
const NEW: &str = "new@example.com";

async fn ask(person: &Person, email: &str) -> Answer {
    person.session.post(EMAIL, json!({ "email": email })).await
}

async fn with_token(world: &World, what: &str, token: &str) -> Answer {
    world.anonymous().post(&format!("{EMAIL}/{what}"), json!({ "token": token })).await
}

#[tokio::test]
async fn verify_200_moves_the_account_voids_older_links_and_tells_the_old_address() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.anonymous().post("/api/v1/auth/magic-link", json!({ "email": ada.email })).await.ok(202);
    let link = world.mailed_token(&ada.email).await;
    assert_eq!(ask(&ada, NEW).await.ok(202)["status"], "link_sent");
    let shown = ada.session.get(EMAIL).await.ok(200);
    assert_eq!((&shown["email"], &shown["pending"]["email"]), (&json!(ada.email), &json!(NEW)));
    let token = world.mailed_token(NEW).await;
    assert_eq!(with_token(&world, "verify", &token).await.ok(200)["status"], "email_changed");
    let shown = ada.session.get(EMAIL).await.ok(200);
    assert_eq!((&shown["email"], &shown["pending"]), (&json!(NEW), &Value::Null));
    with_token(&world, "verify", &token).await.refused(401, "UNAUTHORIZED");
    let body = json!({ "token": link });
    world.anonymous().post("/api/v1/auth/magic-link/verify", body).await.refused(401, "UNAUTHORIZED");
    login(&world, &ada.email, PASSWORD).await.refused(401, "UNAUTHORIZED");
    assert_eq!(login(&world, NEW, PASSWORD).await.ok(200)["mfaRequired"], true);
    let told = world.mails(&ada.email).await;
    assert_eq!(told.last().unwrap().subject, "The address of your account was changed");
    assert_eq!(recorded(&ada, &ada.org, "user.email_changed").await, 1);
}

#[tokio::test]
async fn stop_200_by_the_old_address_and_delete_200_by_the_session_end_it() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    ask(&ada, NEW).await.ok(202);
    let (stop, token) = (world.mailed_token(&ada.email).await, world.mailed_token(NEW).await);
    with_token(&world, "stop", &token).await.refused(401, "UNAUTHORIZED");
    with_token(&world, "verify", &stop).await.refused(401, "UNAUTHORIZED");
    with_token(&world, "stop", &stop).await.ok(200);
    with_token(&world, "verify", &token).await.refused(401, "UNAUTHORIZED");
    ask(&ada, NEW).await.ok(202);
    ada.session.delete(EMAIL).await.ok(200);
    ada.session.delete(EMAIL).await.refused(404, "NOT_FOUND");
    with_token(&world, "verify", &world.mailed_token(NEW).await).await.refused(401, "UNAUTHORIZED");
    assert_eq!(ada.session.get(EMAIL).await.ok(200)["email"], ada.email.as_str());
}

#[tokio::test]
async fn post_202_the_same_for_a_taken_address_which_gets_no_mail() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await.enrolled().await, world.owner("bob").await);
    let (free, taken) = (ask(&ada, NEW).await, ask(&ada, &bob.email).await);
    assert_eq!((free.status, &free.body["data"]), (taken.status, &taken.body["data"]));
    assert!(world.mails(&bob.email).await.is_empty());
    // Taken by the time that it is confirmed: it is refused, like any dead link.
    ask(&ada, "late@example.com").await.ok(202);
    let token = world.mailed_token("late@example.com").await;
    world.owner("late").await;
    with_token(&world, "verify", &token).await.refused(401, "UNAUTHORIZED");
    assert_eq!(ada.session.get(EMAIL).await.ok(200)["email"], ada.email.as_str());
}

#[tokio::test]
async fn post_asks_for_a_step_up_and_links_expire() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ask(&ada, NEW).await.asks_for_step_up();
    let ada = ada.enrolled().await;
    ask(&ada, NEW).await.ok(202);
    let token = world.mailed_token(NEW).await;
    world.advance(Duration::from_secs(24 * 3600));
    with_token(&world, "verify", &token).await.refused(401, "UNAUTHORIZED");
}
