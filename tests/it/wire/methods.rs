//! Unknown routes, wrong methods, HEAD.

use std::collections::BTreeSet;

use http::Method;
use tests::{Caller, Provider, World};

#[tokio::test]
async fn an_unknown_route_404() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for path in [
        "/",
        "/api",
        "/api/v1",
        "/api/v2/models",
        "/api/v1/nothing",
        "/api/v1/auth",
        "/api/v1/docs/nothing",
        "/favicon.ico",
        "/metrics",
        "/%ff",
        "/api/v1/%c3%28",
    ] {
        for method in [Method::GET, Method::POST, Method::DELETE, Method::OPTIONS] {
            world.anonymous().request(method.clone(), path, None).await.refused(404, "NOT_FOUND");
            ada.session.request(method, path, None).await.refused(404, "NOT_FOUND");
        }
    }
}

#[tokio::test]
async fn a_wrong_method_405_says_which_are_allowed() {
    let provider = Provider::start().await;
    let world = World::with().table(&provider, "acme", "").build().await;
    let paths: BTreeSet<&str> = tests::operations().iter().map(|operation| operation.path.as_str()).collect();
    for path in paths {
        let has: BTreeSet<&Method> =
            tests::operations().iter().filter(|operation| operation.path == path).map(|known| &known.method).collect();
        let mut expected: BTreeSet<&str> = has.iter().map(|method| method.as_str()).collect();
        if has.contains(&Method::GET) {
            expected.insert("HEAD");
        }
        let url = path.replace("{id}", "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40");
        let url = url.replace("{provider}", "acme").replace("{openid}", "acme");
        let all =
            [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS, Method::TRACE];
        for method in all.iter().filter(|method| !has.contains(method)) {
            let answer = world.anonymous().request(method.clone(), &url, None).await;
            assert_eq!(answer.status, 405, "{method} {path}");
            answer.refused(405, "METHOD_NOT_ALLOWED");
            let allow: BTreeSet<_> = answer.header("allow").unwrap().split(", ").collect();
            assert_eq!(allow, expected, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_documents_pages_405_too() {
    let world = World::new().await;
    for path in ["/api/v1/docs", "/api/v1/docs/", "/api/v1/docs/openapi.json"] {
        let answer = world.anonymous().post_empty(path).await;
        answer.refused(405, "METHOD_NOT_ALLOWED");
        assert_eq!(answer.header("allow"), Some("GET, HEAD"));
        assert_eq!(world.anonymous().get(path).await.status, 200);
    }
}

#[tokio::test]
async fn no_header_changes_the_method() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let bearer = ada.session.credentials().remove(0).1;
    for name in ["x-http-method-override", "x-http-method", "x-method-override", "_method"] {
        let headers = [("authorization", bearer.as_str()), (name, "POST"), ("content-type", "application/json")];
        let answer = world.send(Method::GET, "/api/v1/agents", &headers, r#"{"name":"bot"}"#).await;
        assert_eq!(answer.ok(200)["items"], serde_json::json!([]));
    }
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for path in ["/api/v1/models", "/api/v1/auth/session", "/api/v1/me", "/healthz", "/api/v1/docs"] {
        let head = ada.session.request(Method::HEAD, path, None).await;
        assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""), "{path}");
        assert_eq!(head.header("content-type"), ada.session.get(path).await.header("content-type"));
    }
    let anonymous = world.anonymous();
    anonymous.request(Method::HEAD, "/api/v1/models", None).await.refused(401, "UNAUTHORIZED");
    anonymous.request(Method::HEAD, "/api/v1/nothing", None).await.refused(404, "NOT_FOUND");
    anonymous.request(Method::HEAD, "/api/v1/auth/login", None).await.refused(405, "METHOD_NOT_ALLOWED");
}
