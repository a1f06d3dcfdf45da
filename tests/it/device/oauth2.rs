//! The standard wire: RFC 8628, RFC 6749 (5.2), RFC 8414.

use std::time::Duration;

use http::Method;
use serde_json::json;
use tests::{Answer, Caller, Key, World};

use super::{DeviceLogin, GRANT_TYPE, form};

const START: &str = "/oauth2/device_authorization";
const TOKEN: &str = "/oauth2/token";

#[track_caller]
fn refused(answer: &Answer, status: u16, word: &str) {
    assert_eq!((answer.status.as_u16(), answer.body["error"].as_str()), (status, Some(word)), "{}", answer.text);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("content-type"), Some("application/json"));
}

async fn token(world: &World, login: &DeviceLogin, client: &str) -> Answer {
    let fields = [("grant_type", GRANT_TYPE), ("device_code", &login.device_code), ("client_id", client)];
    form(world, TOKEN, &fields).await
}

#[tokio::test]
async fn the_whole_way() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let answer = form(&world, START, &[("client_id", "my%20cli"), ("scope", "terminal+models:read")]).await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let started = &answer.body;
    assert_eq!(started["verification_uri"], "http://localhost:8080/device");
    assert_eq!((&started["expires_in"], &started["interval"]), (&json!(600), &json!(5)));
    let login = DeviceLogin::of(&world, &started["device_code"], &started["user_code"]);
    let asks = super::decide(&ada, "lookup", &login.user_code).await.ok(200);
    assert_eq!(asks["clientName"], "my cli");

    refused(&token(&world, &login, "my+cli").await, 400, "authorization_pending");
    refused(&token(&world, &login, "my+cli").await, 400, "slow_down");
    world.advance(Duration::from_secs(10));
    refused(&token(&world, &login, "my+cli").await, 400, "authorization_pending");
    login.approve(&ada).await.ok(200);
    // The code is this client's alone, and not of the native wire.
    refused(&token(&world, &login, "another").await, 400, "invalid_grant");
    login.exchange().await.refused(404, "NOT_FOUND");
    login.status().await.refused(404, "NOT_FOUND");
    let answer = token(&world, &login, "my+cli").await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let key = answer.body["access_token"].as_str().unwrap();
    let expected = json!({ "access_token": key, "token_type": "Bearer", "scope": "terminal models:read" });
    assert_eq!(answer.body, expected);
    Key::new(world.clone(), key).get("/api/v1/models").await.ok(200);
    refused(&token(&world, &login, "my+cli").await, 400, "invalid_grant");
}

#[tokio::test]
async fn a_narrower_scope_is_kept() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let started = form(&world, START, &[("client_id", "cli"), ("scope", "models:read")]).await.body;
    let login = DeviceLogin::of(&world, &started["device_code"], &started["user_code"]);
    login.approve(&ada).await.ok(200);
    assert_eq!(token(&world, &login, "cli").await.body["scope"], "models:read");
}

#[tokio::test]
async fn denied_and_expired() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (denied, expired) =
        (DeviceLogin::start_oauth(&world, "cli").await, DeviceLogin::start_oauth(&world, "cli").await);
    denied.deny(&ada).await.ok(200);
    refused(&token(&world, &denied, "cli").await, 400, "access_denied");
    world.advance(Duration::from_secs(600));
    refused(&token(&world, &expired, "cli").await, 400, "expired_token");
    refused(&token(&world, &denied, "cli").await, 400, "access_denied");
    // One that was begun natively is nobody's client's.
    refused(&token(&world, &DeviceLogin::start(&world).await, "cli").await, 400, "invalid_grant");
}

#[tokio::test]
async fn bad_requests_are_answered_in_the_standards_words() {
    let world = World::new().await;
    for (path, body, word) in [
        (START, "", "invalid_request"),
        (START, "client_id=", "invalid_request"),
        (START, "client_id=a&client_id=a", "invalid_request"),
        (START, "client_id=a&x=1&x=2", "invalid_request"),
        (START, "client_id=a%00b", "invalid_request"),
        (START, "client_id=%ff", "invalid_request"),
        (START, "client_id=%C3%A9", "invalid_request"),
        (START, "client_id=++", "invalid_request"),
        (START, &format!("client_id={}", "a".repeat(101)), "invalid_request"),
        (START, "client_id=a&scope=everything", "invalid_scope"),
        (START, "client_id=a&scope=terminal+api-keys:read", "invalid_scope"),
        (START, "client_id=a&scope=+", "invalid_scope"),
        (TOKEN, "", "invalid_request"),
        (TOKEN, "grant_type=password&client_id=a", "unsupported_grant_type"),
        (TOKEN, &format!("grant_type={GRANT_TYPE}&client_id=a"), "invalid_request"),
        (TOKEN, &format!("grant_type={GRANT_TYPE}&device_code=x"), "invalid_request"),
        (TOKEN, &format!("grant_type={GRANT_TYPE}&device_code=x&client_id=a"), "invalid_grant"),
        (TOKEN, &format!("grant_type={GRANT_TYPE}&device_code=x&device_code=x&client_id=a"), "invalid_request"),
    ] {
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let answer = world.send(Method::POST, path, &headers, body.to_owned()).await;
        assert_eq!(answer.body["error"], word, "{path} {body}: {}", answer.text);
        refused(&answer, 400, word);
    }
    // Unknown parameters, empty ones and a charset don't matter.
    let headers = [("content-type", "Application/X-WWW-Form-Urlencoded; charset=utf-8")];
    let answer = world.send(Method::POST, START, &headers, "client_id=a&scope=&resource=x").await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[tokio::test]
async fn another_content_type_415_and_a_large_body_413() {
    let world = World::new().await;
    for path in [START, TOKEN] {
        for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x", ""] {
            let answer = world.send(Method::POST, path, &[("content-type", kind)], "client_id=a").await;
            refused(&answer, 415, "invalid_request");
        }
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        let answer = world.send(Method::POST, path, &headers, vec![b'a'; 1024 * 1024 + 1]).await;
        refused(&answer, 413, "invalid_request");
    }
}

#[tokio::test]
async fn too_many_starts() {
    let world = World::with().set("ALMOND_LOGIN_BURST", "1").set("ALMOND_LOGIN_PER_MINUTE", "1").build().await;
    form(&world, START, &[("client_id", "")]).await;
    DeviceLogin::start_oauth(&world, "cli").await;
    let answer = form(&world, START, &[("client_id", "cli")]).await;
    refused(&answer, 400, "slow_down");
    assert_eq!(answer.header("retry-after"), Some("60"));
}
