//! `POST /api/v1/auth/signup/verify`, where somebody signed up with the address more than once: nobody becomes the owner
//! of an account with a password that a stranger chose.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Value, json};
use tests::{Answer, Caller, World};
use tokio::task::JoinSet;

use super::login;
use crate::oauth;

const VERIFY: &str = "/api/v1/auth/signup/verify";
pub const EMAIL: &str = "ada@example.com";
const OWN: &str = "ada's own password";
const STRANGERS: &str = "a stranger's password";

/// Somebody signs up with Ada's address; gives what her mail's link has.
pub async fn apply(world: &World, name: &str, password: &str) -> String {
    let form = json!({ "email": EMAIL, "password": password, "name": name, "orgName": format!("{name}'s own") });
    let answer = world.anonymous().post("/api/v1/auth/signup", form).await;
    assert_eq!(answer.ok(202), json!({ "status": "verification_sent" }));
    world.mailed_token(EMAIL).await
}

async fn verify(world: &World, token: &str, password: Option<&str>) -> Answer {
    let mut body = json!({ "token": token });
    if let Some(password) = password {
        body["password"] = json!(password);
    }
    world.anonymous().post(VERIFY, body).await
}

/// Refused, and told that the password is what is missing.
fn wants_password(answer: &Answer) {
    answer.refused(401, "UNAUTHORIZED");
    assert!(answer.body["error"]["details"]["fields"]["password"].is_string(), "{}", answer.text);
}

/// Ada's and a stranger's applications, in this order; the links' tokens, hers first.
async fn both(world: &World, ada_first: bool) -> [String; 2] {
    if ada_first {
        [apply(world, "Ada", OWN).await, apply(world, "Eve", STRANGERS).await]
    } else {
        let strangers = apply(world, "Eve", STRANGERS).await;
        [apply(world, "Ada", OWN).await, strangers]
    }
}

