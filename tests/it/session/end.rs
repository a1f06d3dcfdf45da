//! When a session ends: its lifetime, and its user's rights.

use std::time::Duration;

use sea_orm::{ActiveValue::Set, ModelTrait};
use tests::{Caller, PASSWORD, World};

use super::join_second_org;
use crate::sign_in::{change_user, login, session_of, user_id};

const DAY: Duration = Duration::from_secs(24 * 3600);

#[tokio::test]
async fn it_lasts_a_day_however_much_it_is_used() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    for _ in 0..23 {
        world.advance(Duration::from_secs(3600));
        ada.session.get("/api/v1/auth/session").await.ok(200);
    }
    world.advance(Duration::from_secs(3540));
    ada.step_up().await;
    world.advance(Duration::from_millis(29_999));
    ada.session.get("/api/v1/auth/session").await.ok(200);
    world.advance(Duration::from_millis(1));
    ada.session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn a_cookie_lasts_no_longer() {
    let world = World::with().set("ALMOND_SESSION_IDLE", "86400").build().await;
    let ada = world.owner("ada").await;
    let session = tests::Session::cookie(world.clone(), &super::cookie(&world, &ada.email).await);
    world.advance(DAY - Duration::from_millis(1));
    session.get("/api/v1/auth/session").await.ok(200);
    world.advance(Duration::from_millis(1));
    session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
}

/// Deletes the membership behind the server's back, then has the operator's command make it look again.
#[tokio::test]
async fn it_dies_with_the_membership() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let db = world.state().db.write();
    let membership = entity::membership::Entity::of_user_in_org(user_id(&ada), ada.org.parse().unwrap());
    membership.one(db).await.unwrap().unwrap().delete(db).await.unwrap();
    let second = join_second_org(&ada).await;
    ada.session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    let elsewhere = session_of(&world, &login(&world, &ada.email, PASSWORD).await.ok(200));
    assert_eq!(elsewhere.get("/api/v1/auth/session").await.ok(200)["org"]["id"], second.as_str());
}

#[tokio::test]
async fn it_dies_with_the_account() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let now = world.state().now();
    change_user(&ada, |row| row.disabled_at = Set(Some(now))).await;
    join_second_org(&ada).await;
    ada.session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
}
