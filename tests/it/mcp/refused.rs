//! Who is not let in, and what they are told (RFC 6750, RFC 9728).

use serde_json::json;
use tests::{Anonymous, Answer, Caller, Session, World};

use super::{agent, key, message, post};

fn challenge(answer: &Answer) -> &str {
    answer.header("www-authenticate").unwrap()
}

const METADATA: &str = "resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource/mcp\"";

#[tokio::test]
async fn post_401_leads_to_the_metadata_whatever_is_wrong_with_the_credential() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let list = message("tools/list", json!({}));
    let nobody = post(&world.anonymous(), &list, &[]).await;
    nobody.refused(401, "UNAUTHORIZED");
    assert_eq!(challenge(&nobody), format!("Bearer realm=\"almond\", scope=\"mcp:read\", {METADATA}"));
    let (_, id) = ada.mint(&["mcp:read"]).await;
    let (revoked, _) = (key(&ada, &["mcp:read"]).await, id);
    let keys = ada.session.get("/api/v1/api-keys").await.ok(200);
    for item in keys["items"].as_array().unwrap() {
        ada.session.delete(&format!("/api/v1/api-keys/{}", item["id"].as_str().unwrap())).await.ok(200);
    }
    let bearer = |token: &str| Anonymous::with(world.clone(), "authorization", &format!("Bearer {token}"));
    let answers = [
        post(&bearer("garbage"), &list, &[]).await,
        post(&bearer("alm_test_000000000000000000000000000000000000000000000000"), &list, &[]).await,
        post(&revoked, &list, &[]).await,
        // Good elsewhere: a session's token, the operator's key, a cookie.
        post(&ada.session, &list, &[]).await,
        post(&world.operator(), &list, &[]).await,
    ];
    for answer in &answers {
        answer.refused(401, "UNAUTHORIZED");
        let expected = format!("Bearer realm=\"almond\", error=\"invalid_token\", scope=\"mcp:read\", {METADATA}");
        assert_eq!(challenge(answer), expected);
    }
}

#[tokio::test]
async fn post_401_for_a_session_in_a_cookie() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let signed_in = world
        .anonymous()
        .post("/api/v1/auth/login", json!({ "email": ada.email, "password": tests::PASSWORD, "session": "cookie" }))
        .await;
    let cookie = signed_in.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let browser = Session::cookie(world, &cookie);
    post(&browser, &message("tools/list", json!({})), &[("origin", "http://localhost:8080")])
        .await
        .refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_403_names_the_scope_that_the_call_needs() {
    let (ada, _) = agent().await;
    let call = |tool: &str| message("tools/call", json!({ "name": tool, "arguments": {} }));
    let cases = [
        (&["models:read"][..], message("tools/list", json!({})), "mcp:read"),
        (&["models:read", "files:read"], call("list_models"), "mcp:read"),
        (&["mcp:read", "files:write"], call("delete_file"), "mcp:write"),
        (&["mcp:write"], call("list_models"), "mcp:read"),
    ];
    for (scopes, message, needed) in cases {
        let answer = post(&key(&ada, scopes).await, &message, &[]).await;
        answer.refused(403, "FORBIDDEN");
        let expected = format!("Bearer realm=\"almond\", error=\"insufficient_scope\", scope=\"{needed}\", {METADATA}");
        assert_eq!(challenge(&answer), expected, "{scopes:?}");
        assert_eq!(answer.body["error"]["details"]["scopes"], json!([needed]));
    }
}

#[tokio::test]
async fn post_403_for_a_role_that_is_too_low() {
    let world = World::new().await;
    world.owner("boss").await;
    let member = world.member("eve", "acme", entity::OrgRole::Member).await.enrolled().await;
    let reads = key(&member, &["mcp:read", "mcp:write"]).await;
    let audit = message("tools/call", json!({ "name": "list_audit_events", "arguments": {} }));
    post(&reads, &audit, &[]).await.refused(403, "FORBIDDEN");
}
