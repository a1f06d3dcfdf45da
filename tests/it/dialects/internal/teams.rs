//! `/internal/teams`: workspaces of the operator's org, with a budget.

use std::time::Duration;

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{
    super::parts::{len, sizes},
    TEAMS, fields, mint, ok, refused, team, text, type_id, unknown, user, uuid, verify,
};

#[tokio::test]
async fn post_201_makes_a_workspace_with_a_budget() {
    let world = World::new().await;
    let body = json!({ "name": "engineering", "tpm_limit": 200_000, "daily_token_limit": 5_000_000 });
    let made = ok(world.operator().post(TEAMS, body).await, 201);
    assert_eq!(fields(&made), ["created_at", "daily_token_limit", "id", "name", "tpm_limit"]);
    assert_eq!((&made["tpm_limit"], &made["daily_token_limit"]), (&json!(200_000), &json!(5_000_000)));
    assert_eq!((&made["name"], &made["created_at"]), (&json!("engineering"), &json!("2026-06-01T12:00:00Z")));
    let id = text(&made["id"]);
    assert!(id.starts_with("team_") && id.len() == 31, "{id}");

    // The same through the native API, for whom the operator makes an owner of the org.
    let owner = world.member("owner", "internal", OrgRole::Owner).await.enrolled().await;
    let path = format!("/api/v1/workspaces/{}", uuid(&id));
    let native = owner.session.get(&path).await.ok(200);
    assert_eq!((&native["name"], &native["createdBy"]), (&json!("engineering"), &Value::Null));
    let budget = owner.session.get(&format!("{path}/budget")).await.ok(200);
    assert_eq!((&budget["minute"]["limit"], &budget["day"]["limit"]), (&json!(200_000), &json!(5_000_000)));
}

#[tokio::test]
async fn post_201_without_limits() {
    let world = World::new().await;
    for body in [json!({ "name": "free" }), json!({ "name": "free", "tpm_limit": null, "daily_token_limit": null })] {
        let made = ok(world.operator().post(TEAMS, body).await, 201);
        assert_eq!((&made["tpm_limit"], &made["daily_token_limit"]), (&Value::Null, &Value::Null));
    }
}

#[tokio::test]
async fn post_400_names_the_field_and_makes_nothing() {
    let world = World::new().await;
    for (field, value) in [
        ("name", json!("")),
        ("name", json!(null)),
        ("tpm_limit", json!(-1)),
        ("tpm_limit", json!("200000")),
        ("tpm_limit", json!(1_000_000_000_000_001_u64)),
        ("daily_token_limit", json!(0.5)),
        ("id", json!("team_x")),
        ("org_id", json!("x")),
        ("tpmLimit", json!(1)),
    ] {
        let mut body = json!({ "name": "engineering", "daily_token_limit": 1 });
        body[field] = value;
        let answer = world.operator().post(TEAMS, body).await;
        assert!(refused(&answer, 400).starts_with(&format!("{field}: ")), "{}", answer.text);
    }
    assert_eq!(ok(world.operator().get(TEAMS).await, 200), json!([]));
}

#[tokio::test]
async fn get_200_lists_the_operators_teams_and_no_tenants_workspaces() {
    let world = World::new().await;
    assert_eq!(ok(world.operator().get(TEAMS).await, 200), json!([]));
    let ada = world.owner("ada").await.enrolled().await;
    crate::workspaces::create(&ada, "ada's").await;
    let mut ids = Vec::new();
    for name in ["first", "second", "third"] {
        world.advance(Duration::from_millis(1));
        ids.insert(0, team(&world, name, 5, Value::Null).await);
    }
    let list = ok(world.operator().get(TEAMS).await, 200);
    let listed: Vec<_> = list.as_array().unwrap().iter().map(|team| text(&team["id"])).collect();
    assert_eq!(listed, ids);
    assert_eq!((&list[0]["name"], &list[0]["tpm_limit"]), (&json!("third"), &json!(5)));
    let page = ok(world.operator().get(&format!("{TEAMS}?limit=1&after={}", ids[0])).await, 200);
    assert_eq!((page.as_array().unwrap().len(), &page[0]["name"]), (1, &json!("second")));
    assert_eq!(sizes(&world.operator(), &format!("{TEAMS}?limit=2"), len).await, [2, 1]);
    for query in ["limit=0", "limit=1001", "limit=x", "after=nonsense", "after=ak_01j9vyy2p3fs8v2mczbmy3s2t0"] {
        refused(&world.operator().get(&format!("{TEAMS}?{query}")).await, 400);
    }
}

