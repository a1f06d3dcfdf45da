//! The owner of an account that guesses have locked is told: by one mail, and in the audit trail.

use std::time::Duration;

use entity::{OrgId, audit_event};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tests::{Caller, PASSWORD, World};

use super::lockout::{ELSEWHERE, MINUTE, fail, locked, sign_in};
use crate::session::join_second_org;

const SUBJECT: &str = "Your account was locked for a while";

async fn told(world: &World, email: &str) -> usize {
    world.mails(email).await.iter().filter(|mail| mail.subject == SUBJECT).count()
}

/// The orgs in whose audit trails locks are.
async fn recorded(world: &World) -> Vec<Option<OrgId>> {
    let locks = audit_event::Entity::find().filter(audit_event::Column::Action.eq("account.locked"));
    locks.all(world.state().db.read()).await.unwrap().into_iter().map(|event| event.org_id).collect()
}

#[tokio::test]
async fn one_mail_and_one_record_an_org_for_each_time_it_begins() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let second = join_second_org(&ada).await;
    fail(&world, ELSEWHERE, &ada.email, 19).await;
    assert_eq!((told(&world, &ada.email).await, recorded(&world).await), (0, vec![]));
    fail(&world, ELSEWHERE, &ada.email, 1).await;
    assert_eq!(told(&world, &ada.email).await, 1);
    let mut orgs = vec![Some(ada.org.parse().unwrap()), Some(second.parse().unwrap())];
    orgs.sort();
    let mut found = recorded(&world).await;
    found.sort();
    assert_eq!(found, orgs);
    // Whatever comes while it lasts brings no further one.
    for minutes in [1, 2, 4] {
        for _ in 0..3 {
            locked(&sign_in(&world, ELSEWHERE, &ada.email, "a wrong password").await);
        }
        world.advance(minutes * MINUTE);
        fail(&world, ELSEWHERE, &ada.email, 1).await;
    }
    assert_eq!((told(&world, &ada.email).await, recorded(&world).await.len()), (1, 2));
    world.advance(Duration::from_secs(3600));
    sign_in(&world, ELSEWHERE, &ada.email, PASSWORD).await.ok(200);
    fail(&world, ELSEWHERE, &ada.email, 20).await;
    assert_eq!((told(&world, &ada.email).await, recorded(&world).await.len()), (2, 4));
}

#[tokio::test]
async fn nothing_for_a_success_at_the_last_try_nor_for_an_address_without_an_account() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    fail(&world, ELSEWHERE, &ada.email, 19).await;
    sign_in(&world, ELSEWHERE, &ada.email, PASSWORD).await.ok(200);
    fail(&world, ELSEWHERE, "nobody@example.com", 20).await;
    locked(&sign_in(&world, ELSEWHERE, "nobody@example.com", PASSWORD).await);
    assert!(world.mails("nobody@example.com").await.is_empty());
    assert_eq!((told(&world, &ada.email).await, recorded(&world).await), (0, vec![]));
}

#[tokio::test]
async fn the_mail_has_no_link_and_says_that_it_ends() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    fail(&world, ELSEWHERE, &ada.email, 20).await;
    let mail = world.mails(&ada.email).await.pop().unwrap();
    assert!(mail.link.is_none() && mail.text.contains("ends by itself"), "{}", mail.text);
    // Telling is no sign-in.
    assert_eq!(ada.session.get("/api/v1/me/sessions").await.ok(200)["items"].as_array().unwrap().len(), 1);
}
