//! `POST /api/v1/auth/{openid}/backchannel-logout`, and the way to sign out at the provider.

use http::Method;
use jsonwebtoken::{Algorithm, Header};
use serde_json::{Value, json};
use tests::{Answer, CLIENT_ID, Caller, Provider, Session, World, jwt};

use super::{OIDC, session, sign_in};

const ACME: &str = "/api/v1/auth/acme?frontend_url=http://localhost:5173";
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

async fn world() -> (World, Provider) {
    let provider = Provider::start().await;
    (World::with().provider(&provider).table(&provider, "acme", "").build().await, provider)
}

/// The next sign-ins are of this session at the provider.
fn says(provider: &Provider, sid: Value) {
    provider.change(|script| script.more.claims = json!({ "sid": sid }));
}

fn claims(world: &World, provider: &Provider, more: Value) -> Value {
    let now = world.state().now().seconds();
    let mut claims = json!({
        "iss": format!("{}/oidc", provider.url()), "aud": CLIENT_ID, "iat": now, "exp": now + 120,
        "jti": uuid::Uuid::now_v7(), "events": { EVENT: {} },
    });
    for (name, value) in more.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

async fn post(world: &World, name: &str, claims: &Value) -> Answer {
    let header = Header { typ: Some("logout+jwt".to_owned()), ..Header::new(Algorithm::EdDSA) };
    send(world, name, &jwt(0, header, claims)).await
}

async fn send(world: &World, name: &str, token: &str) -> Answer {
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let path = format!("/api/v1/auth/{name}/backchannel-logout");
    world.send(Method::POST, &path, &form, format!("logout_token={token}")).await
}

async fn is_open(session: &Session) -> bool {
    session.get("/api/v1/auth/session").await.status == 200
}

#[tokio::test]
async fn post_200_ends_the_sessions_that_came_from_the_one_there() {
    let (world, provider) = world().await;
    says(&provider, json!("one"));
    let (first, again) = (session(&world, ACME).await, session(&world, OIDC).await);
    says(&provider, json!("two"));
    let other = session(&world, ACME).await;
    let by_password = world.owner("grace").await.session;
    let ended = post(&world, "acme", &claims(&world, &provider, json!({ "sid": "one", "sub": "1001" }))).await.ok(200);
    assert_eq!(ended["ended"], 2);
    assert!(!is_open(&first).await && !is_open(&again).await);
    assert!(is_open(&other).await && is_open(&by_password).await);
    let ended = post(&world, "oidc", &claims(&world, &provider, json!({ "sub": "1001" }))).await.ok(200);
    assert_eq!(ended["ended"], 1);
    assert!(!is_open(&other).await && is_open(&by_password).await);
    let none = post(&world, "acme", &claims(&world, &provider, json!({ "sid": "none" }))).await.ok(200);
    assert_eq!(none["ended"], 0);
}

#[tokio::test]
async fn what_could_still_become_a_session_is_over_too() {
    let (world, provider) = world().await;
    says(&provider, json!("one"));
    let code = sign_in(&world, &format!("{ACME}&response_mode=code")).await.lands_with("code");
    post(&world, "acme", &claims(&world, &provider, json!({ "sub": "1001" }))).await.ok(200);
    let exchange = world.anonymous().post("/api/v1/auth/exchange", json!({ "code": code })).await;
    exchange.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn a_session_after_a_second_step_or_a_code_ends_as_well() {
    let (world, provider) = world().await;
    says(&provider, json!("one"));
    let code = sign_in(&world, &format!("{ACME}&response_mode=code")).await.lands_with("code");
    let exchanged = world.anonymous().post("/api/v1/auth/exchange", json!({ "code": code })).await.ok(200);
    let session = Session::bearer(world.clone(), exchanged["token"].as_str().unwrap());
    assert!(is_open(&session).await);
    post(&world, "acme", &claims(&world, &provider, json!({ "sid": "one" }))).await.ok(200);
    assert!(!is_open(&session).await);
}

#[tokio::test]
async fn post_400_for_a_token_that_can_t_be_believed() {
    let (world, provider) = world().await;
    says(&provider, json!("one"));
    let session = session(&world, ACME).await;
    let now = world.state().now().seconds();
    for wrong in [
        json!({ "aud": "another-client" }),
        json!({ "iss": "https://other.example.com" }),
        json!({ "exp": now }),
        json!({ "exp": null }),
        json!({ "iat": null }),
        json!({ "iat": now + 120 }),
        json!({ "jti": null }),
        json!({ "events": null }),
        json!({ "events": { "http://schemas.openid.net/event/other": {} } }),
        json!({ "events": { EVENT: true } }),
        json!({ "nonce": "x" }),
        json!({ "sub": null }),
        json!({ "sub": 1001 }),
    ] {
        let mut claims = claims(&world, &provider, json!({ "sub": "1001" }));
        claims.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        post(&world, "acme", &claims).await.refused(400, "BAD_REQUEST");
        assert!(is_open(&session).await, "{wrong}");
    }
    let good = claims(&world, &provider, json!({ "sub": "1001" }));
    send(&world, "acme", "x").await.refused(400, "BAD_REQUEST");
    let unknown = jwt(1, Header::new(Algorithm::EdDSA), &good);
    send(&world, "acme", &unknown).await.refused(400, "BAD_REQUEST");
    let of_another_kind = Header { typ: Some("at+jwt".to_owned()), ..Header::new(Algorithm::EdDSA) };
    send(&world, "acme", &jwt(0, of_another_kind, &good)).await.refused(400, "BAD_REQUEST");
    assert!(is_open(&session).await);
    post(&world, "acme", &good).await.ok(200);
    post(&world, "acme", &good).await.refused(400, "BAD_REQUEST");
}

#[tokio::test]
async fn post_404_for_whom_there_is_no_such_thing() {
    let (world, provider) = world().await;
    let good = claims(&world, &provider, json!({ "sub": "1001" }));
    for name in ["github", "nobody"] {
        post(&world, name, &good).await.refused(404, "NOT_FOUND");
    }
    post(&World::new().await, "oidc", &good).await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn signing_out_leads_to_the_provider_where_it_has_a_place_for_it() {
    let (world, provider) = world().await;
    let without = session(&world, ACME).await.post_empty("/api/v1/auth/logout").await.ok(200);
    assert_eq!(without, json!({ "loggedOut": true, "logoutUrl": null }));
    let endpoint = format!("{}/oidc/logout", provider.url());
    provider.change(|script| script.more.metadata = json!({ "end_session_endpoint": endpoint }));
    world.advance(std::time::Duration::from_secs(3601));
    let out = session(&world, ACME).await.post_empty("/api/v1/auth/logout").await.ok(200);
    let url = format!("{endpoint}?client_id={CLIENT_ID}&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A8080%2F");
    assert_eq!(out["logoutUrl"], url);
    let grace = world.owner("grace").await.session;
    assert_eq!(grace.post_empty("/api/v1/auth/logout").await.ok(200)["logoutUrl"], Value::Null);
}
