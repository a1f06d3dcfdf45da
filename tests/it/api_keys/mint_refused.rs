//! `POST /api/v1/api-keys`, when it is refused: nothing is made then.

use entity::OrgRole;
use http::Method;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{KEYS, NOBODY, count, named, told, workspace, world};

#[tokio::test]
async fn post_400_names_the_field_that_is_wrong() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let now = world.state().now().to_string();
    let many: Vec<String> = (0..33).map(|n| format!("10.0.{n}.0/24")).collect();
    for (field, value, at_fault) in [
        ("name", json!(null), "name"),
        ("name", json!(""), "name"),
        ("name", json!(" \t "), "name"),
        ("name", json!("x".repeat(101)), "name"),
        ("name", json!("a\u{0}b"), "name"),
        ("name", json!("a\nb"), "name"),
        ("name", json!(7), "name"),
        ("name", json!(["CI"]), "name"),
        ("scopes", json!("models:read"), "scopes"),
        ("scopes", json!({}), "scopes"),
        ("scopes", json!(["models:read", "nope"]), "scopes[1]"),
        ("scopes", json!(["MODELS:READ"]), "scopes[0]"),
        ("scopes", json!(["models:read files:read"]), "scopes[0]"),
        ("scopes", json!([""]), "scopes[0]"),
        ("scopes", json!([null]), "scopes[0]"),
        ("scopes", json!(["terminal"]), "scopes"),
        ("description", json!("x".repeat(1001)), "description"),
        ("description", json!("a\u{7}"), "description"),
        ("description", json!(false), "description"),
        ("expiresAt", json!("tomorrow"), "expiresAt"),
        ("expiresAt", json!("2027-02-30T00:00:00Z"), "expiresAt"),
        ("expiresAt", json!("2027-01-01"), "expiresAt"),
        ("expiresAt", json!(1_893_456_000), "expiresAt"),
        ("expiresAt", json!("2020-01-01T00:00:00Z"), "expiresAt"),
        ("expiresAt", json!(now), "expiresAt"),
        ("workspaceId", json!("here"), "workspaceId"),
        ("workspaceId", json!(1), "workspaceId"),
        ("workspaceId", json!(NOBODY), "workspaceId"),
        ("allowedCidrs", json!("10.0.0.0/8"), "allowedCidrs"),
        ("allowedCidrs", json!(["10.0.0.0/8", "10.0.0.0/33"]), "allowedCidrs[1]"),
        ("allowedCidrs", json!(["10.0.0/8"]), "allowedCidrs[0]"),
        ("allowedCidrs", json!(["example.com"]), "allowedCidrs[0]"),
        ("allowedCidrs", json!(["10.0.0.0/8,192.0.2.1"]), "allowedCidrs[0]"),
        ("allowedCidrs", json!([null]), "allowedCidrs[0]"),
        ("allowedCidrs", json!(many), "allowedCidrs"),
    ] {
        ada.try_mint(named(field, value)).await.names_field(at_fault);
    }
    ada.try_mint(json!({})).await.names_field("name");
    assert_eq!(count(&world).await, 0);
}

#[tokio::test]
async fn post_400_refuses_fields_that_are_not_the_callers_to_set() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    for field in [
        "id",
        "userId",
        "user_id",
        "orgId",
        "org_id",
        "user",
        "org",
        "role",
        "key",
        "digest",
        "prefix",
        "createdAt",
        "updatedAt",
        "revokedAt",
        "revoked_at",
        "lastUsedAt",
        "rotatedFrom",
        "rotatedAt",
        "expires_at",
        "workspace_id",
        "allowed_cidrs",
        "Scopes",
        "NAME",
        "__proto__",
        "$set",
        "",
    ] {
        for value in [json!(null), json!("x"), json!(NOBODY), json!({ "name": "CI" })] {
            ada.try_mint(named(field, value)).await.names_field(field);
        }
    }
    assert_eq!(count(&world).await, 0);
}

