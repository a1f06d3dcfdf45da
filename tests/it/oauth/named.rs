//! `GET /api/v1/auth/{provider}`, its callback and `GET /api/v1/auth/providers`: providers of the settings file's tables.

use http::Method;
use serde_json::json;
use tests::{Browser, Caller, Provider, World};

use super::{OIDC, counts, session, sign_in, user};

const ACME: &str = "/api/v1/auth/acme?frontend_url=http://localhost:5173";
const LONGER: &str = "/api/v1/auth/acme-2?frontend_url=http://localhost:5173";

async fn world() -> (World, Provider) {
    let provider = Provider::start().await;
    let builder = World::with().provider(&provider).table(&provider, "acme", "display_name = 'Acme'");
    (builder.table(&provider, "acme-2", "").build().await, provider)
}

#[tokio::test]
async fn people_sign_in_with_each_and_are_the_same_at_one_issuer() {
    let (world, _) = world().await;
    let ids = [
        user(&session(&world, ACME).await).await["id"].clone(),
        user(&session(&world, LONGER).await).await["id"].clone(),
        user(&session(&world, OIDC).await).await["id"].clone(),
    ];
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(counts(&world).await, [1, 1, 3]);
}

#[tokio::test]
async fn an_answer_is_good_at_the_callback_of_the_provider_that_was_left_for() {
    let (world, _) = world().await;
    let mut browser = Browser::new(&world);
    let back = browser.leave(ACME).await;
    assert!(back.starts_with("/api/v1/auth/acme/callback?"), "{back}");
    for other in ["/auth/acme-2/", "/auth/oidc/"] {
        browser.open(&back.replace("/auth/acme/", other)).await.refused(401, "UNAUTHORIZED");
    }
    browser.open(&back).await.lands_with("token");
}

#[tokio::test]
async fn a_posted_answer_is_sent_on() {
    let (world, _) = world().await;
    let mut browser = Browser::new(&world);
    let back = browser.leave(LONGER).await;
    let (callback, query) = back.split_once('?').unwrap();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let on = world.send(Method::POST, callback, &form, query.to_owned()).await.location();
    browser.open(on.as_str().strip_prefix("http://localhost:8080").unwrap()).await.lands_with("token");
}

#[tokio::test]
async fn a_name_that_nobody_has_is_no_path() {
    let (world, _) = world().await;
    for world in [world, World::new().await] {
        for path in ["/api/v1/auth/acm", "/api/v1/auth/acme-3", "/api/v1/auth/nobody/callback"] {
            for method in [Method::GET, Method::POST] {
                world.send(method, path, &[], "").await.refused(404, "NOT_FOUND");
            }
        }
    }
}

#[tokio::test]
async fn a_person_sees_a_page_there_too() {
    let (world, _) = world().await;
    let stray = "/api/v1/auth/acme/callback?code=x&state=y";
    let answer = world.send(Method::GET, stray, &[("accept", "text/html")], "").await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (401, Some("text/html; charset=utf-8")));
}

#[tokio::test]
async fn the_list_has_all_that_are_configured() {
    let (world, _) = world().await;
    let start = |name: &str| format!("http://localhost:8080/api/v1/auth/{name}");
    let expected: Vec<_> = [
        ("github", "GitHub"),
        ("google", "Google"),
        ("oidc", "Single sign-on"),
        ("acme", "Acme"),
        ("acme-2", "acme-2"),
    ]
    .map(|(name, shown)| json!({ "name": name, "displayName": shown, "startUrl": start(name) }))
    .into();
    let list = world.anonymous().get("/api/v1/auth/providers").await.ok(200);
    assert_eq!(list["items"], json!(expected));
    let none = World::new().await.anonymous().get("/api/v1/auth/providers").await.ok(200);
    assert_eq!(none["items"], json!([]));
}

#[tokio::test]
async fn who_gets_an_account_may_be_another_matter_at_each() {
    let provider = Provider::start().await;
    for (here, there, error) in [
        ("open", "closed", Some("sign_up_closed")),
        ("invited", "open", None),
        ("invited", "closed", Some("sign_up_closed")),
        ("closed", "open", Some("sign_up_closed")),
    ] {
        let table = format!("sign_up = {there:?}");
        let world = World::with().set("ALMOND_SIGN_UP", here).table(&provider, "acme", &table).build().await;
        let end = sign_in(&world, ACME).await;
        end.lands_with(if error.is_some() { "error" } else { "token" });
        let place = format!("{here} {there}");
        assert!(error.is_none_or(|error| end.location().as_str().ends_with(error)), "{place}: {}", end.location());
    }
}
