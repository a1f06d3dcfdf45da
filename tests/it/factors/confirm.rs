//! `POST /api/v1/me/totp/confirm`

use std::{collections::BTreeSet, time::Duration};

use serde_json::json;
use tests::{Caller, World};

use super::{confirm, propose};

#[tokio::test]
async fn post_200_gives_ten_recovery_codes() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    propose(&mut ada).await;
    let answer = confirm(&ada.session, &ada.code()).await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let data = answer.ok(200);
    let codes: BTreeSet<_> = data["recoveryCodes"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
    assert_eq!(codes.len(), 10);
    for code in codes {
        let groups: Vec<_> = code.split('-').collect();
        assert!(groups.len() == 4 && groups.iter().all(|group| group.len() == 4), "{code}");
    }
}

#[tokio::test]
async fn post_409_with_nothing_to_confirm() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    confirm(&ada.session, "000000").await.refused(409, "CONFLICT");
    propose(&mut ada).await;
    let confirmed = confirm(&ada.session, &ada.code()).await.ok(200);
    ada.adopt(&confirmed);
    confirm(&ada.session, &ada.code()).await.refused(409, "CONFLICT");
}

#[tokio::test]
async fn post_400_for_a_wrong_code_leaves_the_seed_waiting() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    propose(&mut ada).await;
    let good = ada.code();
    for bad in ["", "000", &good[1..], &format!("{good}0"), "abcdef", "\u{0}"] {
        confirm(&ada.session, bad).await.names_field("code");
    }
    world.advance(Duration::from_secs(61));
    confirm(&ada.session, &good).await.names_field("code");
    assert_eq!(ada.session.get("/api/v1/me/factors").await.ok(200)["totp"]["enabled"], false);
    confirm(&ada.session, &ada.code()).await.ok(200);
}

#[tokio::test]
async fn somebody_elses_seed_is_not_confirmed() {
    let world = World::new().await;
    let (mut ada, mut bob) = (world.owner("ada").await, world.owner("bob").await);
    propose(&mut ada).await;
    confirm(&bob.session, &ada.code()).await.refused(409, "CONFLICT");
    propose(&mut bob).await;
    confirm(&bob.session, &ada.code()).await.names_field("code");
    confirm(&ada.session, &ada.code()).await.ok(200);
}

#[tokio::test]
async fn the_code_that_confirmed_steps_nobody_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let body = json!({ "code": ada.code() });
    ada.session.post("/api/v1/auth/step-up/totp", body).await.refused(401, "UNAUTHORIZED");
}
