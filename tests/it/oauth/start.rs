//! `GET /api/v1/auth/{github|google|oidc}`: what the browser leaves with.

use std::collections::BTreeMap;

use http::Method;
use tests::{Answer, Browser, CLIENT_ID, Caller, World};

use super::{ALL, GITHUB, world};

fn query(answer: &Answer) -> BTreeMap<String, String> {
    answer.location().query_pairs().into_owned().collect()
}

#[tokio::test]
async fn get_302_asks_for_a_code_with_a_challenge_and_tells_the_provider_no_secret() {
    let (world, provider) = world().await;
    for (path, name) in ALL.into_iter().zip(["github", "google", "oidc"]) {
        let mut browser = Browser::new(&world);
        let answer = browser.open(path).await;
        let set = answer.header("set-cookie").unwrap();
        let (pair, attributes) = set.split_once("; ").unwrap();
        assert_eq!(attributes, "Path=/; Max-Age=600; HttpOnly; SameSite=Lax");
        let secret = pair.strip_prefix("almond_oauth=").unwrap();
        assert_eq!(secret.len(), 43);
        assert!(answer.location().as_str().starts_with(provider.url()));
        let asked = query(&answer);
        assert_eq!(asked["redirect_uri"], format!("http://localhost:8080/api/v1/auth/{name}/callback"));
        assert_eq!(asked["client_id"], CLIENT_ID);
        assert_eq!((asked["response_type"].as_str(), asked["code_challenge_method"].as_str()), ("code", "S256"));
        assert_eq!(asked["code_challenge"].len(), 43);
        assert_eq!(asked.get("nonce").map(String::len), (name != "github").then_some(43));
        assert!(!answer.location().as_str().contains(secret));
    }
}

#[tokio::test]
async fn get_302_never_asks_the_same_twice() {
    let (world, _) = world().await;
    let mut browser = Browser::new(&world);
    let (first, second) = (query(&browser.open(super::OIDC).await), query(&browser.open(super::OIDC).await));
    for part in ["state", "nonce", "code_challenge"] {
        assert_ne!(first[part], second[part], "{part}, though the browser is the same");
    }
}

#[tokio::test]
async fn get_302_on_https_keeps_a_host_cookie_and_the_configured_url_alone_counts() {
    let provider = tests::Provider::start().await;
    let world = World::with().provider(&provider).set("ALMOND_PUBLIC_URL", "https://almond.example.com").build().await;
    let headers = [("host", "evil.example"), ("x-forwarded-host", "evil.example"), ("x-forwarded-proto", "http")];
    let answer = world.send(Method::GET, "/api/v1/auth/github", &headers, "").await;
    let set = answer.header("set-cookie").unwrap();
    assert!(set.starts_with("__Host-almond_oauth=") && set.ends_with("; SameSite=Lax; Secure"), "{set}");
    assert_eq!(query(&answer)["redirect_uri"], "https://almond.example.com/api/v1/auth/github/callback");
}

#[tokio::test]
async fn get_404_for_a_provider_that_is_not_configured() {
    let world = World::new().await;
    for path in ALL {
        world.anonymous().get(path).await.refused(404, "NOT_FOUND");
        let callback = format!("{}/callback?code=x&state=y", path.split('?').next().unwrap());
        world.anonymous().get(&callback).await.refused(404, "NOT_FOUND");
    }
}

#[tokio::test]
async fn get_302_looks_at_no_credential() {
    let (world, _) = world().await;
    for (name, value) in [("authorization", "Bearer dead"), ("cookie", "almond_session=dead")] {
        tests::Anonymous::with(world.clone(), name, value).get(GITHUB).await.location();
    }
}

#[tokio::test]
async fn get_302_hands_on_how_to_ask_and_whom() {
    let (world, _) = world().await;
    for (path, hint) in ALL.into_iter().zip(["login", "login_hint", "login_hint"]) {
        let mut browser = Browser::new(&world);
        let asked = query(&browser.open(path).await);
        assert!(!asked.contains_key("prompt") && !asked.contains_key(hint));
        let asked = query(&browser.open(&format!("{path}&prompt=select_account&login_hint=ada%40example.com")).await);
        assert_eq!((asked["prompt"].as_str(), asked[hint].as_str()), ("select_account", "ada@example.com"));
        for wrong in ["prompt=", "prompt=silent", "prompt=none%20login", "login_hint=", "login_hint=a%0Ab"] {
            let name = wrong.split('=').next().unwrap();
            world.anonymous().get(&format!("{path}&{wrong}")).await.names_field(name);
        }
    }
}

#[tokio::test]
async fn get_302_asks_for_the_scopes_that_the_operator_says() {
    for (scopes, expected) in
        [("", "openid email profile"), ("groups,openid", "groups openid"), ("email", "openid email")]
    {
        let provider = tests::Provider::start().await;
        let world = World::with().provider(&provider).set("ALMOND_OIDC_SCOPES", scopes).build().await;
        assert_eq!(query(&Browser::new(&world).open(super::OIDC).await)["scope"], expected);
        assert_eq!(query(&Browser::new(&world).open(super::GOOGLE).await)["scope"], "openid email profile");
    }
}
