//! `lastUsedAt`: gathered in memory, seen at once, written back by a statement that touches nothing else.

use std::time::Duration;

use entity::{Timestamp, api_key};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};
use tests::{Caller, Key, Person, World};

use super::{KEYS, MODELS, after, named, path, row, world};

/// As the list and the key's own page show it.
async fn shown(ada: &Person, id: &str) -> Option<Timestamp> {
    let page = ada.session.get(&path(id)).await.ok(200)["lastUsedAt"].clone();
    let list = ada.session.get(KEYS).await.ok(200);
    let listed = list["items"].as_array().unwrap().iter().find(|key| key["id"] == id).unwrap();
    assert_eq!(page, listed["lastUsedAt"]);
    (page != Value::Null).then(|| page.as_str().unwrap().parse().unwrap())
}

async fn write(world: &World) {
    world.state().key_usage.write(&world.state().db).await.unwrap();
}

#[tokio::test]
async fn last_used_is_null_then_the_last_use_before_and_after_it_is_written() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    let (_, unused) = ada.mint(&[]).await;
    assert_eq!(shown(&ada, &id).await, None);
    for seconds in [0, 1, 60] {
        world.advance(Duration::from_secs(seconds));
        let now = world.state().now();
        key.get(MODELS).await.ok(200);
        assert_eq!(shown(&ada, &id).await, Some(now));
        assert_ne!(row(&world, &id).await.last_used_at, Some(now), "not written yet");
        write(&world).await;
        assert_eq!(row(&world, &id).await.last_used_at, Some(now));
        assert_eq!(shown(&ada, &id).await, Some(now));
    }
    // Several uses between two writes: the last one counts.
    for _ in 0..3 {
        world.advance(Duration::from_secs(1));
        key.get(MODELS).await.ok(200);
    }
    write(&world).await;
    assert_eq!(row(&world, &id).await.last_used_at, Some(world.state().now()));
    assert_eq!(shown(&ada, &unused).await, None);
}

#[tokio::test]
async fn last_used_goes_on_after_the_key_was_changed() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    for name in ["a", "b", "c"] {
        for _ in 0..3 {
            world.advance(Duration::from_secs(1));
            key.get(MODELS).await.ok(200);
            assert_eq!(shown(&ada, &id).await, Some(world.state().now()));
        }
        // What is in memory of the key is drawn anew, while its last use is still to be written.
        ada.session.patch(&path(&id), json!({ "name": name })).await.ok(200);
        for _ in 0..3 {
            world.advance(Duration::from_secs(1));
            key.get(MODELS).await.ok(200);
            assert_eq!(shown(&ada, &id).await, Some(world.state().now()), "{name}");
            write(&world).await;
            assert_eq!(row(&world, &id).await.last_used_at, Some(world.state().now()), "{name}");
        }
    }
}

#[tokio::test]
async fn last_used_never_goes_back() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
    // Another node wrote a later use in the meantime.
    let later = after(&world, 5);
    let elsewhere = api_key::Entity::update_many()
        .col_expr(api_key::Column::LastUsedAt, Expr::value(later))
        .filter(api_key::Column::Id.eq::<entity::KeyId>(id.parse().unwrap()));
    elsewhere.exec(world.state().db.write()).await.unwrap();
    assert_eq!(shown(&ada, &id).await, Some(later));
    write(&world).await;
    assert_eq!(shown(&ada, &id).await, Some(later));
}

#[tokio::test]
async fn last_used_written_late_touches_nothing_else_and_no_revoked_key() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (live, living) = ada.mint(&["models:read"]).await;
    let (dead, revoked) = ada.mint(&["models:read"]).await;
    for key in [&live, &dead] {
        key.get(MODELS).await.ok(200);
    }
    world.advance(Duration::from_secs(1));
    ada.session.delete(&path(&revoked)).await.ok(200);
    let before = [row(&world, &living).await, row(&world, &revoked).await];
    world.advance(Duration::from_secs(1));
    live.get(MODELS).await.ok(200);
    dead.get(MODELS).await.refused(401, "UNAUTHORIZED");
    write(&world).await;
    let from = Some("127.0.0.1".to_owned());
    let now = Some(world.state().now());
    let used = api_key::Model { last_used_at: now, last_used_address: from, ..before[0].clone() };
    assert_eq!([row(&world, &living).await, row(&world, &revoked).await], [used, before[1].clone()]);
    dead.get(MODELS).await.refused(401, "UNAUTHORIZED");
    assert_eq!(ada.session.get(KEYS).await.ok(200)["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn last_used_counts_verification_and_not_what_was_refused() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let minted = ada.try_mint(named("expiresAt", after(&world, 60).to_string().into())).await.ok(201);
    let (id, key) = (minted["id"].as_str().unwrap(), &minted["key"]);
    let verify = async |body: Value| ada.session.post("/api/v1/api-keys/verify", body).await.ok(200)["valid"].clone();
    assert_eq!(verify(json!({ "key": key, "scope": "files:read" })).await, false);
    assert_eq!(shown(&ada, id).await, None);
    assert_eq!(verify(json!({ "key": key })).await, true);
    let used = world.state().now();
    assert_eq!(shown(&ada, id).await, Some(used));
    world.advance(Duration::from_secs(60));
    assert_eq!(verify(json!({ "key": key })).await, false);
    Key::new(world.clone(), key.as_str().unwrap()).get(MODELS).await.refused(401, "UNAUTHORIZED");
    assert_eq!(shown(&ada, id).await, Some(used));
}

#[tokio::test]
async fn where_it_was_used_from_is_shown_before_and_after_it_is_written() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    assert_eq!(ada.session.get(&path(&id)).await.ok(200)["lastUsedAddress"], Value::Null);
    for address in ["192.0.2.7", "2001:db8::7"] {
        world.advance(Duration::from_secs(1));
        key.request_from(address, http::Method::GET, MODELS, None).await.ok(200);
        assert_eq!(ada.session.get(&path(&id)).await.ok(200)["lastUsedAddress"], address);
        write(&world).await;
        assert_eq!(ada.session.get(&path(&id)).await.ok(200)["lastUsedAddress"], address);
    }
    // Who has it verified is not who uses it.
    world.advance(Duration::from_secs(1));
    let secret = key.credentials()[0].1.trim_start_matches("Bearer ").to_owned();
    let body = json!({ "key": secret });
    ada.session.request_from("192.0.2.9", http::Method::POST, "/api/v1/api-keys/verify", Some(body)).await.ok(200);
    write(&world).await;
    let shown = ada.session.get(&path(&id)).await.ok(200);
    assert_eq!(shown["lastUsedAddress"], "2001:db8::7");
    assert_eq!(shown["lastUsedAt"], world.state().now().to_string());
}