#[tokio::test]
async fn no_link_is_enough_alone() {
    for ada_first in [true, false] {
        let world = World::new().await;
        for token in both(&world, ada_first).await {
            wants_password(&verify(&world, &token, None).await);
        }
        login(&world, EMAIL, STRANGERS).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn every_link_makes_the_account_of_whoever_gives_their_password() {
    for (ada_first, link) in [(true, 0), (true, 1), (false, 0), (false, 1)] {
        let world = World::new().await;
        let tokens = both(&world, ada_first).await;
        let made = verify(&world, &tokens[link], Some(OWN)).await.ok(201);
        assert_eq!((&made["user"]["name"], &made["org"]["name"]), (&json!("Ada"), &json!("Ada's own")));
        login(&world, EMAIL, OWN).await.ok(200);
        login(&world, EMAIL, STRANGERS).await.refused(401, "UNAUTHORIZED");
        // With the account, all that was asked for is over.
        for token in &tokens {
            for password in [None, Some(OWN), Some(STRANGERS)] {
                verify(&world, token, password).await.refused(401, "UNAUTHORIZED");
            }
        }
    }
}

#[tokio::test]
async fn a_wrong_password_is_refused_and_uses_nothing_up() {
    let world = World::new().await;
    let [own, _] = both(&world, true).await;
    for wrong in ["wrong", "", &"x".repeat(5000), "Ada's own password"] {
        wants_password(&verify(&world, &own, Some(wrong)).await);
    }
    verify(&world, &own, Some(OWN)).await.ok(201);
}

#[tokio::test]
async fn guesses_at_the_password_are_counted_and_lock() {
    let world = World::new().await;
    let [own, strangers] = both(&world, true).await;
    for guess in 0..20 {
        wants_password(&verify(&world, [&own, &strangers][guess % 2], Some("wrong")).await);
    }
    let locked = verify(&world, &own, Some(OWN)).await;
    locked.refused(400, "BAD_REQUEST");
    assert_eq!(locked.message(), "Too many requests");
    world.advance(Duration::from_secs(60));
    verify(&world, &own, Some(OWN)).await.ok(201);
}

#[tokio::test]
async fn a_single_application_needs_no_password_but_one_that_is_given_must_be_its_own() {
    let world = World::new().await;
    let token = apply(&world, "Ada", OWN).await;
    wants_password(&verify(&world, &token, Some("wrong")).await);
    verify(&world, &token, None).await.ok(201);
    let world = World::new().await;
    let token = apply(&world, "Ada", OWN).await;
    verify(&world, &token, Some(OWN)).await.ok(201);
}

#[tokio::test]
async fn the_same_password_twice_makes_the_links_own() {
    let world = World::new().await;
    let first = apply(&world, "Ada", OWN).await;
    apply(&world, "Ada B.", OWN).await;
    assert_eq!(verify(&world, &first, Some(OWN)).await.ok(201)["user"]["name"], "Ada");
}

#[tokio::test]
async fn what_was_one_of_several_stays_so_when_the_other_has_expired() {
    for ada_first in [true, false] {
        let world = World::new().await;
        let form = |password| json!({ "email": EMAIL, "password": password, "name": "N" });
        let passwords = if ada_first { [OWN, STRANGERS] } else { [STRANGERS, OWN] };
        world.anonymous().post("/api/v1/auth/signup", form(passwords[0])).await.ok(202);
        world.advance(Duration::from_secs(3600));
        world.anonymous().post("/api/v1/auth/signup", form(passwords[1])).await.ok(202);
        let token = world.mailed_token(EMAIL).await;
        world.advance(Duration::from_secs(23 * 3600));
        wants_password(&verify(&world, &token, None).await);
        wants_password(&verify(&world, &token, Some(passwords[0])).await);
        verify(&world, &token, Some(passwords[1])).await.ok(201);
    }
}

#[tokio::test]
async fn one_after_the_other_has_expired_is_a_single_one() {
    let world = World::new().await;
    let strangers = apply(&world, "Eve", STRANGERS).await;
    world.advance(Duration::from_secs(24 * 3600));
    let own = apply(&world, "Ada", OWN).await;
    verify(&world, &strangers, Some(STRANGERS)).await.refused(401, "UNAUTHORIZED");
    verify(&world, &own, None).await.ok(201);
}

#[tokio::test]
async fn another_address_is_not_concerned() {
    let world = World::new().await;
    apply(&world, "Eve", STRANGERS).await;
    let bob = super::sign_up_mail::sign_up(&world, "bob@example.com").await;
    verify(&world, &bob, None).await.ok(201);
}

#[tokio::test]
async fn an_address_has_five_applications_and_one_more_pushes_none_out() {
    let world = World::new().await;
    let own = apply(&world, "Ada", OWN).await;
    for n in 0..9 {
        apply(&world, "Eve", &format!("{STRANGERS} {n}")).await;
    }
    let mails = world.mails(EMAIL).await;
    assert_eq!(mails.len(), 5, "what is not kept is not mailed");
    assert_eq!(mails[0].subject, "Finish signing up");
    for mail in &mails[1..] {
        assert!(mail.subject.contains("asked twice") && mail.text.contains("more than once"), "{}", mail.text);
    }
    for n in 4..9 {
        wants_password(&verify(&world, &own, Some(&format!("{STRANGERS} {n}"))).await);
    }
    verify(&world, &own, Some(OWN)).await.ok(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_at_once_with_either_password_one_makes_the_account() {
    let world = World::new().await;
    let tokens = both(&world, true).await;
    let mut tasks = JoinSet::new();
    for n in 0..50 {
        let (world, token) = (world.clone(), tokens[n % 2].clone());
        let password = if n % 4 < 2 { OWN } else { STRANGERS };
        tasks.spawn(async move { verify(&world, &token, Some(password)).await.status.as_u16() });
    }
    let mut statuses = BTreeMap::<u16, usize>::new();
    for status in tasks.join_all().await {
        *statuses.entry(status).or_default() += 1;
    }
    assert_eq!(statuses, BTreeMap::from([(201, 1), (401, 49)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_applications_at_once_five_are_kept_and_none_is_the_single_one() {
    let world = World::new().await;
    let mut tasks = JoinSet::new();
    for n in 0..50 {
        let world = world.clone();
        tasks.spawn(async move {
            let form = json!({ "email": EMAIL, "password": format!("password of {n}"), "name": "N" });
            world.anonymous().post("/api/v1/auth/signup", form).await.ok(202);
        });
    }
    tasks.join_all().await;
    let mails = world.mails(EMAIL).await;
    assert_eq!(mails.len(), 5);
    for mail in mails {
        let token = mail.link.unwrap().split_once("?token=").unwrap().1.to_owned();
        wants_password(&verify(&world, &token, None).await);
    }
}

#[tokio::test]
async fn whoever_never_proved_the_mailbox_has_no_part_in_an_account_made_otherwise() {
    let (world, _provider) = oauth::world().await;
    let strangers = apply(&world, "Eve", STRANGERS).await;
    let session = oauth::session(&world, oauth::GITHUB).await;
    let user: Value = oauth::user(&session).await;
    assert_eq!(user["email"], EMAIL, "the double says who signs in");
    login(&world, EMAIL, STRANGERS).await.refused(401, "UNAUTHORIZED");
    for password in [None, Some(STRANGERS)] {
        verify(&world, &strangers, password).await.refused(401, "UNAUTHORIZED");
    }
    assert_eq!(oauth::user(&session).await, user);
}
