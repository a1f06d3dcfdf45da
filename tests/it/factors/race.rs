//! Two confirmations at the same instant: one wins.

use std::time::Duration;

use tests::{Caller, PASSWORD, World};
use tokio::task::JoinSet;

use super::{confirm, propose};
use crate::sign_in::{login, mfa_token, second_step, session_of};

#[tokio::test(flavor = "multi_thread")]
async fn one_of_many_confirmations_wins() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let second = session_of(&world, &login(&world, &ada.email, PASSWORD).await.ok(200));
    propose(&mut ada).await;
    let mut tasks = JoinSet::new();
    for turn in 0..20 {
        let (session, code) = (if turn % 2 == 0 { &ada.session } else { &second }.clone(), ada.code());
        tasks.spawn(async move { confirm(&session, &code).await });
    }
    let mut recovery_codes = Vec::new();
    for answer in tasks.join_all().await {
        match answer.status.as_u16() {
            200 => recovery_codes.push(answer.ok(200)["recoveryCodes"][0].as_str().unwrap().to_owned()),
            // Lost the race, or came when there was a factor already.
            status => assert!(matches!(status, 409 | 403), "{}", answer.text),
        }
    }
    assert_eq!(recovery_codes.len(), 1);
    let token = mfa_token(&ada).await;
    second_step(&world, "recovery", &token, &recovery_codes[0]).await.ok(200);
    world.advance(Duration::from_secs(30));
    let signed_in = second_step(&world, "totp", &token, &ada.code()).await.ok(200);
    let factors = session_of(&world, &signed_in).get("/api/v1/me/factors").await.ok(200);
    assert_eq!(factors["recoveryCodes"]["remaining"], 9);
}
