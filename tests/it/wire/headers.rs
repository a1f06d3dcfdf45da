//! `X-Request-Id`, and the headers that every answer carries.

use http::Method;
use tests::{Answer, Caller, World};

async fn with_id(world: &World, id: &str) -> Answer {
    world.send(Method::GET, "/api/v1/models", &[("x-request-id", id)], "").await
}

#[tokio::test]
async fn a_usable_request_id_is_kept() {
    let world = World::new().await;
    for id in ["1", "a-B_c.9", &"x".repeat(128), "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40"] {
        let answer = with_id(&world, id).await;
        assert_eq!(answer.header("x-request-id"), Some(id));
        assert_eq!(answer.body["error"]["requestId"], id);
    }
}

#[tokio::test]
async fn another_request_id_is_replaced() {
    let world = World::new().await;
    for id in ["", " ", "a b", "a\tb", &"x".repeat(129), "a\"b", "<script>", "a/b", "a%0ab", "é", "{\"a\":1}"] {
        let answer = with_id(&world, id).await;
        let given = answer.header("x-request-id").unwrap();
        assert!(given.len() == 32 && given.bytes().all(|b| b.is_ascii_hexdigit()), "{id:?}: {given}");
    }
}

#[tokio::test]
async fn every_request_has_an_id_of_its_own() {
    let world = World::new().await;
    let (one, other) = (world.anonymous().get("/healthz").await, world.anonymous().get("/healthz").await);
    assert_ne!(one.header("x-request-id"), other.header("x-request-id"));
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let visitor = world.anonymous();
    let answers = [
        ada.session.get("/api/v1/models").await,
        ada.session.get("/api/v1/me").await,
        visitor.get("/healthz").await,
        visitor.get("/readyz").await,
        visitor.get("/api/v1/models").await,
        visitor.get("/nothing").await,
        visitor.post_empty("/api/v1/models").await,
        visitor.post("/api/v1/auth/login", serde_json::json!({})).await,
        visitor.post_empty("/api/v1/auth/login").await,
        visitor.request(Method::OPTIONS, "/api/v1/models", None).await,
    ];
    for answer in &answers {
        for (name, value) in [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            (
                "content-security-policy",
                "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            ),
            ("content-type", "application/json"),
        ] {
            let given = answer.header(name).unwrap_or_default();
            assert!(given == value || given.starts_with(&format!("{value};")), "{name}: {given}\n{}", answer.text);
        }
        assert!(answer.header("server").is_none());
    }
}

#[tokio::test]
async fn the_pages_that_mails_and_devices_lead_to_run_under_a_policy_too_and_are_kept_nowhere() {
    let world = World::new().await;
    for path in
        ["/auth/verify?token=x", "/auth/magic-link?token=x", "/auth/reset/?token=x", "/device?user_code=x", "/share"]
    {
        let answer = world.anonymous().get(path).await;
        let kind = answer.header("content-type");
        assert_eq!((answer.status.as_u16(), kind), (200, Some("text/html; charset=utf-8")), "{path}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self'"), "{policy}");
        for (name, value) in [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        assert!(!answer.text.contains("token=x"), "{path}");
        world.anonymous().post_empty(path).await.refused(405, "METHOD_NOT_ALLOWED");
    }
    for path in ["/auth", "/auth/login", "/auth/landing.html", "/auth/verify/x"] {
        world.anonymous().get(path).await.refused(404, "NOT_FOUND");
    }
}

#[tokio::test]
async fn the_documents_pages_run_under_a_policy_without_inline() {
    let world = World::new().await;
    for path in ["/api/v1/docs", "/api/v1/docs/init.js", "/api/v1/docs/swagger-ui.css", "/api/v1/docs/openapi.json"] {
        let answer = world.anonymous().get(path).await;
        assert_eq!(answer.status, 200);
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    }
}

#[tokio::test]
async fn every_answer_in_production_is_for_https_only() {
    let secret = "cGF5bWVudHMtaW4tcHJvZHVjdGlvbi13aXRob3V0LWE=";
    let production = World::with().set("ALMOND_ENVIRONMENT", "production").set("ALMOND_SECRET", secret);
    let world = production.set("ALMOND_PUBLIC_URL", "https://almond.example.com").build().await;
    let development = World::new().await;
    for path in ["/healthz", "/nothing", "/api/v1/models", "/device", "/api/v1/docs/openapi.json"] {
        let answer = world.anonymous().get(path).await;
        assert_eq!(answer.header("strict-transport-security"), Some("max-age=31536000"), "{path}");
        let answer = development.anonymous().get(path).await;
        assert_eq!(answer.header("strict-transport-security"), None, "{path}");
    }
}

#[tokio::test]
async fn no_page_of_another_origin_has_a_hold_on_ours() {
    let world = World::new().await;
    for path in ["/device", "/auth/verify", "/auth/reset", "/share", "/api/v1/docs", "/auth/sso.js"] {
        let answer = world.anonymous().get(path).await;
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"), "{path}: {}", answer.text);
    }
}
