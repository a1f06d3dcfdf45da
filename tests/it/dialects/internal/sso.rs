//! `/auth/login` and `/auth/callback`: a Google account gets a key named `sso`, shown this once.

use std::time::Duration;

use http::Method;
use serde_json::{Value, json};
use tests::{Answer, Browser, Caller, Key, Provider, World};

use super::{KEYS, ok, team, text, user, uuid, verify};
use crate::{
    dialects::MODELS,
    oauth::{GITHUB, GOOGLE, change, counts, sign_in},
};

const LOGIN: &str = "/auth/login";

async fn world() -> (World, Provider) {
    let provider = Provider::start().await;
    (World::with().provider(&provider).build().await, provider)
}

/// What stands in the page's element with this id.
fn part(page: &Answer, id: &str) -> String {
    let (_, rest) = page.text.split_once(&format!("id=\"{id}\">")).unwrap_or_else(|| panic!("{}", page.text));
    rest.split('<').next().unwrap().to_owned()
}

/// The key on the page, which is one that shows a key.
#[track_caller]
fn shown(page: &Answer) -> String {
    assert_eq!(page.status, 200, "{}", page.text);
    let key = part(page, "key");
    assert!(key.starts_with("llmp_") && key.len() == 37 && key.starts_with(&part(page, "prefix")), "{key}");
    key
}

/// The words of a page that shows none.
#[track_caller]
fn problem(page: &Answer, status: u16) -> String {
    assert_eq!(page.status, status, "{}", page.text);
    assert!(!page.text.contains("llmp_") && page.header("content-type").unwrap().starts_with("text/html"));
    let (_, rest) = page.text.split_once("role=\"alert\">").unwrap();
    rest.split("</p>").next().unwrap().to_owned()
}

#[tokio::test]
async fn a_person_is_shown_a_key_of_theirs_that_works_and_each_sign_in_makes_another() {
    let (world, _) = world().await;
    let first = shown(&sign_in(&world, LOGIN).await);
    world.advance(Duration::from_millis(1));
    let second = shown(&sign_in(&world, LOGIN).await);
    assert_ne!(first, second);
    for key in [&first, &second] {
        Key::new(world.clone(), key).get(MODELS).await.ok(200);
    }
    let list = ok(world.operator().get(KEYS).await, 200);
    let seen: Vec<_> = list.as_array().unwrap().iter().map(|key| (&key["name"], &key["key_prefix"])).collect();
    let expected = [&second, &first].map(|key| json!(key[..9]));
    assert_eq!(seen, [(&json!("sso"), &expected[0]), (&json!("sso"), &expected[1])]);
    assert_eq!(list[0]["user_id"], list[1]["user_id"]);

    // The older one is good until it is ended.
    world.operator().delete(&format!("{KEYS}/{}", text(&list[1]["id"]))).await;
    Key::new(world.clone(), &first).get(MODELS).await.refused(401, "UNAUTHORIZED");
    Key::new(world.clone(), &second).get(MODELS).await.ok(200);
    let [users, _, sessions] = counts(&world).await;
    assert_eq!((users, sessions), (1, 0), "nobody is signed in by it");
}

