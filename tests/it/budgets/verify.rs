//! `POST /api/v1/api-keys/verify` with a `cost`

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, World};

use super::{VERIFY, code, mint_bound, owner, path, set, verify};
use crate::workspaces;

#[tokio::test]
async fn post_200_valid_while_there_is_enough_and_tells_what_is_left() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    set(&owner, &workspace, 100.into(), 150.into()).await;
    let key = mint_bound(&owner, &workspace).await;
    let verdict = verify(&world, &key, 60).await;
    assert_eq!((&verdict["valid"], &verdict["code"]), (&json!(true), &json!("VALID")));
    let minute = json!({ "limit": 100, "spent": 60, "remaining": 40, "resetsAt": "2026-06-01T12:01:00.000Z" });
    let day = json!({ "limit": 150, "spent": 60, "remaining": 90, "resetsAt": "2026-06-02T00:00:00.000Z" });
    assert_eq!(verdict["budget"], json!({ "minute": minute, "day": day }));

    let verdict = verify(&world, &key, 41).await;
    assert_eq!((&verdict["valid"], &verdict["code"]), (&json!(false), &json!("RATE_LIMITED")));
    assert_eq!(
        (&verdict["budget"]["minute"], &verdict["workspaceId"]),
        (&minute, &json!(workspace)),
        "nothing is spent"
    );
    assert_eq!(code(&world, &key, 40).await, "VALID");
    assert_eq!(code(&world, &key, 1).await, "RATE_LIMITED");
}

#[tokio::test]
async fn post_200_a_new_minute_and_a_new_day_begin_at_nothing() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    set(&owner, &workspace, 100.into(), 150.into()).await;
    let key = mint_bound(&owner, &workspace).await;
    assert_eq!(code(&world, &key, 100).await, "VALID");
    world.advance(Duration::from_secs(59));
    assert_eq!(code(&world, &key, 1).await, "RATE_LIMITED");
    world.advance(Duration::from_secs(1));
    assert_eq!(code(&world, &key, 51).await, "USAGE_EXCEEDED");
    assert_eq!(code(&world, &key, 50).await, "VALID");
    // Both have too little left: the day is what to wait for.
    assert_eq!(code(&world, &key, 100).await, "USAGE_EXCEEDED");
    world.advance(Duration::from_secs(12 * 3600 - 60));
    let verdict = verify(&world, &key, 100).await;
    assert_eq!((&verdict["code"], &verdict["budget"]["day"]["spent"]), (&json!("VALID"), &json!(100)));
    assert_eq!(verdict["budget"]["day"]["resetsAt"], "2026-06-03T00:00:00.000Z");
}

#[tokio::test]
async fn post_200_all_keys_of_a_workspace_spend_from_one_budget_and_no_other_does() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    let other = workspaces::create(&owner, "Other").await;
    set(&owner, &workspace, 10.into(), Value::Null).await;
    set(&owner, &other, 10.into(), Value::Null).await;
    let [one, two] = [mint_bound(&owner, &workspace).await, mint_bound(&owner, &workspace).await];
    let others = mint_bound(&owner, &other).await;
    let unbound = owner.try_mint(json!({ "name": "unbound" })).await.ok(201)["key"].as_str().unwrap().to_owned();
    assert_eq!(code(&world, &one, 8).await, "VALID");
    assert_eq!(code(&world, &two, 3).await, "RATE_LIMITED");
    assert_eq!(code(&world, &others, 10).await, "VALID");
    assert_eq!(code(&world, &unbound, 1_000_000).await, "VALID");
    assert_eq!(verify(&world, &unbound, 1).await["budget"], Value::Null);
    assert_eq!(code(&world, &two, 2).await, "VALID");
}

#[tokio::test]
async fn post_200_a_member_cannot_mint_their_way_round_the_limit() {
    let world = World::new().await;
    let scene = workspaces::Scene::new(&world).await;
    set(&scene.owner, &scene.workspace, 10.into(), Value::Null).await;
    let unbound = async |person: &tests::Person, path: &str, field: &str| {
        let minted = person.session.post(path, json!({ "name": "unbound" })).await;
        assert_eq!(minted.status, 201, "{}", minted.text);
        minted.body.pointer(field).unwrap().as_str().unwrap().to_owned()
    };
    for person in [&scene.admin, &scene.editor, &scene.viewer] {
        for (path, field) in [("/api/v1/api-keys", "/data/key"), ("/auth/api-keys", "/key")] {
            let verdict = verify(&world, &unbound(person, path, field).await, 11).await;
            assert_eq!((&verdict["code"], &verdict["workspaceId"]), (&json!("RATE_LIMITED"), &Value::Null));
            assert_eq!(verdict["budget"]["minute"]["limit"], 10);
        }
    }
    for free in [&scene.owner, &scene.outsider] {
        let key = unbound(free, "/api/v1/api-keys", "/data/key").await;
        assert_eq!(code(&world, &key, 11).await, "VALID");
    }
    // Where they came first is what counts.
    let other = workspaces::create(&scene.owner, "Other").await;
    workspaces::add(&scene.owner, &other, &scene.viewer, "viewer").await.ok(201);
    let key = unbound(&scene.viewer, "/api/v1/api-keys", "/data/key").await;
    assert_eq!(code(&world, &key, 11).await, "RATE_LIMITED");
}

