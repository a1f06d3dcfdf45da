//! Headers that a decision rests on, given twice or with bytes that aren't ASCII: never the first silently, never as if
//! they weren't there.

use http::Method;
use serde_json::json;
use tests::{Answer, Caller, PASSWORD, World};

const SESSION: &str = "/api/v1/auth/session";
const AGENTS: &str = "/api/v1/agents";
const PAYMENTS: &str = "/api/v1/billing/machine-payments";
const JSON: (&str, &str) = ("content-type", "application/json");

async fn get(world: &World, headers: &[(&str, &str)]) -> Answer {
    world.send(Method::GET, SESSION, headers, "").await
}

async fn post(world: &World, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    world.send(Method::POST, path, headers, body.to_owned()).await
}

/// A browser's cookie of a new session.
async fn cookie(world: &World, email: &str) -> String {
    let login = json!({ "email": email, "password": PASSWORD, "session": "cookie" });
    let answer = world.anonymous().post("/api/v1/auth/login", login).await;
    answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn no_byte_in_another_cookie_hides_the_sessions() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let bearer = ada.session.credentials().remove(0).1;
    let cookie = cookie(&world, &ada.email).await;
    for line in [format!("theme=é; {cookie}"), format!("{cookie}; é=é"), format!("é; {cookie};é")] {
        get(&world, &[("cookie", &line)]).await.ok(200);
        get(&world, &[("authorization", &bearer), ("cookie", &line)]).await.refused(400, "BAD_REQUEST");
        get(&world, &[("cookie", &line), ("cookie", &cookie)]).await.refused(400, "BAD_REQUEST");
    }
    get(&world, &[("cookie", "almond_session=é")]).await.refused(401, "UNAUTHORIZED");
    get(&world, &[("authorization", "Bearer é")]).await.refused(401, "UNAUTHORIZED");
    get(&world, &[("authorization", "é"), ("authorization", &bearer)]).await.refused(400, "BAD_REQUEST");
}

#[tokio::test]
async fn an_origin_403_that_is_said_twice_is_not_ours() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let cookie = cookie(&world, &ada.email).await;
    let own = "http://localhost:8080";
    for page in [
        [("origin", own), ("origin", own)],
        [("origin", own), ("origin", "https://evil.example")],
        [("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
        [("sec-fetch-site", "same-origin"), ("origin", "é")],
    ] {
        let headers = [[("cookie", cookie.as_str()), JSON], page].concat();
        post(&world, AGENTS, &headers, r#"{"name":"x"}"#).await.refused(403, "FORBIDDEN");
    }
    let headers = [("cookie", cookie.as_str()), JSON, ("origin", own), ("sec-fetch-site", "same-origin")];
    post(&world, AGENTS, &headers, r#"{"name":"x"}"#).await.ok(201);
}

#[tokio::test]
async fn a_body_415_has_one_type_and_no_coding() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let bearer = ada.session.credentials().remove(0).1;
    let by = ("authorization", bearer.as_str());
    let plain = ("content-type", "text/plain");
    let form = ("content-type", "application/x-www-form-urlencoded");
    let files = "/api/v1/files?name=x";
    for (path, headers) in [
        (AGENTS, [by, JSON, JSON]),
        (AGENTS, [by, JSON, plain]),
        (AGENTS, [by, plain, JSON]),
        (files, [by, plain, ("content-type", "text/html")]),
        (files, [by, plain, plain]),
        (files, [by, ("content-encoding", "identity"), ("content-encoding", "gzip")]),
        (files, [by, plain, ("content-encoding", "é")]),
    ] {
        post(&world, path, &headers, r#"{"name":"x"}"#).await.refused(415, "UNSUPPORTED_MEDIA_TYPE");
    }
    let twice = post(&world, "/oauth2/device_authorization", &[form, form], "client_id=a").await;
    assert_eq!(twice.status, 415, "{}", twice.text);
    assert_eq!(ada.session.get(AGENTS).await.ok(200)["items"], json!([]));
}

#[tokio::test]
async fn a_parameter_400_is_given_once_and_is_text() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bearer = ada.session.credentials().remove(0).1;
    let by = ("authorization", bearer.as_str());
    let files = "/api/v1/files?name=x";
    let callback = "/api/v1/billing/callbacks/payment";
    for (path, name, value) in [
        (PAYMENTS, "Idempotency-Key", "k"),
        (files, "Content-Digest", "sha-256=:uU9vElx546X/qoJvWEwQ1SraZp5nYgUbgmtVd20FrtI=:"),
        (files, "Repr-Digest", "sha-256=:uU9vElx546X/qoJvWEwQ1SraZp5nYgUbgmtVd20FrtI=:"),
        (callback, "webhook-id", "msg_1"),
        (callback, "webhook-timestamp", "1"),
        (callback, "webhook-signature", "v1,x"),
    ] {
        let body = r#"{"amount":1000,"currency":"EUR"}"#;
        post(&world, path, &[by, JSON, (name, value), (name, value)], body).await.names_field(name);
        post(&world, path, &[by, JSON, (name, value), (name, "other")], body).await.names_field(name);
        post(&world, path, &[by, JSON, (name, "é")], body).await.names_field(name);
    }
    for path in [PAYMENTS, "/api/v1/files"] {
        assert_eq!(ada.session.get(path).await.ok(200)["items"], json!([]), "{path}");
    }
    let made = post(&world, files, &[by], "some text").await.ok(201);
    let content = format!("/api/v1/files/{}/content", made["id"].as_str().unwrap());
    for (name, value) in [("Range", "bytes=0-1"), ("If-Range", "\"x\"")] {
        for headers in [[by, (name, value), (name, value)], [by, (name, "é"), ("x", "y")]] {
            world.send(Method::GET, &content, &headers, "").await.names_field(name);
        }
    }
}

#[tokio::test]
async fn a_request_id_that_is_there_twice_is_replaced() {
    let world = World::new().await;
    for ids in [["one", "two"], ["one", "one"], ["one", "é"]] {
        let headers = ids.map(|id| ("x-request-id", id));
        let answer = world.send(Method::GET, "/healthz", &headers, "").await;
        assert_eq!(answer.header("x-request-id").unwrap().len(), 32, "{ids:?}");
    }
}
