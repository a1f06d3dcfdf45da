//! Whatever ends or narrows a key of a member ends or narrows a grant: at once, on every node, and for good.

use std::time::Duration;

use entity::{OrgRole, WorkspaceRole};
use futures_util::StreamExt;
use http::Method;
use serde_json::{Value, json};
use tests::{Caller, Key, Person, World};

use super::{
    super::{MCP, call, headers, message, post},
    Program, Tokens, ada, answered, approve, refused, status,
};
use crate::policy::rows::{insert_workspace, insert_workspace_member};

/// A member of Ada's org with a grant, which works.
async fn bob(ada: &Person, program: &Program) -> (Person, Tokens) {
    let world = ada.session.world();
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    let tokens = program.granted(&bob, "mcp:read mcp:write").await;
    assert_eq!(status(&tokens.access).await, 200);
    (bob, tokens)
}

/// Refused here and by a node that remembers nothing, and so is the next token.
async fn is_over(program: &Program, tokens: &Tokens) {
    assert_eq!(status(&tokens.access).await, 401);
    let other = program.world.restarted().await;
    assert_eq!(status(&tokens.access.at(&other)).await, 401);
    refused(&program.refresh(&tokens.refresh, &[]).await, 400, "invalid_grant");
    assert_eq!(status(&tokens.access).await, 401);
}

#[tokio::test]
async fn ended_by_its_person_it_is_over_from_the_answer_on() {
    let (ada, program) = ada().await;
    let tokens = program.granted(&ada, "mcp:read").await;
    assert_eq!(status(&tokens.access).await, 200);
    let id = super::listed(&ada).await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/me/grants/{id}");
    // Long after any step-up.
    program.world.advance(Duration::from_secs(1200));
    assert_eq!(ada.session.delete(&path).await.ok(200), json!({ "revoked": true }));
    is_over(&program, &tokens).await;
    ada.session.delete(&path).await.refused(404, "NOT_FOUND");
    assert!(super::listed(&ada).await.is_empty());
}

#[tokio::test]
async fn ended_by_an_admin_its_person_is_told() {
    let (ada, program) = ada().await;
    let (bob, tokens) = bob(&ada, &program).await;
    let grants = format!("/api/v1/orgs/{}/grants", ada.org);
    let list = ada.session.get(&format!("{grants}?userId={}", bob.user)).await.ok(200);
    let grant = &list["items"][0];
    assert_eq!(grant["user"], json!({ "id": bob.user, "email": bob.email, "name": "bob" }));
    let path = format!("{grants}/{}", grant["id"].as_str().unwrap());
    bob.session.delete(&path).await.refused(403, "FORBIDDEN");
    bob.session.get(&grants).await.refused(403, "FORBIDDEN");
    ada.session.delete(&path).await.ok(200);
    is_over(&program, &tokens).await;
    ada.session.delete(&path).await.refused(404, "NOT_FOUND");
    let mails = program.world.mails(&bob.email).await;
    assert_eq!(mails.last().unwrap().subject, "An agent's access in your name was ended");
}

#[tokio::test]
async fn ended_by_its_client_with_either_token() {
    let (ada, program) = ada().await;
    let other = Program::register(&program.world).await;
    for by_access in [true, false] {
        let tokens = program.granted(&ada, "mcp:read").await;
        let access = tokens.access.credentials()[0].1.strip_prefix("Bearer ").unwrap().to_owned();
        let token = if by_access { access } else { tokens.refresh.clone() };
        let revoke = async |client: &str, token: &str| {
            let fields = [("client_id", client), ("token", token), ("token_type_hint", "refresh_token")];
            program.form("/oauth2/revoke", fields.into()).await
        };
        // Of another client it is none; nor is garbage.
        assert_eq!(revoke(&other.id, &token).await.status, 200);
        assert_eq!(revoke(&program.id, "garbage").await.status, 200);
        refused(&revoke("", &token).await, 400, "invalid_request");
        assert_eq!(status(&tokens.access).await, 200);
        assert_eq!(revoke(&program.id, &token).await.status, 200);
        is_over(&program, &tokens).await;
        assert_eq!(revoke(&program.id, &token).await.status, 200);
    }
    // A key is no token of a grant.
    let (key, id) = ada.mint(&["mcp:read"]).await;
    let text = key.credentials()[0].1.strip_prefix("Bearer ").unwrap().to_owned();
    let fields = [("client_id", &*program.id), ("token", &text)];
    assert_eq!(program.form("/oauth2/revoke", fields.into()).await.status, 200);
    ada.session.get(&format!("/api/v1/api-keys/{id}")).await.ok(200);
}

#[tokio::test]
async fn leaving_or_being_removed_ends_it_for_good() {
    let (ada, program) = ada().await;
    let (bob, tokens) = bob(&ada, &program).await;
    let code = program.code(&bob, "mcp:read").await;
    ada.session.delete(&format!("/api/v1/orgs/{}/members/{}", ada.org, bob.user)).await.ok(200);
    is_over(&program, &tokens).await;
    refused(&program.exchange(&code, &[]).await, 400, "invalid_grant");
}

