//! From the client's question to the person's answer.

use std::time::Duration;

use http::Method;
use serde_json::json;
use tests::{Caller, World};

use super::{ASKED, CALLBACK, ISSUER, Program, ada, answered, approve, listed, sent_to, status};

#[tokio::test]
async fn the_whole_way() {
    let (ada, program) = ada().await;
    let request = program.request(&[]).await;
    let asked = ada.session.get(&format!("{ASKED}?request={request}")).await.ok(200);
    let client = json!({ "id": program.id, "name": "A program", "host": null, "receiver": "127.0.0.1" });
    assert_eq!(asked["client"], client);
    assert_eq!((&asked["isLoopback"], &asked["scopes"]), (&json!(true), &json!(["mcp:read", "mcp:write"])));
    assert_eq!(asked["offered"], asked["scopes"]);
    assert_eq!((&asked["days"], &asked["mostDays"]), (&json!(30), &json!(90)));
    let (to, words) = answered(&approve(&ada, json!({ "request": request, "days": 7 })).await.ok(200));
    assert_eq!((to.as_str(), words["iss"].as_str()), (CALLBACK, ISSUER));
    assert_eq!(words["state"], "its own & nobody's");
    assert_eq!(listed(&ada).await, [] as [serde_json::Value; 0], "nobody has it yet");

    let answer = program.exchange(&words["code"], &[]).await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let body = &answer.body;
    assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("Bearer"), &json!(3600)), "{body}");
    assert_eq!(body["scope"], "mcp:read mcp:write");
    let tokens = program.tokens(&answer);
    let made = super::super::data(&tokens.access, "create_agent", json!({ "name": "runner" })).await;
    assert_eq!(made["name"], "runner");
    world_at(&ada, 3600);
    assert_eq!(status(&tokens.access).await, 401, "an hour is over");
}

fn world_at(person: &tests::Person, seconds: u64) {
    person.session.world().advance(Duration::from_secs(seconds));
}

#[tokio::test]
async fn no_goes_back_and_leaves_nothing() {
    let (ada, program) = ada().await;
    let request = program.request(&[]).await;
    let denied = ada.session.post(&format!("{ASKED}/deny"), json!({ "request": request })).await.ok(200);
    let (to, words) = answered(&denied);
    assert_eq!((to.as_str(), words["error"].as_str(), words["iss"].as_str()), (CALLBACK, "access_denied", ISSUER));
    assert_eq!(words["state"], "its own & nobody's");
    assert!(listed(&ada).await.is_empty());
}

#[tokio::test]
async fn what_the_client_does_wrong_goes_back_to_it_with_iss() {
    let (_, program) = ada().await;
    let long = "x".repeat(3000);
    for (wrong, error) in [
        (("response_type", "token"), "unsupported_response_type"),
        (("response_type", ""), "invalid_request"),
        (("code_challenge", ""), "invalid_request"),
        (("code_challenge", "short"), "invalid_request"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("code_challenge_method", ""), "invalid_request"),
        (("resource", ""), "invalid_target"),
        (("resource", "http://localhost:8080"), "invalid_target"),
        (("resource", "https://evil.example/mcp"), "invalid_target"),
        (("scope", "models:read"), "invalid_scope"),
        (("scope", "mcp:read billing:machine:charge"), "invalid_scope"),
        (("scope", "mcp:everything"), "invalid_scope"),
    ] {
        let (to, words) = sent_to(&program.ask(&[wrong]).await);
        assert_eq!((to.as_str(), words["error"].as_str()), (CALLBACK, error), "{wrong:?}");
        assert_eq!((words["iss"].as_str(), words["state"].as_str()), (ISSUER, "its own & nobody's"), "{wrong:?}");
        assert!(!words.contains_key("code"), "{wrong:?}");
    }
    let (_, words) = sent_to(&program.ask(&[("state", &long)]).await);
    assert_eq!((words["error"].as_str(), words.get("state")), ("invalid_request", None));
    let twice = format!("/oauth2/authorize?client_id={}&redirect_uri={CALLBACK}&scope=mcp:read&scope=a", program.id);
    let (_, words) = sent_to(&program.world.anonymous().get(&twice).await);
    assert_eq!(words["error"], "invalid_request");
}

