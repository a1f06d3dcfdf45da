//! Whatever somebody does who can write to the database but doesn't have the secret: `almond audit verify` says where.

use entity::{AuditEventId, Chain, audit_event, audit_head};
use kernel::error::Code;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};
use tests::{Caller, Person, World};
use uuid::Uuid;

use super::{chain, rows, verify};

const UNSEALED: &str = "the head was not sealed with a secret that this server has";

/// Somebody whose org has seven records.
async fn seven(world: &World) -> Person {
    let ada = world.owner("ada").await;
    for n in 4..=7 {
        agent(&ada, n).await;
    }
    assert_eq!(verify(world).await.unwrap().len(), 2);
    ada
}

async fn agent(person: &Person, n: i32) {
    person.session.post("/api/v1/agents", json!({ "name": format!("agent {n}") })).await.ok(201);
}

/// Sets a column of a record, behind the server's back.
async fn set(world: &World, at: (Chain, i64), column: audit_event::Column, value: impl Into<sea_orm::Value>) {
    let row = audit_event::Entity::update_many()
        .col_expr(column, Expr::value(value))
        .filter(audit_event::Column::Chain.eq(at.0))
        .filter(audit_event::Column::Sequence.eq(at.1));
    assert_eq!(row.exec(world.state().db.write()).await.unwrap().rows_affected, 1);
}

async fn remove(world: &World, chain: Chain, from: i64, to: i64) {
    let rows = audit_event::Entity::delete_many()
        .filter(audit_event::Column::Chain.eq(chain))
        .filter(audit_event::Column::Sequence.between(from, to));
    assert_eq!(rows.exec(world.state().db.write()).await.unwrap().rows_affected, u64::try_from(to - from + 1).unwrap());
}

async fn insert(world: &World, row: audit_event::Model) {
    audit_event::Entity::append(vec![row]).exec_without_returning(world.state().db.write()).await.unwrap();
}

async fn head(world: &World, chain: Chain) -> audit_head::Model {
    audit_head::Entity::of(chain).one(world.state().db.read()).await.unwrap().unwrap()
}

async fn set_head(world: &World, head: audit_head::Model) {
    let row = audit_head::Entity::update_many()
        .col_expr(audit_head::Column::Sequence, Expr::value(head.sequence))
        .col_expr(audit_head::Column::Hash, Expr::value(head.hash))
        .col_expr(audit_head::Column::Seal, Expr::value(head.seal))
        .filter(audit_head::Column::Chain.eq(head.chain));
    assert_eq!(row.exec(world.state().db.write()).await.unwrap().rows_affected, 1);
}

/// The findings, which are all about this chain, without its name.
async fn findings(world: &World, chain: Chain) -> Vec<String> {
    let own = |finding: &String| finding.strip_prefix(&format!("{chain}: ")).unwrap().to_owned();
    verify(world).await.unwrap_err().iter().map(own).collect()
}

/// The hash that a row has to have, computed as `docs/operating/audit.md` says.
fn hash(row: &audit_event::Model) -> Vec<u8> {
    use sha2::Digest as _;
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let detail: Value = row.detail.as_deref().map_or(Value::Null, |text| serde_json::from_str(text).unwrap());
    let mut actor = json!({ "id": row.actor_id, "kind": row.actor_kind });
    if let Some(key) = row.actor_key {
        actor["keyId"] = json!(key);
    }
    let shown = json!({
        "action": row.action, "actor": actor, "at": row.created_at,
        "detail": detail, "id": row.id, "ip": row.ip, "previousHash": hex(&row.previous_hash),
        "requestId": row.request_id, "sequence": row.sequence, "targetId": row.target_id,
    });
    sha2::Sha256::digest(shown.to_string()).to_vec()
}

