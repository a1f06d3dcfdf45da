//! How much room the files of an org take up, exactly, however many come at once.

use entity::file_usage;
use tests::{Caller, Person, World};
use tokio::task::JoinSet;

use super::{listed, path, stored, stream, upload, uploaded};

async fn world() -> World {
    World::with().set("ALMOND_FILES_ORG_BYTES", "1000").build().await
}

async fn used(person: &Person) -> i64 {
    let usage = file_usage::Entity::of_org(person.org.parse().unwrap());
    usage.one(person.session.world().state().db.read()).await.unwrap().unwrap().bytes
}

#[tokio::test]
async fn an_org_without_room_409_and_another_with() {
    let world = world().await;
    let (ada, eve) = (world.owner("ada").await, world.owner("eve").await);
    let id = uploaded(&ada.session, "x", &"x".repeat(600)).await;
    for body in [stream(vec![b'x'; 401]), stream(vec![b'x'; 5000])] {
        upload(&ada.session, "x", &[], body).await.refused(409, "CONFLICT");
    }
    let early = upload(&ada.session, "x", &[("content-length", "401")], stream("never read")).await;
    assert_eq!(early.refused(409, "CONFLICT").header("connection"), Some("close"));
    assert_eq!(used(&ada).await, 600);
    uploaded(&eve.session, "x", &"x".repeat(1000)).await;
    uploaded(&ada.session, "x", &"x".repeat(400)).await;
    upload(&ada.session, "x", &[], "y").await.refused(409, "CONFLICT");
    upload(&ada.session, "empty", &[], "").await.ok(201);
    ada.session.delete(&path(&id)).await.ok(200);
    assert_eq!(used(&ada).await, 400);
    uploaded(&ada.session, "x", &"x".repeat(600)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_as_many_get_in_as_there_is_room_for() {
    let world = world().await;
    let ada = world.owner("ada").await;
    let mut tasks = JoinSet::new();
    for _ in 0..15 {
        let ada = ada.clone();
        tasks.spawn(async move { upload(&ada.session, "x", &[], stream(vec![b'x'; 150])).await.status.as_u16() });
    }
    let mut statuses = tasks.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [&[201; 6][..], &[409; 9]].concat());
    assert_eq!((used(&ada).await, listed(&ada.session).await.len(), stored(&world).await.len()), (900, 6, 6));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_many_delete_at_once_is_given_back_once() {
    let world = world().await;
    let ada = world.owner("ada").await;
    uploaded(&ada.session, "stays", &"x".repeat(300)).await;
    let id = uploaded(&ada.session, "goes", &"x".repeat(500)).await;
    let mut tasks = JoinSet::new();
    for _ in 0..15 {
        let (ada, path) = (ada.clone(), path(&id));
        tasks.spawn(async move { ada.session.delete(&path).await.status.as_u16() });
    }
    let mut statuses = tasks.join_all().await;
    statuses.sort_unstable();
    assert_eq!((statuses[0], &statuses[1..]), (200, &[404; 14][..]));
    assert_eq!(used(&ada).await, 300);
}
