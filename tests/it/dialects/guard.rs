//! No dialect is a way round the native guard: minting takes a step-up or, of who has no second factor, a fresh sign-in.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, PASSWORD, Session};

use super::{WIRES, text, world};

fn asks_for_step_up(answer: &tests::Answer) {
    let challenge = answer.header("www-authenticate").unwrap_or_default();
    assert!(challenge.contains("error=\"insufficient_user_authentication\"") && challenge.contains("max_age="));
}

#[tokio::test]
async fn without_a_second_factor_a_sign_in_will_do_for_as_long_as_the_window() {
    for wire in &WIRES[1..] {
        let world = world().await;
        let ada = world.owner("ada").await;
        world.advance(Duration::from_secs(599));
        wire.minted(&wire.try_mint(&ada.session).await);
        world.advance(Duration::from_secs(1));
        let late = wire.try_mint(&ada.session).await;
        wire.refused(&late, 403);
        asks_for_step_up(&late);
        assert_eq!(wire.list(&ada).await.len(), 1);
    }
}

#[tokio::test]
async fn the_orgs_shorter_window_counts() {
    for wire in &WIRES[1..] {
        let world = world().await;
        let ada = world.owner("ada").await.enrolled().await;
        ada.session.patch(&format!("/api/v1/orgs/{}", ada.org), json!({ "stepUpMaxAge": 60 })).await.ok(200);
        world.advance(Duration::from_secs(60));
        wire.refused(&wire.try_mint(&ada.session).await, 403);
    }
}

#[tokio::test]
async fn with_a_second_factor_only_a_step_up_will_do() {
    for wire in &WIRES[1..] {
        let world = world().await;
        let ada = world.owner("ada").await;
        // Signed in a moment ago by the password alone, when there was no factor yet; this token has no step-up.
        let login = json!({ "email": ada.email, "password": PASSWORD });
        let other = world.anonymous().post("/api/v1/auth/login", login).await.ok(200);
        let other = Session::bearer(world.clone(), other["token"].as_str().unwrap());
        let before = ada.session.clone();
        let mut ada = ada.enrolled().await;
        for session in [&other, &before] {
            let refused = wire.try_mint(session).await;
            wire.refused(&refused, 403);
            asks_for_step_up(&refused);
        }
        wire.minted(&wire.try_mint(&ada.session).await);
        world.advance(Duration::from_secs(600));
        wire.refused(&wire.try_mint(&ada.session).await, 403);
        ada.step_up().await;
        wire.minted(&wire.try_mint(&ada.session).await);
    }
}

#[tokio::test]
async fn a_recovery_code_never_mints_not_even_once_the_factor_is_gone() {
    for wire in WIRES {
        let world = world().await;
        let ada = world.owner("ada").await.enrolled().await;
        let codes = ada.session.post_empty("/api/v1/me/recovery-codes").await.ok(200);
        let login = json!({ "email": ada.email, "password": PASSWORD });
        let half = world.anonymous().post("/api/v1/auth/login", login).await.ok(200);
        let body = json!({ "mfaToken": half["mfaToken"], "code": codes["recoveryCodes"][0] });
        let repairing = world.anonymous().post("/api/v1/auth/login/recovery", body).await.ok(200);
        let repairing = Session::bearer(world.clone(), &text(&repairing["token"]));
        wire.refused(&wire.try_mint(&repairing).await, 403);
        let removed = repairing.delete("/api/v1/me/totp").await;
        assert!(removed.status.is_success(), "{}", removed.text);
        wire.refused(&wire.try_mint(&repairing).await, 403);
    }
}

#[tokio::test]
async fn a_refused_body_costs_nothing_and_a_missing_step_up_draws_nothing() {
    for wire in WIRES {
        let world = tests::World::with().set("ALMOND_MINT_BURST", "1").toy(super::toy::TOY).build().await;
        let ada = world.owner("ada").await.enrolled().await;
        wire.refused(&ada.session.post(wire.path(), Value::Null).await, 400);
        wire.minted(&wire.try_mint(&ada.session).await);
    }
}
