//! What belongs to no file is swept away, when it is a day old and not before.

use std::{path::Path, time::Duration};

use tests::{Caller, Person, World};
use uuid::Uuid;

use super::{download, folder, stored, uploaded};

const HOUR: Duration = Duration::from_secs(3600);

async fn sweep(world: &World) {
    let state = world.state();
    state.blobs.sweep(&state.db, state.now()).await.unwrap();
}

fn put(path: &Path) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, "orphan").unwrap();
}

#[tokio::test]
async fn orphans_of_a_day_go_and_files_stay() {
    let world = World::new().await;
    world.be_at_system_time();
    let ada = world.owner("ada").await;
    let id = uploaded(&ada.session, "x", "some text").await;
    let org = folder(&world).join(&ada.org);
    let (orphan, remnant) = (org.join(Uuid::now_v7().to_string()), org.join(format!("{}#1", Uuid::now_v7())));
    let nobodys = folder(&world).join(Uuid::now_v7().to_string()).join(Uuid::now_v7().to_string());
    // A file of another org's, under this one's name.
    let twin = folder(&world).join(Uuid::now_v7().to_string()).join(&id);
    for path in [&orphan, &remnant, &nobodys, &twin] {
        put(path);
    }
    let strange = [org.join("notes.txt"), folder(&world).join("lost+found").join("x")];
    strange.iter().for_each(|path| put(path));

    world.advance(23 * HOUR);
    sweep(&world).await;
    assert!([&orphan, &remnant, &nobodys, &twin].iter().all(|path| path.exists()));
    world.advance(2 * HOUR);
    sweep(&world).await;
    assert!([&orphan, &remnant, &nobodys, &twin].iter().all(|path| !path.exists()));
    assert!(strange.iter().all(|path| path.exists()), "what isn't ours is left alone");
    assert_eq!(std::fs::read_to_string(org.join(&id)).unwrap(), "some text");
}

#[tokio::test]
async fn what_a_deleted_org_leaves_goes_too() {
    let world = World::new().await;
    world.be_at_system_time();
    let ada: Person = world.owner("ada").await.enrolled().await;
    let eve = world.owner("eve").await;
    let kept = uploaded(&eve.session, "x", "some text").await;
    uploaded(&ada.session, "x", "some text").await;
    ada.session.delete(&format!("/api/v1/orgs/{}", ada.org)).await.ok(200);
    world.settled().await;
    assert_eq!(stored(&world).await, [folder(&world).join(&eve.org).join(&kept)]);
    world.be_at_system_time();
    assert_eq!(download(&eve.session, &kept, &[]).await.text, "some text");
}

#[tokio::test]
async fn the_bytes_of_an_org_that_ended_go_soon_and_those_of_others_stay() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    uploaded(&ada.session, "x", "some text").await;
    let kept = uploaded(&bob.session, "y", "other text").await;
    let org = folder(&world).join(&ada.org);
    assert_eq!(std::fs::read_dir(&org).unwrap().count(), 1);
    ada.session.delete(&format!("/api/v1/orgs/{}", ada.org)).await.ok(200);
    world.settled().await;
    assert_eq!(std::fs::read_dir(&org).unwrap().count(), 0);
    // A node that died in between leaves it to housekeeping, of any node.
    put(&org.join(Uuid::now_v7().to_string()));
    let note = format!("INSERT INTO ended_orgs (org_id, ended_at) VALUES ({}, 0)", literal(&world, &ada.org));
    world.execute(&note).await;
    world.state().blobs.clear_ended(&world.state().db).await.unwrap();
    assert_eq!(std::fs::read_dir(&org).unwrap().count(), 0);
    assert_eq!(download(&bob.session, &kept, &[]).await.text, "other text");
}

/// An id as the database's SQL has it.
fn literal(world: &World, id: &str) -> String {
    use sea_orm::ConnectionTrait as _;
    let is_sqlite = world.state().db.write().get_database_backend() == sea_orm::DbBackend::Sqlite;
    if is_sqlite { format!("X'{}'", id.replace('-', "")) } else { format!("'{id}'") }
}
