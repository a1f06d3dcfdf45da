//! Using a key: what it is good for, from where and for how long.

use std::time::Duration;

use entity::{OrgRole, org};
use http::{Method, StatusCode};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use tests::{Anonymous, Caller, Key, World};

use super::{KEYS, MODELS, after, named, world};

const AGENTS: &str = "/api/v1/agents";

#[tokio::test]
async fn get_401_from_the_instant_at_which_a_key_expires() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let minted = ada.try_mint(named("expiresAt", after(&world, 60).to_string().into())).await.ok(201);
    let key = Key::new(world.clone(), minted["key"].as_str().unwrap());
    key.get(MODELS).await.ok(200);
    world.advance(Duration::from_millis(59_999));
    key.get(MODELS).await.ok(200);
    world.advance(Duration::from_millis(1));
    let refused = key.get(MODELS).await;
    refused.refused(401, "UNAUTHORIZED");
    assert!(refused.header("www-authenticate").unwrap().contains("error=\"invalid_token\""));
    // Nor is it anything to a server that never saw it good.
    key.at(&world.restarted().await).get(MODELS).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn get_401_for_anything_but_the_very_key() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let minted = ada.try_mint(json!({ "name": "CI" })).await.ok(201);
    let key = minted["key"].as_str().unwrap();
    let digits = key.strip_prefix("alm_test_").unwrap();
    for other in [
        format!("alm_live_{digits}"),
        format!("alm_{digits}"),
        format!("sk-{digits}"),
        format!("ALM_TEST_{digits}"),
        format!("alm_test_{}", digits.to_uppercase()),
        format!("alm_test_{}", "0".repeat(48)),
        format!("{key}0"),
        key[..key.len() - 1].to_owned(),
        digits.to_owned(),
        minted["prefix"].as_str().unwrap().to_owned(),
        minted["id"].as_str().unwrap().to_owned(),
        format!("{key} {key}"),
        format!("{key},{key}"),
    ] {
        Key::new(world.clone(), &other).get(MODELS).await.refused(401, "UNAUTHORIZED");
    }
    for (name, value) in [
        ("authorization", key.to_owned()),
        ("authorization", format!("Basic {key}")),
        ("authorization", format!("Token {key}")),
        ("x-api-key", key.to_owned()),
        ("cookie", format!("almond_session={key}")),
    ] {
        Anonymous::with(world.clone(), name, &value).get(MODELS).await.refused(401, "UNAUTHORIZED");
    }
    world.anonymous().get(&format!("{MODELS}?key={key}&access_token={key}")).await.refused(401, "UNAUTHORIZED");
    Anonymous::with(world.clone(), "authorization", &format!("bearer {key}")).get(MODELS).await.ok(200);
}

#[tokio::test]
async fn get_401_for_a_key_of_another_environment_or_prefix() {
    let test = world().await;
    let ada = test.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    let other = World::with().set("ALMOND_KEY_PREFIX", "acme").build().await;
    key.at(&other).get(MODELS).await.refused(401, "UNAUTHORIZED");
    let bob = other.owner("bob").await.enrolled().await;
    let minted = bob.try_mint(json!({ "name": "CI" })).await.ok(201);
    assert!(minted["key"].as_str().unwrap().starts_with("acme_test_"));
    Key::new(other, minted["key"].as_str().unwrap()).get(MODELS).await.ok(200);
}

