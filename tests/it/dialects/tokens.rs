//! `/api/v1/{tenant_id}/tokens`: tokens with an end, by tenant; and the agents that they may look at.

use std::time::Duration;

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Answer, Caller};

use super::{Wire, fields, text, world};

pub struct Tokens;

impl Wire for Tokens {
    fn path(&self) -> &'static str {
        "/api/v1/active/tokens"
    }

    fn lead(&self) -> &'static str {
        "sk-"
    }

    fn body(&self, name: &str) -> Value {
        json!({ "name": name, "expiry_date": "2026-12-31T23:59:59Z" })
    }

    fn minted(&self, answer: &Answer) -> (String, String) {
        assert_eq!(answer.status, 201, "{}", answer.text);
        (text(&answer.body["id"]), text(&answer.body["token"]))
    }

    fn listed(&self, answer: &Answer) -> Vec<(String, String)> {
        assert_eq!(answer.status, 200, "{}", answer.text);
        let tokens = answer.body.as_array().unwrap();
        tokens.iter().map(|token| (text(&token["id"]), text(&token["name"]))).collect()
    }

    fn revoked(&self, answer: &Answer) {
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
    }

    fn refused(&self, answer: &Answer, status: u16) {
        assert_eq!((answer.status.as_u16(), fields(&answer.body)), (status, vec!["detail"]), "{}", answer.text);
    }
}

const PATH: &str = "/api/v1/active/tokens/";
const AGENTS: &str = "/api/v1/active/agents/";

#[tokio::test]
async fn post_201_has_the_fields_of_the_text_and_says_the_end_as_it_was_said() {
    let world = world().await;
    let ada = world.owner("ada").await;
    for (said, shown) in [
        ("2026-12-31T23:59:59Z", "2026-12-31T23:59:59Z"),
        ("2026-12-31T23:59:59", "2026-12-31T23:59:59Z"),
        ("2026-12-31T23:59:59.5+01:00", "2026-12-31T22:59:59.500Z"),
    ] {
        let answer = ada.session.post(PATH, json!({ "name": "my-api-token", "expiry_date": said })).await;
        assert_eq!(fields(&answer.body), ["expiry_date", "id", "name", "token"], "{}", answer.text);
        assert_eq!((&answer.body["name"], &answer.body["expiry_date"]), (&json!("my-api-token"), &json!(shown)));
        assert_eq!(text(&answer.body["token"]).len(), 35);
    }
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let good = "2026-12-31T23:59:59Z";
    for (body, field) in [
        (json!({ "name": "", "expiry_date": good }), "name"),
        (json!({ "name": "x".repeat(101), "expiry_date": good }), "name"),
        (json!({ "expiry_date": good }), "name"),
        (json!({ "name": "CI" }), "expiry_date"),
        (json!({ "name": "CI", "expiry_date": null }), "expiry_date"),
        (json!({ "name": "CI", "expiry_date": "tomorrow" }), "expiry_date"),
        (json!({ "name": "CI", "expiry_date": "2026-06-01T12:00:00Z" }), "expiry_date"),
    ] {
        let answer = ada.session.post(PATH, body).await;
        Tokens.refused(&answer, 400);
        assert!(answer.message().starts_with(&format!("{field}: ")), "{}", answer.text);
    }
    let longest = json!({ "name": "x".repeat(100), "expiry_date": good });
    Tokens.minted(&ada.session.post(PATH, longest).await);
}

#[tokio::test]
async fn post_400_for_an_end_later_than_the_org_lets_keys_live() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let settings = json!({ "maxKeyLifetimeDays": 30 });
    ada.session.patch(&format!("/api/v1/orgs/{}", ada.org), settings).await.ok(200);
    let answer = (&Tokens as &dyn Wire).try_mint(&ada.session).await;
    Tokens.refused(&answer, 400);
    assert!(answer.message().starts_with("expiry_date: "), "{}", answer.text);
}

#[tokio::test]
async fn get_200_has_no_token_in_it_and_a_token_ends_at_its_end() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let soon = json!({ "name": "soon", "expiry_date": "2026-06-01T12:01:00Z" });
    let (id, token) = Tokens.minted(&ada.session.post(PATH, soon).await);
    let list = ada.session.get(PATH).await;
    assert_eq!(list.body, json!([{ "id": id, "name": "soon", "expiry_date": "2026-06-01T12:01:00Z" }]));
    let token = tests::Key::new(world.clone(), &token);
    world.advance(Duration::from_secs(59));
    assert_eq!(token.get(AGENTS).await.status, 200);
    world.advance(Duration::from_secs(1));
    let over = token.get(AGENTS).await;
    assert_eq!((over.status.as_u16(), &over.body), (401, &json!({ "detail": "Invalid token" })));
}

fn of_tenant(tenant: &str) -> String {
    format!("/api/v1/{tenant}/tokens")
}

#[tokio::test]
async fn a_tenant_is_active_or_named_by_its_id_and_another_is_404_like_one_that_is_not_there() {
    let world = world().await;
    let (ada, eve) = (world.owner("ada").await, world.owner("eve").await);
    let (id, _, _) = (&Tokens as &dyn Wire).mint(&ada, "CI").await;
    assert_eq!(Tokens.listed(&ada.session.get(&of_tenant(&ada.org)).await), [(id.clone(), "CI".to_owned())]);
    let foreign = eve.session.get(&of_tenant(&ada.org)).await;
    Tokens.refused(&foreign, 404);
    for tenant in ["019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40", "Active", "%61ctive%20"] {
        foreign.same_as(&eve.session.get(&of_tenant(tenant)).await);
    }
    Tokens.refused(&eve.session.post(&of_tenant(&ada.org), Tokens.body("CI")).await, 404);
    Tokens.refused(&eve.session.delete(&format!("{}/{id}", of_tenant(&ada.org))).await, 404);
    assert_eq!(Tokens.listed(&ada.session.get(PATH).await).len(), 1);
}

