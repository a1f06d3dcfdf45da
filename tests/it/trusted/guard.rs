//! What a trusted issuer's token mints: as any session, only while its person is known to be there.

use std::time::Duration;

use serde_json::json;
use tests::{Answer, Caller, Session};

use super::{NOW, bearer, mint, token, world};

fn asks_for_step_up(answer: &Answer) {
    assert_eq!(answer.status, 403, "{}", answer.text);
    let challenge = answer.header("www-authenticate").unwrap_or_default();
    assert!(challenge.contains("error=\"insufficient_user_authentication\""), "{challenge}");
}

#[tokio::test]
async fn a_dialects_mint_wants_a_sign_in_of_just_now_by_auth_time_or_else_by_iat() {
    let (world, provider) = world().await;
    for (changes, may) in [
        (json!({}), true),
        (json!({ "auth_time": NOW - 599 }), true),
        (json!({ "auth_time": NOW - 600 }), false),
        (json!({ "auth_time": null }), true),
        (json!({ "auth_time": null, "iat": NOW - 599 }), true),
        (json!({ "auth_time": null, "iat": NOW - 600 }), false),
        (json!({ "auth_time": NOW - 86_400, "iat": NOW }), false),
        (json!({ "auth_time": 0 }), false),
    ] {
        let said = changes.to_string();
        let answer = mint(&bearer(&world, &token(&provider, changes))).await;
        if may {
            assert_eq!(answer.status, 201, "{said}: {}", answer.text);
        } else {
            asks_for_step_up(&answer);
        }
    }
}

#[tokio::test]
async fn showing_the_token_again_makes_it_no_fresher() {
    let (world, provider) = world().await;
    let session = bearer(&world, &token(&provider, json!({})));
    assert_eq!(mint(&session).await.status, 201);
    world.advance(Duration::from_secs(600));
    asks_for_step_up(&mint(&session).await);
    // Nor does a clock that is ahead there.
    let ahead = bearer(&world, &token(&provider, json!({ "auth_time": NOW + 660, "iat": NOW + 600 })));
    assert_eq!(mint(&ahead).await.status, 201);
    world.advance(Duration::from_secs(600));
    asks_for_step_up(&mint(&ahead).await);
}

#[tokio::test]
async fn the_native_mint_wants_the_step_up_all_the_same() {
    let (world, provider) = world().await;
    let session = bearer(&world, &token(&provider, json!({})));
    asks_for_step_up(&session.post("/api/v1/api-keys", json!({ "name": "CI" })).await);
}

#[tokio::test]
async fn whoever_has_a_second_factor_needs_the_step_up_however_fresh_the_token_is() {
    let (world, provider) = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let session = bearer(&world, &token(&provider, json!({})));
    asks_for_step_up(&mint(&session).await);
    world.advance(Duration::from_secs(30));
    let code = tests::code_at(ada.seed.as_deref().unwrap(), world.state().now());
    let elevated = session.post("/api/v1/auth/step-up/totp", json!({ "code": code })).await.ok(200);
    let elevated = Session::bearer(world.clone(), elevated["token"].as_str().unwrap());
    assert_eq!(mint(&elevated).await.status, 201);
    asks_for_step_up(&mint(&session).await);
}

#[tokio::test]
async fn it_takes_no_second_factor_away() {
    let (world, provider) = world().await;
    world.owner("ada").await.enrolled().await;
    let session = bearer(&world, &token(&provider, json!({})));
    asks_for_step_up(&session.delete("/api/v1/me/totp").await);
    asks_for_step_up(&session.post_empty("/api/v1/me/recovery-codes").await);
}