#[tokio::test]
async fn get_400_here_where_client_and_redirect_uri_do_not_belong_together() {
    let (_, program) = ada().await;
    for wrong in [
        ("client_id", ""),
        ("client_id", "nobody"),
        ("client_id", "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40"),
        ("redirect_uri", ""),
        ("redirect_uri", "https://evil.example/"),
        ("redirect_uri", "http://127.0.0.1:3000/other"),
        ("redirect_uri", "http://localhost:3000/callback"),
        ("redirect_uri", "javascript:alert(1)"),
        ("redirect_uri", "http://127.0.0.1:3000/callback#x"),
    ] {
        program.ask(&[wrong]).await.refused(400, "BAD_REQUEST").names_field(wrong.0);
    }
    let twice = format!("/oauth2/authorize?client_id={0}&client_id={0}&redirect_uri={CALLBACK}", program.id);
    program.world.anonymous().get(&twice).await.refused(400, "BAD_REQUEST");
    // A person gets a page, which nobody can frame.
    let page = [("accept", "text/html")];
    let answer = program.world.send(Method::GET, "/oauth2/authorize?client_id=nobody", &page, "").await;
    assert_eq!((answer.status.as_u16(), answer.header("x-frame-options")), (400, Some("DENY")));
    assert!(answer.text.starts_with("<!doctype html>") && answer.text.contains("is unknown"), "{}", answer.text);
}

#[tokio::test]
async fn the_persons_page_can_be_framed_by_nobody_and_posts_come_from_it_alone() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let page = [("accept", "text/html")];
    let answer = world.send(Method::GET, "/authorize?request=x", &page, "").await;
    assert_eq!((answer.status.as_u16(), answer.header("x-frame-options")), (200, Some("DENY")));
    assert!(answer.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
    let login = json!({ "email": ada.email, "password": tests::PASSWORD, "session": "cookie" });
    let signed_in = world.anonymous().post("/api/v1/auth/login", login).await;
    let cookie = signed_in.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let program = Program::register(&world).await;
    let body = json!({ "request": program.request(&[("scope", "mcp:read")]).await }).to_string();
    let send = async |site: &str| {
        let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", site), ("content-type", "application/json")];
        world.send(Method::POST, &format!("{ASKED}/approve"), &headers, body.clone()).await
    };
    send("cross-site").await.refused(403, "FORBIDDEN");
    send("same-site").await.refused(403, "FORBIDDEN");
    send("same-origin").await.ok(200);
}

#[tokio::test]
async fn an_answer_takes_a_session_and_a_step_up_where_something_could_change() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let program = Program::register(&world).await;
    let request = program.request(&[]).await;
    let (key, _) = ada.mint(&["mcp:read", "mcp:write"]).await;
    key.post(&format!("{ASKED}/approve"), json!({ "request": request })).await.refused(403, "FORBIDDEN");
    key.get(&format!("{ASKED}?request={request}")).await.refused(403, "FORBIDDEN");
    let anonymous = world.anonymous();
    anonymous.post(&format!("{ASKED}/approve"), json!({ "request": request })).await.refused(401, "UNAUTHORIZED");
    world.advance(Duration::from_secs(601));
    let refused = approve(&ada, json!({ "request": request })).await;
    refused.refused(403, "FORBIDDEN");
    assert_eq!(refused.body["error"]["details"]["stepUp"]["maxAge"], 600);
    approve(&ada, json!({ "request": request, "scopes": ["mcp:read"] })).await.ok(200);
    // Nor is more given than was asked for without one.
    let reads = program.request(&[("scope", "mcp:read")]).await;
    let both = json!({ "request": reads, "scopes": ["mcp:read", "mcp:write"] });
    approve(&ada, both.clone()).await.refused(403, "FORBIDDEN");
    ada.step_up_now().await;
    let code = answered(&approve(&ada, both).await.ok(200)).1["code"].clone();
    assert_eq!(program.exchange(&code, &[]).await.body["scope"], "mcp:read mcp:write");
    approve(&ada, json!({ "request": request })).await.ok(200);
    // It draws from the bucket of minting.
    for _ in 0..7 {
        approve(&ada, json!({ "request": request })).await.ok(200);
    }
    approve(&ada, json!({ "request": request })).await.refused(400, "BAD_REQUEST");
}

#[tokio::test]
async fn post_400_for_an_answer_to_something_else() {
    let (ada, program) = ada().await;
    let request = program.request(&[("scope", "mcp:read")]).await;
    let altered = format!("{}{}", if request.starts_with('A') { 'B' } else { 'A' }, &request[1..]);
    for (body, field) in [
        (json!({ "request": "x" }), "request"),
        (json!({ "request": altered }), "request"),
        (json!({ "request": request, "scopes": [] }), "scopes"),
        (json!({ "request": request, "scopes": ["mcp:read", "models:read"] }), "scopes"),
        (json!({ "request": request, "days": 0 }), "days"),
        (json!({ "request": request, "days": 91 }), "days"),
        (json!({ "request": request, "workspaceId": "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40" }), "workspaceId"),
    ] {
        approve(&ada, body.clone()).await.refused(400, "BAD_REQUEST").names_field(field);
    }
    ada.session.world().advance(Duration::from_secs(1800));
    approve(&ada, json!({ "request": request })).await.refused(400, "BAD_REQUEST").names_field("request");
    assert!(listed(&ada).await.is_empty());
}
