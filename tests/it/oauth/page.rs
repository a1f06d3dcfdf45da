//! Where a person looks, a sign-in that fails shows a page or goes on to the front end; a program gets the envelope.

use http::Method;
use tests::{Answer, Browser, CLIENT_ID, CLIENT_SECRET, Caller, World};

use super::{ALL, GITHUB, OIDC, world};

const HTML: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");

/// What a browser that goes there is shown.
async fn look(world: &World, cookies: &Browser, path: &str) -> Answer {
    let cookie: Vec<_> = cookies.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let cookie = cookie.join("; ");
    let headers = [HTML, ("cookie", cookie.as_str())];
    world.send(Method::GET, path, if cookie.is_empty() { &headers[..1] } else { &headers }, "").await
}

#[track_caller]
fn is_page(answer: &Answer, status: u16, words: &str) {
    assert_eq!(answer.status, status, "{}", answer.text);
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.contains("style-src 'self'") && policy.contains("require-trusted-types-for"), "{policy}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert!(answer.text.contains(words), "{}", answer.text);
    assert!(answer.text.contains(answer.header("x-request-id").unwrap()), "{}", answer.text);
    assert!(answer.header("location").is_none());
}

#[tokio::test]
async fn a_callback_that_is_not_believed_is_a_page() {
    let (world, _) = world().await;
    for path in ["/api/v1/auth/github", "/api/v1/auth/google", "/api/v1/auth/oidc"] {
        let mut browser = Browser::new(&world);
        let back = browser.leave(path).await;
        let stranger = Browser::new(&world);
        is_page(&look(&world, &stranger, &back).await, 401, "not begun in this browser");
        is_page(&look(&world, &browser, &format!("{path}/callback?code=x&state=y")).await, 401, "not begun");
        is_page(&look(&world, &browser, &format!("{path}/callback?code=x")).await, 400, "state: is required");
        browser.open(&back).await.location();
        is_page(&look(&world, &browser, &back).await, 401, "begin it again");
        is_page(
            &look(&world, &browser, &format!("{path}?frontend_url=https://evil.example")).await,
            400,
            "Invalid Frontend URL",
        );
    }
}

#[tokio::test]
async fn a_second_click_goes_on_to_the_front_end() {
    let (world, _) = world().await;
    for path in ALL {
        let mut browser = Browser::new(&world);
        let back = browser.leave(path).await;
        browser.open(&back).await.lands_with("token");
        assert_eq!(look(&world, &browser, &back).await.lands_with("error"), "invalid_state");
        // Not so in another browser, which could have been sent there by anybody.
        is_page(&look(&world, &Browser::new(&world), &back).await, 401, "not begun in this browser");
    }
}

#[tokio::test]
async fn a_provider_that_is_down_sends_to_the_front_end_or_is_a_page() {
    let world = World::with()
        .set("ALMOND_OIDC_ISSUER", "http://127.0.0.1:1")
        .set("ALMOND_OIDC_CLIENT_ID", CLIENT_ID)
        .set("ALMOND_OIDC_CLIENT_SECRET", CLIENT_SECRET)
        .build()
        .await;
    let nobody = Browser::new(&world);
    let answer = look(&world, &nobody, &format!("{OIDC}&frontend_state=mine")).await;
    assert_eq!(answer.location().query(), Some("error=provider_unavailable&frontend_state=mine"));
    is_page(&look(&world, &nobody, "/api/v1/auth/oidc").await, 503, "Temporarily unavailable");
    is_page(&look(&world, &nobody, GITHUB).await, 404, "Not found");
    world.anonymous().get(OIDC).await.refused(503, "UNAVAILABLE");
}

#[tokio::test]
async fn a_failure_without_a_front_end_ends_in_the_dashboard() {
    let (world, provider) = world().await;
    provider.change(|script| script.verified = false);
    let mut browser = Browser::new(&world);
    let home = browser.sign_in("/api/v1/auth/oidc").await.location();
    let path = format!("{}?{}", home.path(), home.query().unwrap());
    assert_eq!(path, "/?error=email_not_verified");
    assert_eq!(look(&world, &browser, &path).await.status, 200);
    // The page shows only words that it knows: what stands in the query isn't in it.
    let unknown = look(&world, &browser, "/?error=%3Cb%3E").await;
    assert!(!unknown.text.contains("<b>"), "{}", unknown.text);
    world.anonymous().get(&path).await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn other_routes_answer_a_browser_in_json() {
    let (world, _) = world().await;
    for path in ["/api/v1/auth/session", "/api/v1/auth/githubs", "/api/v1/auth/nobody/callback", "/api/nowhere"] {
        let answer = look(&world, &Browser::new(&world), path).await;
        assert_eq!(answer.header("content-type"), Some("application/json"), "{path}");
    }
}
