//! A cookie acts only for our own pages.

use http::Method;
use tests::{Answer, World};

use super::cookie;

const OWN: &str = "https://almond.example.com";

async fn world() -> (World, String) {
    let world = World::with().set("ALMOND_PUBLIC_URL", OWN).build().await;
    let ada = world.owner("ada").await;
    let cookie = cookie(&world, &ada.email).await;
    (world, cookie)
}

async fn send(world: &World, cookie: &str, method: Method, path: &str, page: &[(&str, &str)]) -> Answer {
    let mut headers = vec![("cookie", cookie), ("content-type", "application/json")];
    headers.extend_from_slice(page);
    world.send(method, path, &headers, r#"{"name":"bot"}"#).await
}

#[tokio::test]
async fn an_unsafe_request_must_come_from_our_own_origin() {
    let (world, cookie) = world().await;
    let allowed: [&[(&str, &str)]; 3] = [
        &[("origin", OWN)],
        &[("sec-fetch-site", "same-origin")],
        &[("origin", OWN), ("sec-fetch-site", "same-origin")],
    ];
    for page in allowed {
        send(&world, &cookie, Method::POST, "/api/v1/agents", page).await.ok(201);
    }
    let refused: [&[(&str, &str)]; 16] = [
        &[],
        &[("origin", "null")],
        &[("origin", "https://evil.example")],
        &[("origin", "http://almond.example.com")],
        &[("origin", "https://almond.example.com:8443")],
        &[("origin", "https://almond.example.com/")],
        &[("origin", "https://almond.example.com.evil.example")],
        &[("origin", "https://sub.almond.example.com")],
        &[("sec-fetch-site", "none")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")],
        &[("sec-fetch-site", "cross-site"), ("origin", OWN)],
        &[("referer", "https://almond.example.com/page")],
        &[("host", "evil.example"), ("origin", "https://evil.example")],
        &[("x-forwarded-host", "evil.example"), ("origin", "https://evil.example")],
    ];
    for page in refused {
        let answer = send(&world, &cookie, Method::POST, "/api/v1/agents", page).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (403, "FORBIDDEN"), "{page:?}");
        assert!(answer.header("www-authenticate").is_none());
    }
    let listed = send(&world, &cookie, Method::GET, "/api/v1/agents", &[]).await.ok(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), allowed.len());
}

#[tokio::test]
async fn a_second_origin_header_does_not_help() {
    let (world, cookie) = world().await;
    let page = [("origin", "https://evil.example"), ("origin", OWN)];
    send(&world, &cookie, Method::POST, "/api/v1/agents", &page).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn a_safe_request_may_come_from_anywhere() {
    let (world, cookie) = world().await;
    for page in [&[][..], &[("origin", "https://evil.example")], &[("sec-fetch-site", "cross-site")]] {
        for path in ["/api/v1/auth/session", "/api/v1/agents", "/api/v1/me/factors"] {
            send(&world, &cookie, Method::GET, path, page).await.ok(200);
            let head = send(&world, &cookie, Method::HEAD, path, page).await;
            assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
        }
    }
}

#[tokio::test]
async fn every_unsafe_operation_of_a_session_is_guarded() {
    let (world, cookie) = world().await;
    let unsafe_ones = tests::operations().iter().filter(|operation| {
        let principals = operation.rule["principals"].as_array().unwrap();
        principals.contains(&"session".into()) && !operation.method.is_safe()
    });
    let mut seen = 0;
    for operation in unsafe_ones {
        let path = operation.path.replace("{id}", "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40");
        send(&world, &cookie, operation.method.clone(), &path, &[]).await.refused(403, "FORBIDDEN");
        seen += 1;
    }
    assert!(seen >= 10);
}

#[tokio::test]
async fn no_answer_lets_another_origin_read() {
    let (world, cookie) = world().await;
    let page = [("origin", "https://evil.example"), ("access-control-request-method", "POST")];
    for method in [Method::GET, Method::OPTIONS] {
        let answer = send(&world, &cookie, method, "/api/v1/agents", &page).await;
        assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control-")));
    }
}

#[tokio::test]
async fn a_bearer_token_needs_none_of_this() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    use tests::Caller;
    let mut headers = ada.session.credentials();
    headers.push(("origin".into(), "https://evil.example".into()));
    headers.push(("content-type".into(), "application/json".into()));
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    world.send(Method::POST, "/api/v1/agents", &headers, r#"{"name":"bot"}"#).await.ok(201);
}
