//! `POST /api/v1/api-keys/{id}/rotate`, when it is refused: no key is made then, and the old one is as it was.

use std::time::Duration;

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, Key};

use super::{MODELS, NOBODY, after, count, named, path, row, set_role, world};

fn rotation(id: &str) -> String {
    format!("{}/rotate", path(id))
}

#[tokio::test]
async fn post_409_the_second_time_and_one_of_many_at_once() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    for overlap in [json!({}), json!({ "overlapSeconds": 60 })] {
        let (_, id) = ada.mint(&["models:read"]).await;
        let made = count(&world).await;
        ada.session.post(&rotation(&id), overlap.clone()).await.ok(201);
        let before = row(&world, &id).await;
        world.advance(Duration::from_secs(1));
        for again in [json!({}), json!({ "overlapSeconds": 2_592_000 })] {
            ada.session.post(&rotation(&id), again).await.refused(409, "CONFLICT");
        }
        assert_eq!(row(&world, &id).await, before);
        assert_eq!(count(&world).await, made + 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn post_201_once_of_20_at_the_same_instant() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (_, id) = ada.mint(&["models:read"]).await;
    let tasks = (0..20).map(|_| {
        let (session, path) = (ada.session.clone(), rotation(&id));
        tokio::spawn(async move { session.post(&path, json!({ "overlapSeconds": 60 })).await.status.as_u16() })
    });
    let mut statuses = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        statuses.push(task.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [[201].as_slice(), &[409; 19]].concat());
    assert_eq!(count(&world).await, 2);
}

#[tokio::test]
async fn post_409_for_an_expired_key() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let minted = ada.try_mint(named("expiresAt", after(&world, 1).to_string().into())).await.ok(201);
    world.advance(Duration::from_secs(1));
    let path = rotation(minted["id"].as_str().unwrap());
    ada.session.post(&path, json!({ "overlapSeconds": 60 })).await.refused(409, "CONFLICT");
    assert_eq!(count(&world).await, 1);
}

#[tokio::test]
async fn patch_409_for_the_end_of_a_key_that_another_took_over_from() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    ada.session.post(&rotation(&id), json!({ "overlapSeconds": 60 })).await.ok(201);
    let before = row(&world, &id).await;
    for expires in [json!(null), after(&world, 3600).to_string().into(), after(&world, 61).to_string().into()] {
        ada.session.patch(&path(&id), json!({ "expiresAt": expires })).await.refused(409, "CONFLICT");
    }
    assert_eq!(row(&world, &id).await, before);
    ada.session.patch(&path(&id), json!({ "name": "on its way out" })).await.ok(200);
    world.advance(Duration::from_secs(60));
    ada.session.patch(&path(&id), json!({ "expiresAt": null })).await.refused(409, "CONFLICT");
    key.get(MODELS).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_403_without_a_step_up_and_404_for_what_is_not_there() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    let (_, revoked) = ada.mint(&[]).await;
    ada.session.delete(&path(&revoked)).await.ok(200);
    for gone in [revoked.as_str(), NOBODY] {
        ada.session.post(&rotation(gone), json!({})).await.refused(404, "NOT_FOUND");
    }
    world.advance(Duration::from_secs(600));
    ada.session.post(&rotation(&id), json!({})).await.asks_for_step_up();
    assert_eq!(count(&world).await, 2);
    key.get(MODELS).await.ok(200);
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["models:read"]).await;
    for overlap in [json!(-1), json!(2_592_001), json!(1.5), json!("60"), json!(4_294_967_296_u64), json!([60])] {
        let body = json!({ "overlapSeconds": overlap });
        ada.session.post(&rotation(&id), body).await.names_field("overlapSeconds");
    }
    for field in ["name", "scopes", "expiresAt", "overlap_seconds", "id", "key", "rotatedFrom"] {
        ada.session.post(&rotation(&id), json!({ field: null })).await.names_field(field);
    }
    assert_eq!(count(&world).await, 1);
    key.get(MODELS).await.ok(200);
}

#[tokio::test]
async fn post_403_for_scopes_beyond_the_users_role_of_now() {
    let world = world().await;
    let ada = world.member("ada", "acme", OrgRole::Owner).await.enrolled().await;
    let (key, id) = ada.mint(&["models:read", "billing:machine:charge"]).await;
    set_role(&ada, OrgRole::Member).await;
    let world = world.restarted().await;
    let denied = ada.session.at(&world).post(&rotation(&id), json!({})).await;
    denied.refused(403, "FORBIDDEN");
    assert_eq!(denied.body["error"]["details"], Value::Null, "a step-up would not help");
    assert_eq!(count(&world).await, 1);
    Key::at(&key, &world).get(MODELS).await.ok(200);
}