#[tokio::test]
async fn post_200_without_a_cost_and_at_none_nothing_is_spent() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    set(&owner, &workspace, 10.into(), Value::Null).await;
    let key = mint_bound(&owner, &workspace).await;
    assert_eq!(code(&world, &key, 10).await, "VALID");
    for cost in [json!(null), json!(0)] {
        let verdict = verify(&world, &key, cost.clone()).await;
        assert_eq!(verdict["code"], "VALID");
        let remaining = &verdict["budget"]["minute"]["remaining"];
        assert_eq!(*remaining, if cost == json!(0) { json!(0) } else { json!(null) });
    }
    let budget = owner.session.get(&path(&workspace)).await.ok(200);
    assert_eq!(budget["minute"]["spent"], 10);
}

#[tokio::test]
async fn post_200_a_key_that_is_no_good_spends_nothing() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    set(&owner, &workspace, 10.into(), Value::Null).await;
    let key = mint_bound(&owner, &workspace).await;
    let eve = world.owner("eve").await;
    let wanting = json!({ "key": key, "cost": 10, "scope": "files:read" });
    let verdict = owner.session.post(VERIFY, wanting).await.ok(200);
    assert_eq!(verdict["code"], "INSUFFICIENT_SCOPE");
    let foreign = eve.session.post(VERIFY, json!({ "key": key, "cost": 10 })).await.ok(200);
    assert_eq!((&foreign["code"], &foreign["budget"]), (&json!("NOT_FOUND"), &Value::Null));
    world.operator().post(VERIFY, json!({ "key": key, "cost": 10, "tokens": 1 })).await.names_field("tokens");
    assert_eq!(owner.session.get(&path(&workspace)).await.ok(200)["minute"]["spent"], 0);
    assert_eq!(code(&world, &key, 10).await, "VALID");
}

#[tokio::test]
async fn post_400_for_a_cost_that_is_none_and_nothing_is_spent() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    set(&owner, &workspace, 10.into(), Value::Null).await;
    let key = mint_bound(&owner, &workspace).await;
    for cost in
        [json!(-1), json!(0.5), json!("1"), json!(1_000_000_000_000_001_u64), json!(u64::MAX), json!(1e40), json!([1])]
    {
        world.operator().post(VERIFY, json!({ "key": key, "cost": cost })).await.names_field("cost");
    }
    let most = verify(&world, &key, 1_000_000_000_000_000_u64).await;
    assert_eq!(most["code"], "RATE_LIMITED");
    assert_eq!(owner.session.get(&path(&workspace)).await.ok(200)["minute"]["spent"], 0);
}

#[tokio::test]
async fn what_was_spent_survives_a_restart() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    set(&owner, &workspace, 10.into(), 10.into()).await;
    let key = mint_bound(&owner, &workspace).await;
    assert_eq!(code(&world, &key, 10).await, "VALID");
    assert_eq!(code(&world.restarted().await, &key, 1).await, "USAGE_EXCEEDED");
}

#[tokio::test]
async fn post_200_leaving_the_workspace_lifts_no_limit() {
    let world = World::new().await;
    let scene = workspaces::Scene::new(&world).await;
    set(&scene.owner, &scene.workspace, 10.into(), Value::Null).await;
    let key = scene.viewer.try_mint(json!({ "name": "unbound" })).await.ok(201)["key"].as_str().unwrap().to_owned();
    assert_eq!(code(&world, &key, 11).await, "RATE_LIMITED");
    let own = format!("{}/members/{}", workspaces::path(&scene.workspace), scene.viewer.user);
    scene.viewer.session.delete(&own).await.ok(200);
    let verdict = verify(&world, &key, 11).await;
    assert_eq!((&verdict["code"], &verdict["budget"]["minute"]["limit"]), (&json!("RATE_LIMITED"), &json!(10)));
    // Another workspace that they come to is whose budget counts from then on.
    let other = workspaces::create(&scene.owner, "Other").await;
    workspaces::add(&scene.owner, &other, &scene.viewer, "viewer").await.ok(201);
    assert_eq!(code(&world, &key, 11).await, "VALID");
}
