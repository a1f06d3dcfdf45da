//! What is counted: requests and verifications, what came of them, the tokens; each once, whichever node it came to.

use std::time::Duration;

use entity::{Timestamp, UseSpan, use_count};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use tests::{Caller, Key, Operator, Person, World};

use super::{FILES, MODELS, VERIFY, of_key, org_usage, world, write};
use crate::workspaces;

/// Refusals by reason, without those that there were none of.
fn refusals(counts: &Value) -> Value {
    let mut refusals = counts["refusals"].clone();
    refusals.as_object_mut().unwrap().retain(|_, count| *count != 0);
    refusals
}

async fn verify(world: &World, key: &Key, body: Value) -> Value {
    let secret = key.credentials()[0].1.trim_start_matches("Bearer ").to_owned();
    let mut asked = json!({ "key": secret });
    asked.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
    Operator::new(world.clone()).post(VERIFY, asked).await.ok(200)["code"].clone()
}

async fn minted(person: &Person, body: Value) -> (Key, String) {
    let minted = person.try_mint(body).await.ok(201);
    let key = Key::new(person.session.world().clone(), minted["key"].as_str().unwrap());
    (key, minted["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn get_200_checks_and_refusals_by_reason_of_requests_and_verifications() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let ends = world.state().now().plus(Duration::from_secs(60)).to_string();
    let (key, id) = ada.mint(&["models:read"]).await;
    let (bound, bound_id) = minted(&ada, json!({ "name": "bound", "allowedCidrs": ["192.0.2.0/24"] })).await;
    let (short, short_id) = minted(&ada, json!({ "name": "short", "expiresAt": ends })).await;
    let (dead, dead_id) = ada.mint(&["models:read"]).await;
    let (paused, paused_id) = ada.mint(&["models:read"]).await;

    for _ in 0..3 {
        key.get(MODELS).await.ok(200);
    }
    assert_eq!(verify(&world, &key, json!({})).await, "VALID");
    key.get(FILES).await.refused(403, "FORBIDDEN");
    assert_eq!(verify(&world, &key, json!({ "scope": "files:read" })).await, "INSUFFICIENT_SCOPE");
    key.post("/api/v1/workspaces", json!({ "name": "no" })).await.refused(403, "FORBIDDEN");
    bound.get(MODELS).await.refused(403, "FORBIDDEN");
    ada.session.delete(&format!("/api/v1/api-keys/{dead_id}")).await.ok(200);
    // The second time, memory knows.
    for _ in 0..2 {
        dead.get(MODELS).await.refused(401, "UNAUTHORIZED");
        assert_eq!(verify(&world, &dead, json!({})).await, "REVOKED");
    }
    ada.session.patch(&format!("/api/v1/api-keys/{paused_id}"), json!({ "enabled": false })).await.ok(200);
    for _ in 0..2 {
        paused.get(MODELS).await.refused(401, "UNAUTHORIZED");
        assert_eq!(verify(&world, &paused, json!({})).await, "DISABLED");
    }
    world.advance(Duration::from_secs(60));
    short.get(MODELS).await.refused(401, "UNAUTHORIZED");
    assert_eq!(verify(&world, &short, json!({})).await, "EXPIRED");
    // What is no key is nobody's.
    Key::new(world.clone(), &format!("alm_test_{}", "0".repeat(48))).get(MODELS).await.refused(401, "UNAUTHORIZED");

    let usage = org_usage(&world, &ada, "").await;
    assert_eq!((&usage["total"]["checks"], &usage["total"]["refused"]), (&json!(18), &json!(14)));
    let by_reason = json!({
        "insufficientScope": 2, "forbidden": 1, "forbiddenAddress": 1, "revoked": 4, "disabled": 4, "expired": 2,
    });
    assert_eq!(refusals(&usage["total"]), by_reason);
    let keys: Vec<_> = usage["keys"].as_array().unwrap().iter().map(|key| key["keyId"].as_str().unwrap()).collect();
    assert_eq!(keys[0], id, "the most used comes first");
    assert_eq!(usage["keys"][0]["checks"], 7);
    for id in [&bound_id, &short_id, &dead_id, &paused_id] {
        assert!(keys.contains(&id.as_str()));
    }
    let dead = usage["keys"].as_array().unwrap().iter().find(|key| key["keyId"] == dead_id).unwrap();
    assert_eq!((&dead["revoked"], &dead["refused"], &dead["userId"]), (&json!(true), &json!(4), &json!(ada.user)));
    let one = ada.session.get(&of_key(&id)).await.ok(200);
    assert_eq!((&one["total"]["checks"], &one["keys"]), (&json!(7), &json!([])));
    assert_eq!(org_usage(&world, &ada, &format!("?keyId={id}")).await, one);
}

#[tokio::test]
async fn get_200_tokens_that_were_spent_and_refusals_for_want_of_a_budget() {
    let world = world().await;
    let owner = world.owner("owner").await.enrolled().await;
    let workspace = workspaces::create(&owner, "Lab").await;
    let limits = json!({ "tpmLimit": 100, "dailyTokenLimit": 150 });
    owner.session.patch(&format!("{}/budget", workspaces::path(&workspace)), limits).await.ok(200);
    let (key, _) = minted(&owner, json!({ "name": "bound", "workspaceId": workspace })).await;
    for (cost, code) in [(60, "VALID"), (60, "RATE_LIMITED"), (40, "VALID")] {
        assert_eq!(verify(&world, &key, json!({ "cost": cost })).await, code);
    }
    world.advance(Duration::from_secs(60));
    assert_eq!(verify(&world, &key, json!({ "cost": 51 })).await, "USAGE_EXCEEDED");
    let usage = org_usage(&world, &owner, "").await;
    assert_eq!((&usage["total"]["tokens"], &usage["keys"][0]["tokens"]), (&json!(100), &json!(100)));
    assert_eq!(refusals(&usage["total"]), json!({ "rateLimited": 1, "usageExceeded": 1 }));
}

#[tokio::test]
async fn get_200_tokens_beyond_all_measure_stay_at_the_most_and_keep_nobody_from_being_counted() {
    let world = world().await;
    let (ada, eve) = (world.owner("ada").await.enrolled().await, world.owner("eve").await.enrolled().await);
    let ((key, _), (greedy, id)) = (ada.mint(&["models:read"]).await, eve.mint(&["models:read"]).await);
    for round in 1..=3 {
        for _ in 0..5 {
            assert_eq!(verify(&world, &greedy, json!({ "cost": 1_000_000_000_000_000_u64 })).await, "VALID");
        }
        key.get(MODELS).await.ok(200);
        assert_eq!(org_usage(&world, &ada, "").await["total"]["checks"], round);
    }
    let usage = org_usage(&world, &eve, "?interval=day").await;
    assert_eq!((&usage["total"]["tokens"], &usage["total"]["checks"]), (&json!(use_count::MOST), &json!(15)));
    assert_eq!(usage["keys"][0]["tokens"], use_count::MOST);
    assert_eq!(eve.session.get(&of_key(&id)).await.ok(200)["total"]["tokens"], use_count::MOST);
}

#[tokio::test]
async fn get_200_each_use_in_its_hour_and_day_and_once_however_often_it_is_written() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    let began = UseSpan::Hour.begin(world.state().now());
    key.get(MODELS).await.ok(200);
    world.advance(Duration::from_secs(3600));
    for _ in 0..2 {
        key.get(MODELS).await.ok(200);
        write(&world).await;
    }
    let usage = org_usage(&world, &ada, "").await;
    let spans = usage["spans"].as_array().unwrap();
    assert_eq!(spans.len(), 24);
    let used: Vec<_> = spans.iter().filter(|span| span["checks"] != 0).collect();
    let at = |index: usize| used[index]["at"].as_str().unwrap().parse::<Timestamp>().unwrap();
    assert_eq!((used.len(), at(0), at(1)), (2, began, began.plus(Duration::from_secs(3600))));
    assert_eq!((&used[0]["checks"], &used[1]["checks"]), (&json!(1), &json!(2)));
    let days = org_usage(&world, &ada, "?interval=day").await;
    assert_eq!(days["spans"].as_array().unwrap().len(), 30);
    assert_eq!(days["spans"][29]["checks"], 3);
    assert_eq!(days["total"]["checks"], 3);
}

#[tokio::test]
async fn get_200_what_all_nodes_have_counted_together() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    let other = world.restarted().await;
    let there = key.at(&other);
    for round in 1..=3 {
        key.get(MODELS).await.ok(200);
        there.get(MODELS).await.ok(200);
        let (here, elsewhere) = (world.state(), other.state());
        let (one, two) = tokio::join!(
            here.use_counts.write(&here.db, here.now()),
            elsewhere.use_counts.write(&elsewhere.db, elsewhere.now())
        );
        one.unwrap();
        two.unwrap();
        let usage = org_usage(&world, &ada, "").await;
        assert_eq!((&usage["total"]["checks"], &usage["keys"][0]["checks"]), (&json!(2 * round), &json!(2 * round)));
    }
}

#[tokio::test]
async fn what_could_not_be_written_stays_for_the_next_time() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
    let state = world.state();
    world.execute("ALTER TABLE use_counts RENAME TO use_counts_away").await;
    state.use_counts.write(&state.db, state.now()).await.unwrap_err();
    key.get(MODELS).await.ok(200);
    world.execute("ALTER TABLE use_counts_away RENAME TO use_counts").await;
    let usage = org_usage(&world, &ada, "").await;
    assert_eq!(usage["total"]["checks"], 2);
}

#[tokio::test]
async fn what_is_older_than_anybody_may_ask_for_is_deleted() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
    write(&world).await;
    let (state, day) = (world.state(), UseSpan::Day.length());
    let rows = async || use_count::Entity::find().count(state.db.read()).await.unwrap();
    let forget = async || kernel::usage::forget_old(&state.db, state.now()).await.unwrap();
    world.advance(day * 8);
    forget().await;
    assert_eq!(rows().await, 4, "the key's and the org's, by the hour and by the day");
    world.advance(UseSpan::Hour.length() * 2);
    forget().await;
    assert_eq!(rows().await, 2, "hours go, days stay");
    world.advance(day * 84);
    forget().await;
    assert_eq!(rows().await, 0);
}
