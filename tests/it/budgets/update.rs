//! `PATCH /api/v1/workspaces/{id}/budget`

use std::time::Duration;

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{code, mint_bound, owner, path, set};
use crate::workspaces::{NOBODY, Scene};

#[tokio::test]
async fn patch_200_absent_is_unchanged_and_null_lifts() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    let path = path(&workspace);
    for (body, tpm, daily) in [
        (json!({}), json!(null), json!(null)),
        (json!({ "tpmLimit": 200_000, "dailyTokenLimit": 5_000_000 }), json!(200_000), json!(5_000_000)),
        (json!({ "tpmLimit": 1 }), json!(1), json!(5_000_000)),
        (json!({ "dailyTokenLimit": null }), json!(1), json!(null)),
        (
            json!({ "tpmLimit": 0, "dailyTokenLimit": 1_000_000_000_000_000_u64 }),
            json!(0),
            json!(1_000_000_000_000_000_u64),
        ),
        (json!({ "tpmLimit": null, "dailyTokenLimit": null }), json!(null), json!(null)),
    ] {
        let budget = owner.session.patch(&path, body).await.ok(200);
        assert_eq!((&budget["minute"]["limit"], &budget["day"]["limit"]), (&tpm, &daily));
        assert_eq!(owner.session.get(&path).await.ok(200), budget);
    }
}

#[tokio::test]
async fn patch_200_counts_from_the_answer_on_and_keeps_what_was_spent() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    let key = mint_bound(&owner, &workspace).await;
    assert_eq!(code(&world, &key, 1_000_000).await, "VALID");
    set(&owner, &workspace, 10.into(), Value::Null).await;
    assert_eq!(code(&world, &key, 11).await, "RATE_LIMITED");
    assert_eq!(code(&world, &key, 6).await, "VALID");
    set(&owner, &workspace, 12.into(), Value::Null).await;
    assert_eq!(code(&world, &key, 7).await, "RATE_LIMITED");
    set(&owner, &workspace, 5.into(), Value::Null).await;
    let budget = owner.session.get(&path(&workspace)).await.ok(200);
    assert_eq!((&budget["minute"]["spent"], &budget["minute"]["remaining"]), (&json!(6), &json!(0)));
    set(&owner, &workspace, Value::Null, Value::Null).await;
    assert_eq!(code(&world, &key, 1_000_000).await, "VALID");
}

#[tokio::test]
async fn patch_400_names_the_field_and_changes_nothing() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    set(&owner, &workspace, 10.into(), 20.into()).await;
    for (field, value) in [
        ("tpmLimit", json!(-1)),
        ("tpmLimit", json!(1.5)),
        ("tpmLimit", json!("10")),
        ("tpmLimit", json!(1_000_000_000_000_001_u64)),
        ("dailyTokenLimit", json!(u64::MAX)),
        ("dailyTokenLimit", json!(1e30)),
        ("tpm_limit", json!(1)),
        ("spent", json!(0)),
        ("orgId", json!(owner.org)),
        ("minuteTokens", json!(0)),
    ] {
        let body = json!({ "tpmLimit": 1, "dailyTokenLimit": 2 });
        let Value::Object(mut body) = body else { unreachable!() };
        body.insert(field.to_owned(), value);
        owner.session.patch(&path(&workspace), Value::Object(body)).await.names_field(field);
    }
    let budget = owner.session.get(&path(&workspace)).await.ok(200);
    assert_eq!((&budget["minute"]["limit"], &budget["day"]["limit"]), (&json!(10), &json!(20)));
}

#[tokio::test]
async fn patch_403_for_those_who_are_held_to_it() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let (path, body) = (path(&scene.workspace), json!({ "tpmLimit": 1 }));
    for person in [&scene.admin, &scene.editor, &scene.viewer, &scene.outsider] {
        let refused = person.session.patch(&path, body.clone()).await;
        assert_eq!(refused.refused(403, "FORBIDDEN").message(), "Your role in the organization does not allow this");
    }
    let key = mint_bound(&scene.owner, &scene.workspace).await;
    tests::Key::new(world.clone(), &key).patch(&path, body.clone()).await.refused(403, "FORBIDDEN");
    world.operator().patch(&path, body.clone()).await.refused(403, "FORBIDDEN");
    world.anonymous().patch(&path, body.clone()).await.refused(401, "UNAUTHORIZED");
    let admin = world.member("chief", &scene.owner.org, OrgRole::Admin).await.enrolled().await;
    admin.session.patch(&path, body.clone()).await.ok(200);
    world.advance(Duration::from_secs(600));
    admin.session.patch(&path, body).await.asks_for_step_up();
}

#[tokio::test]
async fn patch_404_for_another_orgs_workspace_like_one_that_is_not_there() {
    let world = World::new().await;
    let (_, workspace) = owner(&world).await;
    let eve = world.owner("eve").await.enrolled().await;
    let foreign = eve.session.patch(&path(&workspace), json!({ "tpmLimit": 1 })).await;
    foreign.refused(404, "NOT_FOUND");
    foreign.same_as(&eve.session.patch(&path(NOBODY), json!({ "tpmLimit": 1 })).await);
}

#[tokio::test]
async fn a_change_is_on_record_and_one_that_changes_nothing_is_not() {
    let world = World::new().await;
    let (owner, workspace) = owner(&world).await;
    for _ in 0..2 {
        world.advance(Duration::from_millis(1));
        set(&owner, &workspace, 10.into(), Value::Null).await;
    }
    let records = owner.session.get("/api/v1/audit-events?action=budget.updated").await.ok(200);
    assert_eq!(records["items"].as_array().map(Vec::len), Some(1));
    let record = &records["items"][0];
    assert_eq!((&record["targetId"], &record["actor"]["id"]), (&json!(workspace), &json!(owner.user)));
    assert_eq!(record["detail"], json!({ "tpmLimit": 10, "dailyTokenLimit": null }));
}