#[tokio::test]
async fn a_tenant_may_be_any_that_the_user_is_a_member_of() {
    let world = world().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let there = world.member("ada", "bob's org", OrgRole::Member).await;
    assert_eq!(there.org, bob.org);
    let (id, token) = Tokens.minted(&ada.session.post(&of_tenant(&bob.org), Tokens.body("CI")).await);
    assert_eq!(Tokens.listed(&ada.session.get(&of_tenant("active")).await), []);
    let verified = world.operator().post("/api/v1/api-keys/verify", json!({ "key": token })).await.ok(200);
    assert_eq!((&verified["orgId"], &verified["userId"]), (&json!(bob.org), &json!(ada.user)));
    Tokens.revoked(&ada.session.delete(&format!("{}/{id}", of_tenant(&bob.org))).await);
}

#[tokio::test]
async fn a_step_up_mints_in_no_other_org_than_the_session_works_in() {
    let world = world().await;
    let bob = world.owner("bob").await;
    let mut ada = world.owner("ada").await.enrolled().await;
    world.member("ada", "bob's org", OrgRole::Admin).await;
    Tokens.minted(&ada.session.post(&of_tenant(&ada.org), Tokens.body("CI")).await);

    let there = ada.session.post(&of_tenant(&bob.org), Tokens.body("CI")).await;
    Tokens.refused(&there, 403);
    let challenge = there.header("www-authenticate").unwrap().to_owned();
    assert!(challenge.contains("error=\"insufficient_user_authentication\", max_age=\"600\""), "{challenge}");
    assert_eq!(Tokens.listed(&ada.session.get(&of_tenant(&bob.org)).await), []);

    // The native way says the same, and a step-up there mints there, and not here any more.
    let moved = ada.session.post("/api/v1/auth/session/org", json!({ "orgId": bob.org })).await.ok(200);
    ada.adopt(&moved);
    let native = ada.try_mint(json!({ "name": "CI" })).await;
    native.refused(403, "FORBIDDEN");
    assert_eq!((native.header("www-authenticate"), native.message()), (Some(challenge.as_str()), there.message()));
    ada.step_up().await;
    Tokens.minted(&ada.session.post(&of_tenant(&bob.org), Tokens.body("CI")).await);
    Tokens.refused(&ada.session.post(&of_tenant(&ada.org), Tokens.body("CI")).await, 403);
}

#[tokio::test]
async fn a_native_path_that_looks_like_a_tenants_stays_native() {
    let world = world().await;
    let ada = world.owner("ada").await;
    for path in ["/api/v1/orgs/tokens", "/api/v1/api-keys/tokens"] {
        assert_eq!(ada.session.get(path).await.body["success"], false, "{path}");
    }
}

#[tokio::test]
async fn agents_get_200_with_a_token_and_tell_nothing_of_another_tenant() {
    let world = world().await;
    let (ada, eve) = (world.owner("ada").await, world.owner("eve").await);
    for (person, agent) in [(&ada, "ada's"), (&eve, "eve's")] {
        person.session.post("/api/v1/agents", json!({ "name": agent })).await.ok(201);
    }
    let (_, token, _) = (&Tokens as &dyn Wire).mint(&ada, "CI").await;
    let list = token.get(AGENTS).await;
    assert_eq!((list.status.as_u16(), list.body.as_array().unwrap().len()), (200, 1));
    assert_eq!(fields(&list.body[0]), ["description", "id", "last_seen_at", "name", "status", "version"]);
    assert_eq!((&list.body[0]["name"], &list.body[0]["last_seen_at"]), (&json!("ada's"), &Value::Null));
}

#[tokio::test]
async fn agents_that_present_a_key_of_any_format_show_when_they_were_last_seen() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    for wire in super::WIRES {
        let (_, key, value) = wire.mint(&ada, "agent's").await;
        let id = text(&key.post("/api/v1/agents", json!({ "name": wire.path() })).await.ok(201)["id"]);
        world.advance(Duration::from_secs(5));
        let seen = key.post(&format!("/api/v1/agents/{id}/heartbeat"), json!({ "status": "well" })).await.ok(200);
        let list = key.get(AGENTS).await;
        let shown = list.body.as_array().unwrap().iter().find(|agent| agent["id"] == id.as_str()).unwrap();
        assert_eq!((&shown["last_seen_at"], &shown["status"]), (&seen["lastSeenAt"], &json!("well")));
        let native = ada.session.get(&format!("/api/v1/agents/{id}")).await.ok(200);
        assert!(value.starts_with(native["lastKey"]["prefix"].as_str().unwrap()), "{native}");
    }
    let retired = text(&ada.session.get(AGENTS).await.body[0]["id"]);
    ada.session.delete(&format!("/api/v1/agents/{retired}")).await.ok(200);
    assert_eq!(ada.session.get(AGENTS).await.body.as_array().unwrap().len(), super::WIRES.len() - 1);
}
