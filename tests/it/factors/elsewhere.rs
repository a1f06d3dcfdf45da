//! What other sessions have proved with the factors as they were ends with a change of them.

use std::time::Duration;

use tests::{Authenticator, Caller, Person, Session, World, passkey};

use super::{confirm, propose};
use crate::{
    passkeys::ENROL,
    sign_in::{mfa_token, second_step, session_of},
    step_up::mint,
};

/// Another session of the person's, signed in a moment later with both factors: stepped up.
async fn other(ada: &Person) -> Session {
    let world = ada.session.world();
    world.advance(Duration::from_secs(30));
    let half = mfa_token(ada).await;
    let other = session_of(world, &second_step(world, "totp", &half, &ada.code()).await.ok(200));
    mint(&other).await.ok(201);
    other
}

/// Signed in still, stepped up no more.
async fn is_dropped(other: &Session) {
    assert_eq!(other.get("/api/v1/auth/session").await.ok(200)["stepUp"]["satisfied"], false);
    mint(other).await.asks_for_step_up();
}

#[tokio::test]
async fn removing_the_authenticator_drops_their_step_ups_and_keeps_this_ones() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await.enrolled().await;
    let other = other(&ada).await;
    ada.session.delete("/api/v1/me/totp").await.ok(200);
    is_dropped(&other).await;
    mint(&ada.session).await.ok(201);
    mint(&bob.session).await.ok(201);
}

#[tokio::test]
async fn replacing_the_authenticator_drops_their_step_ups() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let other = other(&ada).await;
    propose(&mut ada).await;
    mint(&other).await.ok(201);
    confirm(&ada.session, &ada.code()).await.ok(200);
    is_dropped(&other).await;
    mint(&ada.session).await.ok(201);
}

#[tokio::test]
async fn removing_a_passkey_drops_what_was_proved_with_it() {
    let world = World::new().await;
    let (mut ada, _) = world.owner("ada").await.with_passkey().await;
    let mut lost = Authenticator::default();
    let id = ada.enrol(&mut lost, "lost").await["id"].as_str().unwrap().to_owned();
    let thief = session_of(&world, &passkey::sign_in(&world, &mut lost).await.ok(200));
    mint(&thief).await.ok(201);
    ada.session.delete(&format!("{ENROL}/{id}")).await.ok(200);
    is_dropped(&thief).await;
    is_dropped(&Session::at(&thief, &world.restarted().await)).await;
}