#[tokio::test]
async fn patch_200_changes_what_is_named_from_the_answer_on() {
    let world = World::new().await;
    let id = team(&world, "engineering", 10, 20).await;
    let (_, _, key) = mint(&world, "dev-laptop", &user(&world, "alice@example.com", Some(&id)).await).await;
    assert_eq!(verify(&world, &key, 11).await["code"], "RATE_LIMITED");
    let path = format!("{TEAMS}/{id}");
    let changed = ok(world.operator().patch(&path, json!({ "tpm_limit": 15 })).await, 200);
    assert_eq!((&changed["tpm_limit"], &changed["daily_token_limit"]), (&json!(15), &json!(20)));
    assert_eq!(verify(&world, &key, 11).await["code"], "VALID");
    let changed = json!({ "name": "research", "tpm_limit": null, "daily_token_limit": 12 });
    let changed = ok(world.operator().patch(&path, changed).await, 200);
    assert_eq!((&changed["name"], &changed["tpm_limit"]), (&json!("research"), &Value::Null));
    assert_eq!(verify(&world, &key, 2).await["code"], "USAGE_EXCEEDED");
    assert_eq!(verify(&world, &key, 1).await["code"], "VALID");
    let same = ok(world.operator().patch(&path, json!({})).await, 200);
    assert_eq!(same["name"], "research");
    for wrong in [json!({ "tpm_limit": -1, "name": "x" }), json!({ "name": null, "tpm_limit": 1 }), json!({ "id": id })]
    {
        refused(&world.operator().patch(&path, wrong).await, 400);
    }
    assert_eq!(ok(world.operator().get(TEAMS).await, 200)[0]["name"], "research");
}

#[tokio::test]
async fn patch_404_for_what_is_no_team_and_for_a_tenants_workspace() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let foreign: entity::WorkspaceId = crate::workspaces::create(&ada, "ada's").await.parse().unwrap();
    let none = world.operator().patch(&format!("{TEAMS}/{}", unknown("team")), json!({ "name": "x" })).await;
    refused(&none, 404);
    team(&world, "engineering", 10, 20).await;
    for id in [unknown("team"), unknown("ak"), foreign.to_string(), type_id("team", foreign.uuid())] {
        none.same_as(&world.operator().patch(&format!("{TEAMS}/{id}"), json!({ "name": "x" })).await);
    }
    let native = ada.session.get(&format!("/api/v1/workspaces/{foreign}")).await.ok(200);
    assert_eq!(native["name"], "ada's");
}

#[tokio::test]
async fn only_the_master_key_opens_it_and_without_one_it_is_not_there() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    let paths = [TEAMS, super::USERS, super::KEYS];
    for path in paths {
        assert_eq!(refused(&ada.session.get(path).await, 403), "This kind of credential may not do this");
        refused(&key.get(path).await, 403);
        let nobody = world.anonymous().get(path).await;
        refused(&nobody, 401);
        assert!(nobody.header("www-authenticate").unwrap().starts_with("Bearer "));
    }
    let world = World::with().set("ALMOND_MASTER_KEY", "").build().await;
    for path in paths {
        let unknown = world.anonymous().get("/internal/nothing").await;
        unknown.refused(404, "NOT_FOUND");
        for answer in [world.anonymous().get(path).await, world.operator().get(path).await] {
            answer.same_as(&unknown);
        }
        world.anonymous().post(path, json!({})).await.same_as(&unknown);
    }
}
