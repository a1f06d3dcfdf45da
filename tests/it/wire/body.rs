//! Bodies that are no JSON, not an object, not of the right type.

use http::Method;
use tests::{Answer, Caller, World};

const LOGIN: &str = "/api/v1/auth/login";
const GOOD: &str = r#"{"email":"ada@example.com","password":"correct horse battery staple"}"#;

async fn post(world: &World, content_type: Option<&str>, body: impl Into<poem::Body>) -> Answer {
    let headers: Vec<_> = content_type.map(|kind| ("content-type", kind)).into_iter().collect();
    world.send(Method::POST, LOGIN, &headers, body).await
}

#[tokio::test]
async fn what_is_no_json_object_400() {
    let world = World::new().await;
    let deep = format!(r#"{{"email":{}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let deep_object = r#"{"email":"#.repeat(100_000);
    for body in [
        "",
        " ",
        "x",
        "{",
        "}",
        "{\"email\"",
        "{'email':'ada@example.com'}",
        "email=ada@example.com",
        "[]",
        "[\"ada@example.com\",\"correct horse battery staple\"]",
        "  [1]",
        "null",
        "true",
        "1",
        "\"text\"",
        "{} {}",
        &format!("{GOOD} x"),
        &format!("{GOOD},"),
        "\u{feff}{}",
        "{\"email\":NaN}",
        "{\"email\":1e400}",
        "{\"email\":\"\\ud800\",\"password\":\"x\"}",
        "{\"email\":\"\\udc00\\ud800\",\"password\":\"x\"}",
        "{\"email\":\"\\u00\"}",
        "{\"email\":\"a\u{1}\"}",
        &deep,
        &deep_object,
    ] {
        let answer = post(&world, Some("application/json"), body.to_owned()).await;
        let shown: String = body.chars().take(60).collect();
        assert_eq!((answer.status.as_u16(), answer.code()), (400, "BAD_REQUEST"), "{shown}");
    }
    for bytes in [&b"{\"email\":\"\xff\"}"[..], b"\xff\xfe", b"\0", b"{\"email\":\"\xed\xa0\x80\"}"] {
        post(&world, Some("application/json"), bytes.to_vec()).await.refused(400, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn a_field_that_is_wrong_400_is_named() {
    let world = World::new().await;
    for (body, field) in [
        (r#"{}"#, "email"),
        (r#"{"email":"ada@example.com"}"#, "password"),
        (r#"{"email":"ada@example.com","password":"x","admin":true}"#, "admin"),
        (r#"{"email":"ada@example.com","Password":"x","password":"x"}"#, "Password"),
        (r#"{"email":"ada@example.com","password":"x","":1}"#, ""),
        (r#"{"email":"ada@example.com","password":"x","password":"y"}"#, "password"),
        (r#"{"email":"ada@example.com","pass\u0077ord":"x","password":"y"}"#, "password"),
        (r#"{"email":1,"password":"x"}"#, "email"),
        (r#"{"email":["ada@example.com"],"password":"x"}"#, "email"),
        (r#"{"email":{"$ne":""},"password":"x"}"#, "email"),
        (r#"{"email":"ada@example.com","password":null}"#, "password"),
        (r#"{"email":"ada@example.com","password":true}"#, "password"),
        (r#"{"email":"ada@example.com","password":123456789012345678901234567890}"#, "password"),
        (r#"{"email":"ada@example.com","password":-0.0}"#, "password"),
        (r#"{"email":"\u0000","password":"x"}"#, "email"),
        (r#"{"email":"ada@example.com","password":"x","session":"x"}"#, "session"),
    ] {
        let answer = post(&world, Some("application/json"), body).await;
        answer.names_field(field);
        assert!(answer.message().starts_with(field), "{}", answer.text);
    }
}

#[tokio::test]
async fn numbers_that_are_too_large_400_are_named() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (_, id) = ada.mint(&["models:read"]).await;
    let bearer = ada.session.credentials().remove(0).1;
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let path = format!("/api/v1/api-keys/{id}/rotate");
    for number in ["-1", "1.5", "2592001", "4294967296", "18446744073709551616", "1e3", "1e300", "\"60\"", "[]"] {
        let body = format!(r#"{{"overlapSeconds":{number}}}"#);
        world.send(Method::POST, &path, &headers, body).await.names_field("overlapSeconds");
    }
}

#[tokio::test]
async fn another_content_type_415() {
    let world = World::new().await;
    world.owner("ada").await;
    for kind in [
        None,
        Some(""),
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
        Some("multipart/form-data; boundary=x"),
        Some("application/jsonp"),
        Some("application/json5"),
        Some("application/vnd.api+json"),
        Some("text/json"),
        Some("application"),
        Some("application/json/x"),
        Some("text/plain; application/json"),
    ] {
        for body in [GOOD, ""] {
            let answer = post(&world, kind, body).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (415, "UNSUPPORTED_MEDIA_TYPE"), "{kind:?}");
        }
    }
    for kind in ["application/json", "Application/JSON", "application/json; charset=utf-8", "application/json ;x=y"] {
        post(&world, Some(kind), GOOD).await.ok(200);
    }
}

#[tokio::test]
async fn who_may_not_learns_nothing_of_the_body() {
    let world = World::new().await;
    for operation in tests::operations().iter().filter(|operation| operation.body.is_some()) {
        if operation.rule["principals"] == serde_json::json!([]) {
            continue;
        }
        let path = operation.path.replace("{id}", "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40");
        let answer = world.send(operation.method.clone(), &path, &[], "x").await;
        answer.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn a_body_where_none_is_wanted_does_not_matter() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ada.session.request(Method::GET, "/api/v1/models", Some(serde_json::json!({ "x": 1 }))).await.ok(200);
    ada.session.request(Method::POST, "/api/v1/auth/logout", Some(serde_json::json!(["x"]))).await.ok(200);
}

#[tokio::test]
async fn a_compressed_body_415_and_what_is_taken_instead() {
    let world = World::new().await;
    for codings in [&["gzip"][..], &["br"], &["identity", "gzip"], &["identity, gzip"], &["x"]] {
        let codings = codings.iter().map(|coding| ("content-encoding", *coding));
        let headers: Vec<_> = [("content-type", "application/json")].into_iter().chain(codings).collect();
        let answer = world.send(Method::POST, LOGIN, &headers, GOOD).await;
        assert_eq!(answer.header("accept-encoding"), Some("identity"), "{}", answer.text);
        answer.refused(415, "UNSUPPORTED_MEDIA_TYPE");
    }
    let headers = [("content-type", "application/json"), ("content-encoding", "identity")];
    world.send(Method::POST, LOGIN, &headers, GOOD).await.refused(401, "UNAUTHORIZED");
}
