//! Refusals say what is wrong in the words of the API, and count what its document counts.

use serde_json::json;
use tests::{Anonymous, Caller, World};

#[tokio::test]
async fn parameters_are_refused_without_the_words_of_the_framework() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for (path, field) in [
        ("/api/v1/agents?limit=0", "limit"),
        ("/api/v1/agents?limit=x", "limit"),
        ("/api/v1/agents?includeRetired=perhaps", "includeRetired"),
        ("/api/v1/agents?cursor=*", "cursor"),
        ("/api/v1/audit-events?from=yesterday", "from"),
        ("/api/v1/audit-events?action=nothing.done", "action"),
        ("/api/v1/auth/device", "deviceCode"),
    ] {
        let refused = ada.session.get(path).await;
        refused.names_field(field);
        for word in ["parse", "Type", "optional", "\"", "expects an input"] {
            assert!(!refused.message().contains(word), "{path}: {}", refused.message());
        }
    }
    let nameless = ada.session.post_empty("/api/v1/files").await;
    assert_eq!(nameless.names_field("name").message(), "name: is required");
}

#[tokio::test]
async fn a_missing_field_is_named_and_a_missing_scope_too() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    ada.session.post("/api/v1/connections", json!({ "name": "n", "provider": "p" })).await.names_field("secret");
    let made = ada.session.post("/api/v1/connections", json!({ "name": "n", "provider": "p", "secret": "s" })).await;
    let rotate = format!("/api/v1/connections/{}/rotate", made.ok(201)["id"].as_str().unwrap());
    ada.session.post(&rotate, json!({})).await.names_field("secret");
    let (key, _) = ada.mint(&["files:read"]).await;
    let refused = key.get("/api/v1/models").await;
    assert_eq!(refused.refused(403, "FORBIDDEN").body["error"]["details"], json!({ "scopes": ["models:read"] }));
}

#[tokio::test]
async fn lengths_are_those_of_characters() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    for (many, status) in [(255, 201), (256, 400)] {
        let path = format!("/api/v1/files?name={}", "%C3%A9".repeat(many));
        assert_eq!(ada.session.post_empty(&path).await.status.as_u16(), status, "{many}");
    }
    let secret = |many: usize| json!({ "name": format!("c{many}"), "provider": "p", "secret": "é".repeat(many) });
    ada.session.post("/api/v1/connections", secret(16384)).await.ok(201);
    ada.session.post("/api/v1/connections", secret(16385)).await.names_field("secret");
}

#[tokio::test]
async fn a_form_is_no_file() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let bearer = ada.session.credentials()[0].1.clone();
    let send = async |kind: &str| {
        let headers = [("authorization", bearer.as_str()), ("content-type", kind)];
        world.send(http::Method::POST, "/api/v1/files?name=f", &headers, "a=b").await
    };
    for kind in ["multipart/form-data; boundary=x", "Multipart/Form-Data"] {
        let refused = send(kind).await;
        assert!(refused.refused(415, "UNSUPPORTED_MEDIA_TYPE").message().contains("--data-binary"));
    }
    // What curl says of any bytes, unless it is told what they are.
    let kept = send("application/x-www-form-urlencoded").await.ok(201);
    assert_eq!((&kept["contentType"], &kept["size"]), (&json!("application/octet-stream"), &json!(3)));
}

#[tokio::test]
async fn a_password_for_a_proxy_in_front_is_nobodys_credential_here() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let signed_in = json!({ "email": ada.email, "password": tests::PASSWORD, "session": "cookie" });
    let signed_in = world.anonymous().post("/api/v1/auth/login", signed_in).await;
    let cookie = signed_in.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let basic = ("authorization", "Basic c3RhZ2luZzpwdw==");
    let headers = [basic, ("cookie", cookie.as_str())];
    let session = world.send(http::Method::GET, "/api/v1/auth/session", &headers, "").await.ok(200);
    assert_eq!(session["user"]["id"], ada.user);
    Anonymous::with(world.clone(), basic.0, basic.1).get("/api/v1/models").await.refused(401, "UNAUTHORIZED");
    let two = [("authorization", "Bearer x"), ("cookie", cookie.as_str())];
    world.send(http::Method::GET, "/api/v1/auth/session", &two, "").await.refused(400, "BAD_REQUEST");
}
