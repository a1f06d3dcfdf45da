//! `frontend_url` is one of the allowed origins, or nothing happens.

use tests::{Browser, Caller, Provider, World};

use super::{GITHUB, world};

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn get_400_before_any_redirect() {
    let (world, _) = world().await;
    for url in [
        "https://localhost:5173",
        "http://localhost",
        "http://localhost:5174",
        "http://localhost:51730",
        "http://localhost.:5173",
        "http://localhost:5173.",
        "http://localhost:5173/auth/callback",
        "http://localhost:5173//",
        "http://localhost:5173/?x",
        "http://localhost:5173/#x",
        "http://localhost:5173%2f",
        "http://localhost:5173\\@evil.example",
        "http://localhost:5173@evil.example",
        "http://me@localhost:5173",
        "http://@localhost:5173",
        "http://127.0.0.1:5173",
        "http://[::1]:5173",
        "http://localhost.evil.example:5173",
        "http://evil.example/http://localhost:5173",
        "http:/localhost:5173",
        "http:localhost:5173",
        "http:///localhost:5173",
        "//localhost:5173",
        "localhost:5173",
        " http://localhost:5173",
        "http://localhost:5173 ",
        "http://localhost:5173\n",
        "http://lo\tcalhost:5173",
        "http://localhost:5173\0",
        "http://%6cocalhost:5173",
        "http://ｌocalhost:5173",
        "http%3A//localhost:5173",
        "javascript:alert(1)",
        "http://localhost:5173,http://evil.example",
        "*",
        "null",
        "/",
        "",
    ] {
        for provider in ["github", "google", "oidc"] {
            let path = format!("/api/v1/auth/{provider}?frontend_url={}", encoded(url));
            let answer = world.anonymous().get(&path).await;
            answer.refused(400, "BAD_REQUEST").names_field("frontend_url");
            assert_eq!(answer.message(), "Invalid Frontend URL", "{url:?}");
            assert!(answer.header("location").is_none() && answer.header("set-cookie").is_none());
        }
    }
}

#[tokio::test]
async fn a_browser_lands_on_the_origin_as_it_is_configured_however_it_was_written() {
    let (world, _) = world().await;
    for url in ["http://localhost:5173", "http://localhost:5173/", "HTTP://LOCALHOST:5173"] {
        let path = format!("/api/v1/auth/github?frontend_url={}", encoded(url));
        Browser::new(&world).sign_in(&path).await.lands_with("token");
    }
}

#[tokio::test]
async fn another_list_replaces_the_default() {
    let provider = Provider::start().await;
    let list = "https://app.example.com, https://admin.example.com:8443/";
    let world = World::with().provider(&provider).set("ALMOND_ALLOWED_FRONTEND_URLS", list).build().await;
    world.anonymous().get(GITHUB).await.refused(400, "BAD_REQUEST");
    let path = "/api/v1/auth/github?frontend_url=https://admin.example.com:8443";
    let landed = Browser::new(&world).sign_in(path).await.location();
    assert!(landed.as_str().starts_with("https://admin.example.com:8443/auth/callback?token="), "{landed}");
}

#[tokio::test]
async fn a_response_mode_that_makes_no_sense_is_refused() {
    let (world, _) = world().await;
    for query in ["frontend_url=http://localhost:5173&response_mode=fragment", "response_mode=code"] {
        let answer = world.anonymous().get(&format!("/api/v1/auth/github?{query}")).await;
        answer.names_field("response_mode");
    }
}
