//! Ceremonies, and other beginnings in a session, that are asked for again and again.

use std::time::Duration;

use sea_orm::{EntityTrait, PaginatorTrait};
use tests::{
    Caller, Person, World,
    passkey::{ending, sign_in},
};

use super::{ENROL, STEP_UP, begin};
use crate::{limiter::too_many, sign_in::session_of};

async fn ceremonies(world: &World) -> u64 {
    entity::webauthn_ceremony::Entity::find().count(world.state().db.read()).await.unwrap()
}

/// Asks until the limiter says no; gives how often it did not, and how many writes a hundred more cost.
async fn asked(person: &Person, path: &str) -> (usize, u64) {
    let statements = person.session.world().state().db.statements();
    let mut admitted = 0;
    loop {
        let answer = person.session.post_empty(path).await;
        if answer.status != 200 {
            too_many(&answer);
            break;
        }
        admitted += 1;
        assert!(admitted < 1000, "there is no limit");
    }
    // Mails that the last ones were answered with are written down as sent.
    person.session.world().settled().await;
    let before = statements.writes();
    for _ in 0..100 {
        too_many(&person.session.post_empty(path).await);
    }
    (admitted, statements.writes() - before)
}

#[tokio::test]
async fn options_400_after_60_at_once_of_which_the_newest_is_kept() {
    let world = World::new().await;
    let (ada, mut key) = world.owner("ada").await.with_passkey().await;
    let step_up = STEP_UP.replace("verify", "options");
    for (kept, path) in [(1, &format!("{ENROL}/options")), (2, &step_up)] {
        world.advance(Duration::from_secs(120));
        assert_eq!(asked(&ada, path).await, (60, 0), "{path}");
        assert_eq!(ceremonies(&world).await, kept, "one for each purpose");
    }
    // Two seconds later there is one again, which what is refused does not end.
    world.advance(Duration::from_secs(2));
    let begun = begin(&ada.session, STEP_UP).await;
    too_many(&ada.session.post_empty(&step_up).await);
    let answer = key.draft_use(&begun["publicKey"]).assertion();
    ada.session.post(STEP_UP, ending(&begun, answer)).await.ok(200);
}

#[tokio::test]
async fn a_newer_ceremony_ends_the_older_of_the_same_purpose_in_the_same_session_alone() {
    let world = World::new().await;
    let (ada, mut key) = world.owner("ada").await.with_passkey().await;
    let elsewhere = session_of(&world, &sign_in(&world, &mut key).await.ok(200));
    begin(&ada.session, ENROL).await;
    let there = begin(&elsewhere, STEP_UP).await;
    let (older, newer) = (begin(&ada.session, STEP_UP).await, begin(&ada.session, STEP_UP).await);
    assert_eq!(ceremonies(&world).await, 3);
    let answer = key.draft_use(&older["publicKey"]).assertion();
    ada.session.post(STEP_UP, ending(&older, answer)).await.refused(401, "UNAUTHORIZED");
    for (session, begun) in [(&ada.session, newer), (&elsewhere, there)] {
        let answer = key.draft_use(&begun["publicKey"]).assertion();
        session.post(STEP_UP, ending(&begun, answer)).await.ok(200);
    }
    assert_eq!(ceremonies(&world).await, 1, "that of the enrolment");
}

#[tokio::test]
async fn totp_and_recovery_codes_400_after_60_at_once() {
    for path in ["/api/v1/me/totp", "/api/v1/me/recovery-codes"] {
        let world = World::new().await;
        let ada = world.owner("ada").await.enrolled().await;
        assert_eq!(asked(&ada, path).await, (59, 0), "{path}: the enrolment was one");
    }
}
