//! Requests of pages of other origins: `ALMOND_ALLOWED_FRONTEND_URLS` may, and nothing changes for the others.

use http::Method;
use serde_json::json;
use tests::{Answer, Caller, PASSWORD, World};

const APP: &str = "https://app.example.com";

async fn world() -> World {
    World::with().set("ALMOND_ALLOWED_FRONTEND_URLS", "https://app.example.com,http://localhost:3000").build().await
}

async fn preflight(world: &World, path: &str, origin: &str) -> Answer {
    let headers = [
        ("origin", origin),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "authorization,content-type"),
    ];
    world.send(Method::OPTIONS, path, &headers, "").await
}

fn cors(answer: &Answer) -> Vec<&str> {
    answer.headers.keys().map(http::HeaderName::as_str).filter(|name| name.starts_with("access-control-")).collect()
}

#[tokio::test]
async fn options_204_before_anybody_is_asked_who_they_are() {
    let world = world().await;
    for path in ["/api/v1/auth/exchange", "/api/v1/models", "/api/v1/api-keys/x/rotate", "/api/v1/nothing", "/healthz"]
    {
        for origin in [APP, "http://localhost:3000"] {
            let answer = preflight(&world, path, origin).await;
            assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""), "{path}");
            for (name, value) in [
                ("access-control-allow-origin", origin),
                ("access-control-allow-methods", "GET, HEAD, POST, PUT, PATCH, DELETE"),
                ("access-control-allow-headers", "authorization,content-type"),
                ("access-control-max-age", "7200"),
                ("vary", "Origin"),
            ] {
                assert_eq!(answer.header(name), Some(value), "{path}");
            }
            assert_eq!(answer.header("access-control-allow-credentials"), None);
        }
    }
}

#[tokio::test]
async fn an_allowed_origin_reads_every_answer_and_its_headers() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let token = world.anonymous().post("/api/v1/auth/login", json!({ "email": ada.email, "password": PASSWORD })).await;
    let bearer = format!("Bearer {}", token.ok(200)["token"].as_str().unwrap());
    for (method, path, credential, status) in [
        (Method::GET, "/api/v1/models", bearer.as_str(), 200),
        (Method::GET, "/api/v1/models", "Bearer wrong", 401),
        (Method::POST, "/api/v1/api-keys", bearer.as_str(), 403),
        (Method::PUT, "/api/v1/models", bearer.as_str(), 405),
        (Method::OPTIONS, "/api/v1/models", bearer.as_str(), 405),
        (Method::GET, "/api/v1/nothing", bearer.as_str(), 404),
        (Method::GET, "/openapi.json", bearer.as_str(), 200),
    ] {
        let headers = [("origin", APP), ("authorization", credential)];
        let answer = world.send(method.clone(), path, &headers, "").await;
        assert_eq!(answer.status, status, "{method} {path} {}", answer.text);
        assert_eq!(answer.header("access-control-allow-origin"), Some(APP), "{method} {path}");
        assert_eq!(answer.header("access-control-allow-credentials"), None);
        assert_eq!(answer.header("vary"), Some("Origin"), "{method} {path}");
        let exposed = answer.header("access-control-expose-headers").unwrap();
        for name in ["X-Request-Id", "Retry-After", "WWW-Authenticate", "RateLimit"] {
            assert!(exposed.split(", ").any(|exposed| exposed == name), "{name}: {exposed}");
        }
    }
}

#[tokio::test]
async fn nothing_changes_for_any_other_origin() {
    let world = world().await;
    for origin in [
        "https://evil.example",
        "http://app.example.com",
        "https://app.example.com:8443",
        "https://app.example.com/",
        "HTTPS://app.example.com",
        "https://sub.app.example.com",
        "https://app.example.com.evil.example",
        "https://app.example.com, https://evil.example",
        "http://localhost:8080",
        "null",
        "*",
        "",
    ] {
        let answer = preflight(&world, "/api/v1/models", origin).await;
        answer.refused(405, "METHOD_NOT_ALLOWED");
        assert_eq!(cors(&answer), <[&str; 0]>::default(), "{origin:?}");
        let answer = world.send(Method::GET, "/healthz", &[("origin", origin)], "").await;
        assert_eq!((answer.status.as_u16(), cors(&answer)), (200, vec![]), "{origin:?}");
        assert_eq!(answer.header("vary"), Some("Origin"), "caches keep them apart");
    }
    let doubled = [("origin", APP), ("origin", APP)];
    assert_eq!(cors(&world.send(Method::GET, "/healthz", &doubled, "").await), <[&str; 0]>::default());
    assert_eq!(cors(&world.anonymous().get("/healthz").await), <[&str; 0]>::default());
}

#[tokio::test]
async fn a_cookie_acts_for_no_other_origin() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let body = json!({ "email": ada.email, "password": PASSWORD, "session": "cookie" });
    let signed_in = world.anonymous().post("/api/v1/auth/login", body).await;
    let cookie = signed_in.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let headers = [("origin", APP), ("cookie", cookie.as_str()), ("content-type", "application/json")];
    let refused = world.send(Method::POST, "/api/v1/auth/logout", &headers, "{}").await;
    refused.refused(403, "FORBIDDEN");
    assert_eq!(refused.header("access-control-allow-origin"), Some(APP), "the page reads why");
}
