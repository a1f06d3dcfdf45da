//! `"session":"cookie"`: the token goes into a cookie instead of the answer.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Answer, Caller, PASSWORD, Person, Session, World};

use super::{mfa_token, recovery_codes, sign_up_mail::sign_up};

/// The cookie of an answer as `name=value`, after checking the rest of it.
#[track_caller]
fn cookie(answer: &Answer, name: &str, secure: bool) -> String {
    let set: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
    assert_eq!(set.len(), 1);
    let (pair, attributes) = set[0].split_once("; ").unwrap();
    let expected = if secure {
        "Path=/; Max-Age=86400; HttpOnly; SameSite=Lax; Secure"
    } else {
        "Path=/; Max-Age=86400; HttpOnly; SameSite=Lax"
    };
    assert_eq!(attributes, expected);
    assert!(pair.starts_with(&format!("{name}=ey")), "{pair}");
    pair.to_owned()
}

async fn post(world: &World, path: &str, mut body: Value) -> Answer {
    body["session"] = json!("cookie");
    world.anonymous().post(path, body).await
}

async fn login(person: &Person) -> Answer {
    post(person.session.world(), "/api/v1/auth/login", json!({ "email": person.email, "password": PASSWORD })).await
}

#[tokio::test]
async fn on_plain_http_it_has_a_plain_name() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let answer = login(&ada).await;
    let cookie = cookie(&answer, "almond_session", false);
    let data = answer.ok(200);
    assert!(data["token"].is_null());
    assert_eq!(data["user"]["id"], ada.user.as_str());
    let session = Session::cookie(world.clone(), &cookie);
    assert_eq!(session.get("/api/v1/auth/session").await.ok(200)["user"]["id"], ada.user.as_str());
    session.post("/api/v1/agents", json!({ "name": "bot" })).await.ok(201);
}

#[tokio::test]
async fn on_https_it_is_a_host_cookie_and_no_other_name_counts() {
    let world = World::with().set("ALMOND_PUBLIC_URL", "https://almond.example.com").build().await;
    let ada = world.owner("ada").await;
    let cookie = cookie(&login(&ada).await, "__Host-almond_session", true);
    Session::cookie(world.clone(), &cookie).get("/api/v1/auth/session").await.ok(200);
    let plain = cookie.trim_start_matches("__Host-");
    Session::cookie(world.clone(), plain).get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn the_configured_url_decides_the_name_not_the_request() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let body = json!({ "email": ada.email, "password": PASSWORD, "session": "cookie" }).to_string();
    let headers =
        [("content-type", "application/json"), ("x-forwarded-proto", "https"), ("host", "almond.example.com")];
    let answer = world.send(http::Method::POST, "/api/v1/auth/login", &headers, body).await;
    cookie(&answer, "almond_session", false);
}

#[tokio::test]
async fn every_way_in_can_give_one() {
    let world = World::new().await;
    let token = sign_up(&world, "eve@example.com").await;
    let verified = post(&world, "/api/v1/auth/signup/verify", json!({ "token": token })).await;
    cookie(&verified, "almond_session", false);
    assert!(verified.ok(201)["token"].is_null());

    let ada = world.owner("ada").await.enrolled().await;
    let code = recovery_codes(&ada).await.remove(0);
    let first = login(&ada).await;
    assert!(first.header("set-cookie").is_none(), "the first step gives nothing");
    assert_eq!(first.ok(200)["mfaRequired"], true);
    let body = json!({ "mfaToken": mfa_token(&ada).await, "code": code });
    let recovered = post(&world, "/api/v1/auth/login/recovery", body).await;
    cookie(&recovered, "almond_session", false);
    assert!(recovered.ok(200)["token"].is_null());
    world.advance(Duration::from_secs(30));
    let body = json!({ "mfaToken": mfa_token(&ada).await, "code": ada.code() });
    let signed_in = post(&world, "/api/v1/auth/login/totp", body).await;
    cookie(&signed_in, "almond_session", false);
    assert!(signed_in.ok(200)["token"].is_null());
}

#[tokio::test]
async fn a_session_in_a_cookie_gets_its_new_tokens_there_too() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let first = cookie(&login(&ada).await, "almond_session", false);
    let session = Session::cookie(world.clone(), &first);
    let proposed = session.post_empty("/api/v1/me/totp").await.ok(200);
    ada.seed = Some(proposed["secret"].as_str().unwrap().to_owned());
    let confirmed = session.post("/api/v1/me/totp/confirm", json!({ "code": ada.code() })).await;
    let second = cookie(&confirmed, "almond_session", false);
    let data = confirmed.ok(200);
    assert!(data["token"].is_null());
    assert_eq!(data["stepUp"]["satisfied"], true);
    Session::cookie(world.clone(), &second).post("/api/v1/api-keys", json!({ "name": "CI" })).await.ok(201);

    world.advance(Duration::from_secs(600));
    let body = json!({ "code": ada.code() });
    let stepped_up = Session::cookie(world.clone(), &second).post("/api/v1/auth/step-up/totp", body).await;
    let headers = stepped_up.headers.clone();
    assert!(stepped_up.ok(200)["token"].is_null());
    let third = headers["set-cookie"].to_str().unwrap();
    assert!(third.contains("; Max-Age=85800; "), "the rest of the session's day: {third}");
    let third = third.split_once(';').unwrap().0;
    Session::cookie(world.clone(), third).post("/api/v1/api-keys", json!({ "name": "CI" })).await.ok(201);
}