#[tokio::test]
async fn the_page_is_for_this_moment_and_this_browser() {
    let (world, _) = world().await;
    let mut browser = Browser::new(&world);
    let leaving = browser.open(LOGIN).await;
    assert!(leaving.header("set-cookie").unwrap().contains("; HttpOnly; SameSite=Lax"));
    let sent = leaving.location();
    let asked: Vec<_> = sent.query_pairs().into_owned().collect();
    let asked = |name: &str| asked.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap();
    assert_eq!(asked("redirect_uri"), "http://localhost:8080/auth/callback");
    assert_eq!((asked("code_challenge_method"), asked("response_type")), ("S256".to_owned(), "code".to_owned()));

    let back = browser.leave(LOGIN).await;
    let page = browser.open(&back).await;
    shown(&page);
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'") && !policy.contains("unsafe")
    );
    assert!(!page.text.contains("<script>") && !page.text.contains("style=") && !page.text.contains("<style"));
    assert!(page.header("set-cookie").is_none());
    assert_eq!(page.header("cross-origin-opener-policy"), Some("same-origin"));

    // Loading it again shows nothing and makes nothing.
    let again = browser.open(&back).await;
    assert!(problem(&again, 401).contains("begin it again"));
    assert!(again.header("www-authenticate").is_some());
    assert_eq!(ok(world.operator().get(KEYS).await, 200).as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_the_page_loads_is_served_here() {
    let (world, _) = world().await;
    let page = sign_in(&world, LOGIN).await;
    let loaded: Vec<_> = page.text.split('"').filter(|part| part.starts_with("/auth/")).collect();
    assert_eq!(loaded, ["/auth/page.css", "/auth/sso.css", "/auth/sso.js"]);
    for path in loaded {
        let file = world.anonymous().get(path).await;
        assert_eq!(file.status, 200);
        assert!(!file.text.is_empty());
    }
}

#[tokio::test]
async fn who_the_operator_let_in_gets_a_key_of_their_team() {
    let (world, _) = world().await;
    let team = team(&world, "engineering", 10, Value::Null).await;
    let alice = user(&world, "ada@example.com", Some(&team)).await;
    let key = shown(&sign_in(&world, LOGIN).await);
    let verdict = verify(&world, &key, 4).await;
    assert_eq!((&verdict["userId"], &verdict["workspaceId"]), (&json!(uuid(&alice)), &json!(uuid(&team))));
    assert_eq!(verify(&world, &shown(&sign_in(&world, LOGIN).await), 7).await["code"], "RATE_LIMITED");
    assert_eq!(counts(&world).await[0], 1, "it is the same user");
}

#[tokio::test]
async fn who_is_a_stranger_to_the_operator_gets_a_key_in_an_org_of_their_own() {
    let (world, _) = world().await;
    user(&world, "alice@example.com", None).await;
    let key = shown(&sign_in(&world, LOGIN).await);
    let key = Key::new(world.clone(), &key);
    let orgs = key.get("/api/v1/orgs").await.ok(200);
    assert_eq!(
        (&orgs["items"][0]["name"], &orgs["items"][0]["role"]),
        (&json!("Ada Lovelace's organization"), &json!("owner"))
    );
    assert_eq!(orgs["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_account_is_the_one_of_the_native_sign_in() {
    let (world, _) = world().await;
    let ada = world.owner("ada").await;
    let key = shown(&sign_in(&world, LOGIN).await);
    assert_eq!(verify(&world, &key, 0).await["userId"], json!(ada.user));
    let native = ada.session.get("/api/v1/api-keys").await.ok(200);
    assert_eq!((&native["items"][0]["name"], &native["items"][0]["scopes"]), (&json!("sso"), &json!(["models:read"])));
    ada.session.delete(&format!("/api/v1/api-keys/{}", text(&native["items"][0]["id"]))).await.ok(200);
    Key::new(world.clone(), &key).get(MODELS).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn who_has_a_second_factor_gets_no_key_this_way() {
    let (world, _) = world().await;
    world.owner("ada").await.enrolled().await;
    let page = sign_in(&world, LOGIN).await;
    assert!(problem(&page, 403).contains("second factor"));
    assert_eq!(ok(world.operator().get(KEYS).await, 200), json!([]));
}

#[tokio::test]
async fn only_verified_addresses_of_allowed_domains_of_enabled_people_who_agree_count() {
    let provider = Provider::start().await;
    let builder = World::with().provider(&provider).set("ALMOND_ALLOWED_EMAIL_DOMAINS", "example.com");
    let world = builder.build().await;
    let mut browser = Browser::new(&world);
    provider.change(|script| script.down = true);
    assert_eq!(browser.open(LOGIN).await.status, 503);
    provider.change(|script| script.down = false);
    world.advance(Duration::from_secs(5));

    provider.change(|script| script.verified = false);
    assert!(problem(&sign_in(&world, LOGIN).await, 403).contains("not verified"));
    provider.change(|script| script.verified = true);
    provider.visitor("2001", "eve@evil.example");
    assert!(problem(&sign_in(&world, LOGIN).await, 403).contains("domain"));
    let back = browser.leave(LOGIN).await;
    let state = back.split(['?', '&']).find(|pair| pair.starts_with("state=")).unwrap();
    let denied = browser.open(&format!("/auth/callback?error=access_denied&{state}")).await;
    assert!(problem(&denied, 403).contains("agree"));
    assert_eq!(counts(&world).await, [0, 0, 0]);

    provider.visitor("2002", "ada@example.com");
    shown(&sign_in(&world, LOGIN).await);
    let disabled = world.state().now();
    change(&world, "ada@example.com", |row| row.disabled_at = sea_orm::ActiveValue::Set(Some(disabled))).await;
    assert!(problem(&sign_in(&world, LOGIN).await, 403).contains("disabled"));
}

#[tokio::test]
async fn a_state_of_another_way_in_or_another_browser_counts_for_nothing() {
    let (world, _) = world().await;
    let mut browser = Browser::new(&world);
    let for_key = browser.leave(LOGIN).await;
    let query = for_key.split_once('?').unwrap().1;
    for path in [GOOGLE, GITHUB] {
        let route = path.split('?').next().unwrap();
        browser.look(Method::GET, &format!("{route}/callback?{query}")).await.refused(401, "UNAUTHORIZED");
        let session = browser.leave(path).await;
        let query = session.split_once('?').unwrap().1;
        problem(&browser.look(Method::GET, &format!("/auth/callback?{query}")).await, 401);
    }
    problem(&Browser::new(&world).look(Method::GET, &for_key).await, 401);
    for query in ["", "?code=x", "?state=x"] {
        problem(&browser.look(Method::GET, &format!("/auth/callback{query}")).await, 400);
    }
    problem(&browser.look(Method::GET, "/auth/callback?code=x&state=x").await, 401);
    let forged = for_key.replace("state=ey", "state=eY");
    problem(&browser.look(Method::GET, &forged).await, 401);
    world.advance(Duration::from_secs(600));
    assert!(problem(&browser.look(Method::GET, &for_key).await, 401).contains("too long"));
    assert_eq!(counts(&world).await, [0, 0, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_state_makes_one_key_out_of_fifty_at_once() {
    let (world, _) = world().await;
    let mut browser = Browser::new(&world);
    let back = browser.leave(LOGIN).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (browser, back) = (browser.clone(), back.clone());
        tasks.spawn(async move { browser.look(Method::GET, &back).await.status.as_u16() });
    }
    let mut statuses = tasks.join_all().await;
    statuses.sort_unstable();
    assert_eq!((statuses[0], &statuses[1..]), (200, &[401; 49][..]));
    assert_eq!(ok(world.operator().get(KEYS).await, 200).as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_mint_bucket_holds_it_too() {
    let provider = Provider::start().await;
    let world = World::with().provider(&provider).set("ALMOND_MINT_BURST", "2").build().await;
    for _ in 0..2 {
        shown(&sign_in(&world, LOGIN).await);
    }
    let page = sign_in(&world, LOGIN).await;
    assert_eq!(problem(&page, 400), "Too many requests.");
    assert!(page.header("retry-after").is_some());
}

#[tokio::test]
async fn names_and_addresses_are_text_on_the_page() {
    let (world, provider) = world().await;
    provider.visitor("3001", "\"<b>\"@example.com");
    let page = sign_in(&world, LOGIN).await;
    assert!(!page.text.contains("<b>"), "{}", page.text);
}

#[tokio::test]
async fn it_is_on_record_as_the_persons_own_doing() {
    let (world, _) = world().await;
    let ada = world.owner("ada").await;
    shown(&sign_in(&world, LOGIN).await);
    let ada = ada.enrolled().await;
    let records = ada.session.get("/api/v1/audit-events?action=key.minted").await.ok(200);
    assert_eq!(records["items"][0]["actor"], json!({ "kind": "user", "id": ada.user, "keyId": null }));
}

#[tokio::test]
async fn without_google_or_without_the_dialect_it_is_not_there() {
    let world = World::new().await;
    for path in [LOGIN, "/auth/callback?code=x&state=x"] {
        assert_eq!(world.anonymous().get(path).await.status, 404);
    }
    let provider = Provider::start().await;
    let world = World::with().provider(&provider).set("ALMOND_DIALECTS", "keys").build().await;
    let nowhere = world.anonymous().get("/auth/nowhere").await;
    for path in [LOGIN, "/auth/callback?code=x&state=x", "/internal/teams"] {
        nowhere.same_as(&world.anonymous().get(path).await);
    }
}