#[tokio::test]
async fn post_400_for_a_body_that_is_no_object() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    for body in [json!([]), json!(["CI"]), json!("CI"), json!(null), json!(1), json!(true)] {
        ada.try_mint(body).await.refused(400, "BAD_REQUEST");
    }
    for body in ["", "{", "{\"name\":\"CI\"", "{\"name\":\"CI\"} {}", "{'name':'CI'}", "\u{0}"] {
        post(&world, &ada.session, "application/json", body).await.refused(400, "BAD_REQUEST");
    }
    post(&world, &ada.session, "application/json", r#"{"name":"a","name":"b"}"#).await.names_field("name");
    post(&world, &ada.session, "text/plain", r#"{"name":"CI"}"#).await.refused(415, "UNSUPPORTED_MEDIA_TYPE");
    ada.session.post_empty(KEYS).await.refused(415, "UNSUPPORTED_MEDIA_TYPE");
    let long = named("description", "x".repeat(1024 * 1024).into());
    ada.try_mint(long).await.refused(413, "PAYLOAD_TOO_LARGE");
    assert_eq!(count(&world).await, 0);
}

async fn post(world: &World, caller: &impl Caller, content_type: &str, body: &str) -> tests::Answer {
    let credentials = caller.credentials();
    let mut headers: Vec<_> = credentials.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    headers.push(("content-type", content_type));
    world.send(Method::POST, KEYS, &headers, body.to_owned()).await
}

#[tokio::test]
async fn post_400_tells_a_foreign_workspace_from_no_other() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let foreign = eve.try_mint(named("workspaceId", workspace(&ada).await.into())).await;
    let random = eve.try_mint(named("workspaceId", NOBODY.into())).await;
    foreign.names_field("workspaceId");
    assert_eq!(told(&foreign), told(&random));
    assert_eq!(count(&world).await, 0);
}

#[tokio::test]
async fn post_billing_201_for_owner_and_admin_and_403_for_member() {
    let world = world().await;
    let billing = json!({ "name": "CI", "scopes": ["models:read", "billing:machine:charge"] });
    for (role, status) in [(OrgRole::Owner, 201), (OrgRole::Admin, 201), (OrgRole::Member, 403)] {
        let person = world.member(role.as_str(), "acme", role).await.enrolled().await;
        let answer = person.try_mint(billing.clone()).await;
        assert_eq!(answer.status, status, "{role}: {}", answer.text);
        if role == OrgRole::Member {
            answer.refused(403, "FORBIDDEN");
            assert_eq!(answer.body["error"]["details"], Value::Null, "a step-up would not help");
        }
    }
    assert_eq!(count(&world).await, 2);
}

#[tokio::test]
async fn post_403_without_a_step_up_of_the_token_presented() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let never = ada.try_mint(json!({ "name": "CI" })).await;
    never.asks_for_step_up();
    let challenge = never.header("www-authenticate").unwrap();
    assert!(challenge.starts_with("Bearer ") && challenge.contains("max_age=\"600\""), "{challenge}");
    assert_eq!(never.body["error"]["details"]["stepUp"], json!({ "methods": ["totp", "passkey"], "maxAge": 600 }));

    // The token before the step-up works on for a while, without what the step-up gives.
    let before = ada.session.clone();
    let ada = ada.enrolled().await;
    before.get(KEYS).await.ok(200);
    before.post(KEYS, json!({ "name": "CI" })).await.asks_for_step_up();
    assert_eq!(count(&world).await, 0);
    ada.mint(&[]).await;
}

#[tokio::test]
async fn post_401_for_nobody_and_403_for_the_operator() {
    let world = world().await;
    world.anonymous().post(KEYS, json!({ "name": "CI" })).await.refused(401, "UNAUTHORIZED");
    world.operator().post(KEYS, json!({ "name": "CI" })).await.refused(403, "FORBIDDEN");
    assert_eq!(count(&world).await, 0);
}
