//! Codes become tokens, once, and only for the client that asked.

use std::time::Duration;

use serde_json::json;
use tests::Caller;

use super::{ada, refused, status};

#[tokio::test]
async fn post_400_for_whatever_is_wrong_and_the_code_stays_good() {
    let (ada, program) = ada().await;
    let other = super::Program::register(&program.world).await;
    let code = program.code(&ada, "mcp:read").await;
    for (wrong, word) in [
        (("code_verifier", ""), "invalid_request"),
        (("code_verifier", "another-verifier-that-is-just-as-long-as-the-right-one"), "invalid_grant"),
        (("code_verifier", "short"), "invalid_grant"),
        (("redirect_uri", ""), "invalid_request"),
        (("redirect_uri", "http://127.0.0.1:3001/callback"), "invalid_grant"),
        (("client_id", other.id.as_str()), "invalid_grant"),
        (("client_id", "nobody"), "invalid_client"),
        (("client_id", ""), "invalid_request"),
        (("resource", ""), "invalid_target"),
        (("resource", "https://evil.example/mcp"), "invalid_target"),
        (("code", "garbage"), "invalid_grant"),
        (("code", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "invalid_grant"),
        (("grant_type", "password"), "unsupported_grant_type"),
        (("grant_type", ""), "invalid_request"),
    ] {
        refused(&program.exchange(&code, &[wrong]).await, 400, word);
    }
    let tokens = program.tokens(&program.exchange(&code, &[]).await);
    assert_eq!(status(&tokens.access).await, 200);
}

#[tokio::test]
async fn post_400_after_a_minute() {
    let (ada, program) = ada().await;
    let code = program.code(&ada, "mcp:read").await;
    program.world.advance(Duration::from_secs(60));
    refused(&program.exchange(&code, &[]).await, 400, "invalid_grant");
    resource::grant::forget_expired(program.world.state()).await.unwrap();
    program.world.advance(Duration::from_secs(61));
    resource::grant::forget_expired(program.world.state()).await.unwrap();
    refused(&program.exchange(&code, &[]).await, 400, "invalid_grant");
}

#[tokio::test]
async fn a_code_that_comes_twice_ends_the_grant() {
    let (ada, program) = ada().await;
    let code = program.code(&ada, "mcp:read").await;
    let tokens = program.tokens(&program.exchange(&code, &[]).await);
    // Whoever doesn't know the verifier ends nothing.
    let stranger = [("code_verifier", "another-verifier-that-is-just-as-long-as-the-right-one")];
    refused(&program.exchange(&code, &stranger).await, 400, "invalid_grant");
    assert_eq!(status(&tokens.access).await, 200);
    refused(&program.exchange(&code, &[]).await, 400, "invalid_grant");
    assert_eq!(status(&tokens.access).await, 401);
    refused(&program.refresh(&tokens.refresh, &[]).await, 400, "invalid_grant");
    let events = ada.session.get("/api/v1/audit-events?action=grant.revoked").await.ok(200);
    assert_eq!(events["items"][0]["detail"]["reason"], "code_reused");
    let mails = program.world.mails(&ada.email).await;
    assert!(mails.iter().any(|mail| mail.subject == "An agent's access was ended"));
}

#[tokio::test]
async fn the_token_is_good_for_nothing_but_mcp() {
    let (ada, program) = ada().await;
    let tokens = program.granted(&ada, "mcp:read mcp:write").await;
    assert_eq!(status(&tokens.access).await, 200);
    for path in ["/api/v1/models", "/api/v1/files", "/api/v1/orgs", "/api/v1/api-keys", "/api/v1/me", "/api/v1/agents"]
    {
        let answer = tokens.access.get(path).await;
        answer.refused(401, "UNAUTHORIZED");
        assert!(answer.header("www-authenticate").unwrap().contains("invalid_token"), "{path}");
    }
    tokens.access.get("/api/v1/api-keys/current").await.refused(401, "UNAUTHORIZED");
    tokens.access.delete("/api/v1/api-keys/current").await.refused(401, "UNAUTHORIZED");
    let text = tokens.access.credentials()[0].1.strip_prefix("Bearer ").unwrap().to_owned();
    let verified = program.world.operator().post("/api/v1/api-keys/verify", json!({ "key": text })).await.ok(200);
    assert_eq!((&verified["valid"], verified["code"].as_str()), (&json!(false), Some("NOT_FOUND")));
    assert_eq!(status(&tokens.access).await, 200);
    // And what is good elsewhere is none here: neither the refresh token nor the code.
    assert_eq!(status(&tests::Key::new(program.world.clone(), &tokens.refresh)).await, 401);
}
