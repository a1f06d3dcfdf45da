//! Sessions that nobody uses end; when each was last used survives restarts, and what is written late revives nothing.

use std::time::Duration;

use entity::{SessionId, session};
use sea_orm::EntityTrait;
use tests::{Caller, Session, World};

use super::mine::items;

const LOOK: &str = "/api/v1/auth/session";
const HOUR: Duration = Duration::from_secs(3600);
/// By how much a node that was not there may err, always to the longer side.
const BEHIND: Duration = Duration::from_secs(30);

async fn world() -> World {
    World::with().set("ALMOND_SESSION_IDLE", "3600").set("ALMOND_SESSION_MAX_AGE", "36000").build().await
}

async fn alive(session: &Session) {
    session.get(LOOK).await.ok(200);
}

async fn over(session: &Session) {
    session.get(LOOK).await.refused(401, "UNAUTHORIZED");
}

async fn row(world: &World, session: &Session) -> session::Model {
    let id: SessionId = items(session).await[0]["id"].as_str().unwrap().parse().unwrap();
    session::Entity::by_id(id).one(world.state().db.read()).await.unwrap().unwrap()
}

async fn write(world: &World) {
    world.state().session_usage.write(&world.state().db).await.unwrap();
}

#[tokio::test]
async fn it_ends_when_it_is_not_used_and_never_comes_back() {
    let world = world().await;
    let ada = world.owner("ada").await;
    for _ in 0..3 {
        world.advance(HOUR - Duration::from_millis(1));
        alive(&ada.session).await;
        write(&world).await;
    }
    world.advance(HOUR + BEHIND);
    over(&ada.session).await;
    write(&world).await;
    over(&ada.session).await;
    over(&ada.session.at(&world.restarted().await)).await;
}

#[tokio::test]
async fn it_ends_at_its_full_age_however_much_it_is_used() {
    let world = world().await;
    let ada = world.owner("ada").await;
    for _ in 0..19 {
        world.advance(HOUR / 2);
        alive(&ada.session).await;
        write(&world).await;
    }
    world.advance(HOUR / 2);
    over(&ada.session).await;
}

#[tokio::test]
async fn a_restart_never_ends_it_early_and_hardly_late() {
    let world = world().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    world.advance(HOUR / 2);
    alive(&ada.session).await;
    alive(&bob.session).await;
    write(&world).await;
    // Used once more, and the note of that lost with the node.
    world.advance(BEHIND - Duration::from_millis(1));
    alive(&ada.session).await;
    let again = world.restarted().await;
    world.advance(HOUR - Duration::from_millis(1));
    alive(&ada.session.at(&again)).await;
    world.advance(Duration::from_millis(2));
    over(&bob.session.at(&again)).await;
    world.advance(HOUR);
    let third = again.restarted().await;
    over(&bob.session.at(&third)).await;
}

#[tokio::test]
async fn a_use_written_late_touches_nothing_else_and_revives_nothing() {
    let world = world().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let before = row(&world, &ada.session).await;
    world.advance(Duration::from_secs(5));
    alive(&ada.session).await;
    alive(&bob.session).await;
    bob.session.post_empty("/api/v1/auth/logout").await.ok(200);
    write(&world).await;
    let seen = session::Model { last_seen_at: Some(world.state().now()), ..before };
    assert_eq!(row(&world, &ada.session).await, seen);
    let rows = session::Entity::find().all(world.state().db.read()).await.unwrap();
    let ended = rows.iter().find(|row| row.ended_at.is_some()).unwrap();
    assert_eq!(ended.last_seen_at, Some(ended.signed_in_at));
    over(&bob.session).await;
}