#[tokio::test]
async fn disabled_its_person_has_none_and_enabled_has_it_again() {
    let (ada, program) = ada().await;
    let (bob, tokens) = bob(&ada, &program).await;
    let user = format!("/internal/users/{}", bob.user);
    assert_eq!(program.world.operator().post_empty(&format!("{user}/disable")).await.status, 200);
    is_over(&program, &tokens).await;
    assert_eq!(program.world.operator().post_empty(&format!("{user}/enable")).await.status, 200);
    assert_eq!(status(&tokens.access).await, 200);
    program.tokens(&program.refresh(&tokens.refresh, &[]).await);
    // Deleted, nothing is left of it.
    let (_, again) = (bob.session, program.granted(&ada, "mcp:read").await);
    assert_eq!(program.world.operator().delete(&user).await.status, 200);
    assert_eq!(status(&tokens.access).await, 401);
    assert_eq!(status(&again.access).await, 200, "somebody else's");
}

#[tokio::test]
async fn mass_revocation_and_the_end_of_the_org_end_it() {
    let (ada, program) = ada().await;
    let (_, tokens) = bob(&ada, &program).await;
    program.world.advance(Duration::from_secs(1));
    let now = program.world.state().now();
    resource::key::revoke_issued_before(program.world.state(), now, None).await.unwrap();
    is_over(&program, &tokens).await;
    let tokens = program.granted(&ada, "mcp:read").await;
    ada.session.delete(&format!("/api/v1/orgs/{}", ada.org)).await.ok(200);
    assert_eq!(status(&tokens.access).await, 401);
    refused(&program.refresh(&tokens.refresh, &[]).await, 400, "invalid_grant");
}

#[tokio::test]
async fn a_workspace_lost_ends_what_was_bound_to_it() {
    let (ada, program) = ada().await;
    let world = program.world.clone();
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    let (mine, other) = (insert_workspace(&ada).await, insert_workspace(&ada).await);
    insert_workspace_member(&bob, mine, WorkspaceRole::Editor).await;
    let request = program.request(&[]).await;
    let elsewhere = json!({ "request": request, "workspaceId": other.to_string() });
    approve(&bob, elsewhere).await.refused(400, "BAD_REQUEST").names_field("workspaceId");
    let body = json!({ "request": request, "workspaceId": mine.to_string() });
    let approved = approve(&bob, body).await.ok(200);
    let tokens = program.tokens(&program.exchange(&answered(&approved).1["code"], &[]).await);
    let seen = super::super::data(&tokens.access, "list_workspaces", json!({})).await;
    let seen: Vec<_> = seen["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect();
    assert_eq!(seen, [Value::from(mine.to_string())]);
    assert_eq!(super::listed(&bob).await[0]["workspaceId"], mine.to_string());
    let path = format!("/api/v1/workspaces/{mine}/members/{}", bob.user);
    ada.session.delete(&path).await.ok(200);
    is_over(&program, &tokens).await;
}

#[tokio::test]
async fn a_lower_role_and_a_missing_factor_count_at_once() {
    let world = World::new().await;
    let boss = world.owner("boss").await.enrolled().await;
    let ada = world.member("ada", &boss.org, OrgRole::Admin).await.enrolled().await;
    let program = Program::register(&world).await;
    let tokens = program.granted(&ada, "mcp:read").await;
    let audit = message("tools/call", json!({ "name": "list_audit_events", "arguments": {} }));
    assert_eq!(post(&tokens.access, &audit, &[]).await.status, 200);
    let member = format!("/api/v1/orgs/{}/members/{}", boss.org, ada.user);
    boss.session.patch(&member, json!({ "role": "member" })).await.ok(200);
    assert_eq!(post(&tokens.access, &audit, &[]).await.status, 403);
    let org = format!("/api/v1/orgs/{}", boss.org);
    boss.session.patch(&org, json!({ "requireTwoFactor": true })).await.ok(200);
    world.operator().post_empty(&format!("/internal/users/{}/reset-factors", ada.user)).await;
    world.advance(Duration::from_secs(8 * 24 * 3600));
    let answer = program.refresh(&tokens.refresh, &[]).await;
    let tokens = program.tokens(&answer);
    let list = message("tools/call", json!({ "name": "list_models", "arguments": {} }));
    assert_eq!(post(&tokens.access, &list, &[]).await.status, 403);
}

/// A request whose body never comes, by a credential that ends meanwhile.
async fn slow(key: &Key) -> (tests::Answer, Duration) {
    let list = message("tools/call", json!({ "name": "list_models", "arguments": {} }));
    let mut headers = headers(&list);
    headers.extend(key.credentials());
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let first = futures_util::stream::once(async { Ok::<_, std::io::Error>(b"{".to_vec()) });
    let body = poem::Body::from_bytes_stream(first.chain(futures_util::stream::pending()));
    let began = std::time::Instant::now();
    (key.world().send(Method::POST, MCP, &headers, body).await, began.elapsed())
}

#[tokio::test]
async fn a_request_under_way_ends_within_five_seconds_of_its_grant() {
    let (ada, program) = ada().await;
    let tokens = program.granted(&ada, "mcp:read").await;
    let id = super::listed(&ada).await[0]["id"].as_str().unwrap().to_owned();
    let slow = tokio::spawn({
        let access = tokens.access.clone();
        async move { slow(&access).await }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!slow.is_finished());
    ada.session.delete(&format!("/api/v1/me/grants/{id}")).await.ok(200);
    let (answer, took) = slow.await.unwrap();
    answer.refused(401, "UNAUTHORIZED");
    assert!(took < Duration::from_secs(5), "{took:?}");
    // Nothing of it is a stream besides.
    let tokens = program.granted(&ada, "mcp:read").await;
    let result = call(&tokens.access, "list_models", json!({})).await;
    assert_eq!(result["resultType"], "complete");
}