#[tokio::test]
async fn get_403_from_outside_the_keys_networks() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let networks = json!(["203.0.113.0/24", "192.0.2.7", "2001:db8:1::/48"]);
    let minted = ada.try_mint(named("allowedCidrs", networks)).await.ok(201);
    let key = Key::new(world.clone(), minted["key"].as_str().unwrap());
    // The rightmost hop that no trusted proxy wrote counts; what stands left of it is the client's own word.
    for (from, status) in [
        ("203.0.113.0", 200),
        ("203.0.113.255", 200),
        ("192.0.2.7", 200),
        ("2001:db8:1:ffff::1", 200),
        ("2001:DB8:1::1", 200),
        ("[2001:db8:1::1]:4711", 200),
        ("::ffff:203.0.113.9", 200),
        ("203.0.113.9:4711", 200),
        ("198.51.100.1, 203.0.113.9", 200),
        ("203.0.113.9, 127.0.0.1", 200),
        ("203.0.114.0", 403),
        ("192.0.2.8", 403),
        ("2001:db8:2::1", 403),
        ("2002:cb00:7109::1", 403),
        ("203.0.113.9, 198.51.100.1", 403),
        ("203.0.113.9, nonsense", 403),
        ("127.0.0.1", 403),
        ("", 403),
    ] {
        for path in [MODELS, AGENTS] {
            let answer = key.request_from(from, Method::GET, path, None).await;
            assert_eq!(answer.status, status, "{from}: {}", answer.text);
        }
    }
    // The networks are the key's, not its user's.
    ada.session.request_from("198.51.100.1", Method::GET, MODELS, None).await.ok(200);
}

#[tokio::test]
async fn get_403_from_a_peer_whose_headers_are_not_believed() {
    let world = World::with().set("ALMOND_TRUSTED_PROXIES", "").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    let minted = ada.try_mint(named("allowedCidrs", json!(["203.0.113.0/24"]))).await.ok(201);
    let bearer = format!("Bearer {}", minted["key"].as_str().unwrap());
    for name in ["x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip", "true-client-ip", "x-client-ip"] {
        let value = if name == "forwarded" { "for=203.0.113.9" } else { "203.0.113.9" };
        let headers = [("authorization", bearer.as_str()), (name, value)];
        world.send(Method::GET, MODELS, &headers, "").await.refused(403, "FORBIDDEN");
    }
}

#[tokio::test]
async fn get_403_names_the_scope_that_is_missing() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["files:read", "api-keys:read"]).await;
    let refused = key.get(MODELS).await;
    refused.refused(403, "FORBIDDEN");
    let challenge = refused.header("www-authenticate").unwrap();
    assert!(challenge.contains("error=\"insufficient_scope\", scope=\"models:read\""), "{challenge}");
    key.get(KEYS).await.ok(200);
    // A route without a scope of its own inherits the user's rights.
    key.get(AGENTS).await.ok(200);
}

#[tokio::test]
async fn get_403_under_strict_scopes_where_no_scope_says_so() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read", "mcp:read", "mcp:write"]).await;
    let strict = org::Entity::update_many()
        .col_expr(org::Column::StrictScopes, Expr::value(true))
        .filter(org::Column::Id.eq::<entity::OrgId>(ada.org.parse().unwrap()));
    strict.exec(world.state().db.write()).await.unwrap();
    for (method, path, body) in [
        (Method::GET, AGENTS, None),
        (Method::POST, AGENTS, Some(json!({ "name": "a" }))),
        (Method::GET, "/api/v1/workspaces", None),
    ] {
        let refused = key.request(method, path, body).await;
        refused.refused(403, "FORBIDDEN");
        assert_eq!(refused.header("www-authenticate"), None, "no scope would help");
    }
    key.get(MODELS).await.ok(200);
    ada.session.get(AGENTS).await.ok(200);
    // Other orgs are as they were.
    let bob = world.owner("bob").await.enrolled().await;
    bob.mint(&[]).await.0.get(AGENTS).await.ok(200);
}

#[tokio::test]
async fn any_403_where_only_a_browser_may_and_200_where_the_user_may() {
    let world = world().await;
    for role in [OrgRole::Owner, OrgRole::Member] {
        let person = world.member(role.as_str(), "acme", role).await.enrolled().await;
        let (key, _) = person.mint(&["models:read"]).await;
        key.post(AGENTS, json!({ "name": "a" })).await.ok(201);
        for (method, path, body) in [
            (Method::POST, "/api/v1/workspaces", Some(json!({ "name": "w" }))),
            (Method::GET, "/api/v1/auth/session", None),
            (Method::POST, "/api/v1/auth/logout", None),
            (Method::POST, "/api/v1/me/totp", None),
        ] {
            let refused = key.request(method, path, body).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}: {}", refused.text);
        }
    }
}
