//! Refresh tokens: each good once, an old one ends the grant (RFC 9700, 4.14).

use std::time::Duration;

use serde_json::json;
use tests::Caller;

use super::{ASKED, ada, answered, approve, refused, status};

#[tokio::test]
async fn the_next_tokens_take_the_place_of_those_before() {
    let (ada, program) = ada().await;
    let first = program.granted(&ada, "mcp:read mcp:write").await;
    program.world.advance(Duration::from_secs(3601));
    assert_eq!(status(&first.access).await, 401);
    let answer = program.refresh(&first.refresh, &[]).await;
    assert_eq!(answer.body["scope"], "mcp:read mcp:write");
    let second = program.tokens(&answer);
    assert_ne!(first.refresh, second.refresh);
    assert_eq!((status(&first.access).await, status(&second.access).await), (401, 200));
    // A second time within the hour, too.
    let third = program.tokens(&program.refresh(&second.refresh, &[("scope", "mcp:read offline_access")]).await);
    assert_eq!((status(&second.access).await, status(&third.access).await), (401, 200));
}

#[tokio::test]
async fn an_old_one_ends_the_grant() {
    let (ada, program) = ada().await;
    let first = program.granted(&ada, "mcp:read").await;
    let second = program.tokens(&program.refresh(&first.refresh, &[]).await);
    let third = program.tokens(&program.refresh(&second.refresh, &[]).await);
    refused(&program.refresh(&first.refresh, &[]).await, 400, "invalid_grant");
    assert_eq!(status(&third.access).await, 401);
    refused(&program.refresh(&third.refresh, &[]).await, 400, "invalid_grant");
    let events = ada.session.get("/api/v1/audit-events?action=grant.revoked").await.ok(200);
    assert_eq!(events["items"].as_array().unwrap().len(), 1, "once");
    assert_eq!(events["items"][0]["detail"]["reason"], "refresh_reused");
    assert!(super::listed(&ada).await.is_empty());
}

#[tokio::test]
async fn post_400_for_whatever_is_wrong_and_the_token_stays_good() {
    let (ada, program) = ada().await;
    let other = super::Program::register(&program.world).await;
    let tokens = program.granted(&ada, "mcp:read").await;
    for (wrong, word) in [
        (("client_id", other.id.as_str()), "invalid_grant"),
        (("resource", "https://evil.example/mcp"), "invalid_target"),
        (("scope", "mcp:write"), "invalid_scope"),
        (("scope", "mcp:read models:read"), "invalid_scope"),
        (("scope", "everything"), "invalid_scope"),
        (("refresh_token", "garbage"), "invalid_grant"),
        (("refresh_token", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "invalid_grant"),
        (("refresh_token", ""), "invalid_request"),
    ] {
        refused(&program.refresh(&tokens.refresh, &[wrong]).await, 400, word);
    }
    assert_eq!(status(&tokens.access).await, 200);
    program.tokens(&program.refresh(&tokens.refresh, &[]).await);
}

#[tokio::test]
async fn a_grant_ends_when_it_was_to_end_and_its_last_token_with_it() {
    let (ada, program) = ada().await;
    let request = program.request(&[("scope", "mcp:read")]).await;
    let approved = approve(&ada, json!({ "request": request, "days": 1 })).await.ok(200);
    let mut tokens = program.tokens(&program.exchange(&answered(&approved).1["code"], &[]).await);
    program.world.advance(Duration::from_secs(24 * 3600 - 600));
    let answer = program.refresh(&tokens.refresh, &[]).await;
    assert_eq!(answer.body["expires_in"], 600);
    tokens = program.tokens(&answer);
    assert_eq!(status(&tokens.access).await, 200);
    program.world.advance(Duration::from_secs(600));
    assert_eq!(status(&tokens.access).await, 401);
    refused(&program.refresh(&tokens.refresh, &[]).await, 400, "invalid_grant");
}

#[tokio::test]
async fn what_the_org_lets_a_key_live_holds_for_grants() {
    let (ada, program) = ada().await;
    let tokens = program.granted(&ada, "mcp:read").await;
    ada.session.patch(&format!("/api/v1/orgs/{}", ada.org), json!({ "maxKeyLifetimeDays": 2 })).await.ok(200);
    let request = program.request(&[]).await;
    let asked = ada.session.get(&format!("{ASKED}?request={request}")).await.ok(200);
    assert_eq!((&asked["days"], &asked["mostDays"]), (&json!(2), &json!(2)));
    program.world.advance(Duration::from_secs(2 * 24 * 3600));
    refused(&program.refresh(&tokens.refresh, &[]).await, 400, "invalid_grant");
}
