//! Chains under parallel writers, and changes that come to nothing.

use std::collections::BTreeMap;

use entity::{Chain, OrgId, org};
use kernel::audit::{Action, Actor, Event};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};
use serde_json::json;
use tests::{Caller, World};
use tokio::task::JoinSet;

use super::{each, items, rows, verify};

const AGENTS: &str = "/api/v1/agents";

/// The numbers of every chain.
async fn numbers(world: &World) -> BTreeMap<Chain, Vec<i64>> {
    let mut numbers = BTreeMap::<Chain, Vec<i64>>::new();
    for row in rows(world).await {
        numbers.entry(row.chain).or_default().push(row.sequence);
    }
    numbers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_writers_at_once_on_two_nodes_make_no_gap_and_no_fork() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let other = world.restarted().await;
    let mut tasks = JoinSet::new();
    for n in 0..50 {
        let session = ada.session.at(if n % 2 == 0 { &world } else { &other });
        tasks.spawn(async move { session.post(AGENTS, json!({ "name": format!("agent {n}") })).await.status.as_u16() });
    }
    while !tasks.is_empty() {
        verify(&world).await.unwrap();
        for _ in 0..5 {
            assert_eq!(tasks.join_next().await.unwrap().unwrap(), 201);
        }
    }
    let expected: Vec<i64> = (1..=53).collect();
    assert_eq!(numbers(&world).await[&super::chain(&ada.org)], expected);
    assert_eq!(verify(&world).await.unwrap().len(), 2, "ada's org and the server");
}

/// Whichever order a change takes its rows and its records in, and however many chains it extends.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn changes_that_cross_each_other_never_wait_in_a_ring() {
    let world = World::new().await;
    let orgs = [world.owner("ada").await.org, world.owner("bob").await.org];
    let orgs: [OrgId; 2] = orgs.map(|org| org.parse().unwrap());
    let mut tasks = JoinSet::new();
    for n in 0..50 {
        let state = world.state().clone();
        tasks.spawn(async move {
            let (one, other) = if n % 2 == 0 { (orgs[0], orgs[1]) } else { (orgs[1], orgs[0]) };
            let change = state.changes.begin_unasked().await.unwrap();
            change.record(Event::by(Actor::Operator, Some(one), Action::OrgCreated, n));
            // One row for all, taken after one record was made and before the others.
            let row = org::ActiveModel { id: Set(orgs[0]), name: Set(format!("{n}")), ..Default::default() };
            row.update(&change).await.unwrap();
            change.record(Event::by(Actor::Operator, None, Action::OrgCreated, n));
            change.record(Event::by(Actor::Operator, Some(other), Action::OrgCreated, n));
            change.commit().await.unwrap();
        });
    }
    tasks.join_all().await;
    let numbers = numbers(&world).await;
    for (chain, count) in [(Chain::of(Some(orgs[0])), 53), (Chain::of(Some(orgs[1])), 53), (Chain::SERVER, 52)] {
        assert_eq!(numbers[&chain], (1..=count).collect::<Vec<i64>>());
    }
    verify(&world).await.unwrap();
}

#[tokio::test]
async fn a_change_that_is_given_up_leaves_no_record_and_no_gap() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let org = Some(ada.org.parse().unwrap());
    let change = world.state().changes.begin_unasked().await.unwrap();
    change.record(Event::by(Actor::Operator, org, Action::KeysRevoked, "given up"));
    drop(change);
    ada.session.post(AGENTS, json!({ "name": "x" })).await.ok(201);
    assert_eq!(
        each(&items(&ada.session, "").await, "sequence"),
        [4, 3, 2, 1].map(|n| json!(n)).iter().collect::<Vec<_>>()
    );
    verify(&world).await.unwrap();
}

#[tokio::test]
async fn a_change_whose_record_cannot_be_written_is_no_change() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    world.state().db.write().execute_unprepared("ALTER TABLE audit_records RENAME TO mislaid").await.unwrap();
    ada.session.post(AGENTS, json!({ "name": "x" })).await.refused(503, "UNAVAILABLE");
    assert_eq!(ada.session.get(AGENTS).await.ok(200)["items"], json!([]));
    world.state().db.write().execute_unprepared("ALTER TABLE mislaid RENAME TO audit_records").await.unwrap();
    ada.session.post(AGENTS, json!({ "name": "x" })).await.ok(201);
    verify(&world).await.unwrap();
}

#[tokio::test]
async fn the_records_of_an_org_that_is_gone_stay_and_verify() {
    use sea_orm::{EntityTrait, ModelTrait};
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let id: OrgId = ada.org.parse().unwrap();
    let row = org::Entity::find_by_id(id).one(world.state().db.read()).await.unwrap().unwrap();
    row.delete(world.state().db.write()).await.unwrap();
    assert_eq!(numbers(&world).await[&super::chain(&ada.org)], [1, 2, 3]);
    assert_eq!(verify(&world).await.unwrap().len(), 2);
}