#[tokio::test]
async fn a_changed_field_is_found_whichever_it_is() {
    use audit_event::Column;
    let world = World::new().await;
    let org = chain(&seven(&world).await.org);
    let old = rows(&world).await.into_iter().find(|row| row.chain == org && row.sequence == 4).unwrap();
    let values: [(Column, sea_orm::Value, sea_orm::Value); 10] = [
        (Column::ActorKind, "operator".into(), old.actor_kind.clone().into()),
        (Column::ActorId, Some(Uuid::nil()).into(), old.actor_id.into()),
        (Column::ActorKey, Some(Uuid::nil()).into(), old.actor_key.into()),
        (Column::Action, "key.minted".into(), old.action.clone().into()),
        (Column::TargetId, None::<String>.into(), old.target_id.clone().into()),
        (Column::Ip, "10.0.0.1".into(), old.ip.clone().into()),
        (Column::RequestId, "".into(), old.request_id.clone().into()),
        (Column::Detail, r#"{"a": 1}"#.into(), old.detail.clone().into()),
        (Column::CreatedAt, i64::MAX.into(), old.created_at.into()),
        (Column::Id, AuditEventId::from(Uuid::nil()).into(), old.id.into()),
    ];
    for (column, forged, genuine) in values {
        set(&world, (org, 4), column, forged).await;
        assert_eq!(findings(&world, org).await, ["record 4 was changed"], "{column:?}");
        set(&world, (org, 4), column, genuine).await;
        verify(&world).await.unwrap();
    }
}

#[tokio::test]
async fn removed_swapped_and_inserted_records_are_found() {
    use audit_event::Column;
    let world = World::new().await;
    let org = chain(&seven(&world).await.org);
    let old = rows(&world).await.into_iter().find(|row| row.chain == org && row.sequence == 4).unwrap();

    remove(&world, org, 4, 4).await;
    assert_eq!(findings(&world, org).await, ["record 4 is missing"]);
    insert(&world, old.clone()).await;
    verify(&world).await.unwrap();

    for (from, to) in [(4, -1), (5, 4), (-1, 5)] {
        set(&world, (org, from), Column::Sequence, to).await;
    }
    assert_eq!(findings(&world, org).await[..2], ["record 4 was changed", "record 5 was changed"]);
    for (from, to) in [(4, -1), (5, 4), (-1, 5)] {
        set(&world, (org, from), Column::Sequence, to).await;
    }
    verify(&world).await.unwrap();

    // Well made, but the head doesn't know of it.
    let last = rows(&world).await.into_iter().find(|row| row.chain == org && row.sequence == 7).unwrap();
    let id = AuditEventId::from(Uuid::from_u128(1));
    let mut forged = audit_event::Model { id, sequence: 8, previous_hash: last.hash.clone(), ..last.clone() };
    forged.hash = hash(&forged);
    insert(&world, forged).await;
    assert_eq!(findings(&world, org).await, ["1 after the head, added by somebody else"]);
    remove(&world, org, 8, 8).await;
    insert(&world, audit_event::Model { id, sequence: 0, ..last }).await;
    assert_eq!(findings(&world, org).await, ["record 0 was inserted: its number is taken or none"]);
}

#[tokio::test]
async fn a_record_that_was_moved_to_another_org_is_found_in_both() {
    let world = World::new().await;
    let org = chain(&seven(&world).await.org);
    world.advance(std::time::Duration::from_millis(1));
    let bobs = chain(&world.owner("bob").await.org);
    set(&world, (org, 7), audit_event::Column::Chain, bobs).await;
    let found = verify(&world).await.unwrap_err();
    let expected = [
        format!("{org}: record 7 is missing from the end"),
        format!("{bobs}: 1 after the head, added by somebody else"),
    ];
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_tail_that_was_cut_off_is_found_and_so_is_a_head_made_to_fit() {
    let world = World::new().await;
    let ada = seven(&world).await;
    let org = chain(&ada.org);
    let tail: Vec<_> = rows(&world).await.into_iter().filter(|row| row.chain == org && row.sequence > 4).collect();
    let genuine = head(&world, org).await;
    remove(&world, org, 5, 7).await;
    assert_eq!(findings(&world, org).await, ["records 5 to 7 are missing from the end"]);

    let hash = tail[0].previous_hash.clone();
    set_head(&world, audit_head::Model { sequence: 4, hash, ..genuine.clone() }).await;
    assert_eq!(findings(&world, org).await, [UNSEALED]);
    // Life goes on, but nothing that follows vouches for what was done.
    agent(&ada, 5).await;
    agent(&ada, 6).await;
    assert_eq!(findings(&world, org).await, [UNSEALED]);
}

#[tokio::test]
async fn a_chain_that_was_computed_anew_from_some_record_on_is_found() {
    let world = World::new().await;
    let ada = seven(&world).await;
    let org = chain(&ada.org);
    let mut new: Vec<_> = rows(&world).await.into_iter().filter(|row| row.chain == org).collect();
    for row in &new {
        assert_eq!(row.hash, hash(row), "the hash is as the docs have it");
    }
    let mut previous = new[2].hash.clone();
    for row in &mut new[3..] {
        row.ip = Some("10.0.0.1".to_owned());
        row.previous_hash = previous;
        row.hash = hash(row);
        previous = row.hash.clone();
    }
    remove(&world, org, 1, 7).await;
    audit_event::Entity::append(new).exec_without_returning(world.state().db.write()).await.unwrap();
    assert_eq!(findings(&world, org).await, ["record 7 is not the one that the head was made of"]);
    let genuine = head(&world, org).await;
    set_head(&world, audit_head::Model { hash: previous, ..genuine }).await;
    assert_eq!(findings(&world, org).await, [UNSEALED]);
}

#[tokio::test]
async fn a_head_or_a_chain_that_is_gone_is_missed() {
    let world = World::new().await;
    let ada = seven(&world).await;
    let org = chain(&ada.org);
    audit_head::Entity::delete_by_id(org).exec(world.state().db.write()).await.unwrap();
    assert_eq!(findings(&world, org).await, ["the head is missing"]);
    // No second record 1.
    let refused = ada.session.post("/api/v1/agents", json!({ "name": "x" })).await;
    assert_eq!(refused.code(), Code::Unavailable.as_str());

    remove(&world, org, 1, 7).await;
    assert_eq!(findings(&world, org).await, ["the head is missing"], "the server's chain tells that there was one");
    agent(&ada, 1).await;
    assert_eq!(findings(&world, org).await, ["it was begun anew, at record 2 of the server's chain"]);
}

#[tokio::test]
async fn what_cannot_even_be_read_is_found_too() {
    let world = World::new().await;
    let org = chain(&seven(&world).await.org);
    set(&world, (org, 5), audit_event::Column::Hash, vec![1_u8]).await;
    assert_eq!(findings(&world, org).await[0], "record 5 was changed");
    if tests::postgres_server().is_some() {
        return;
    }
    // SQLite takes anything for an id.
    let execute = async |sql: &str| world.state().db.write().execute_unprepared(sql).await.unwrap();
    execute("UPDATE audit_records SET id = 'x' WHERE sequence = 5").await;
    assert!(findings(&world, org).await[0].starts_with("the records from 1 on can't be read: "));
    execute("UPDATE audit_heads SET chain = 'x' WHERE sequence = 7").await;
    assert!(verify(&world).await.unwrap_err()[0].starts_with("where chains begin and end can't be read: "));
}
