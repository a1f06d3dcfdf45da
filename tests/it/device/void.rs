//! An approval stands only while its approver does: between approval and exchange they must have stayed an enabled
//! member of the org, in the session that approved. Rights that come back revive nothing.

use std::time::Duration;

use entity::{OrgId, OrgRole, UserId, membership};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, ModelTrait};
use serde_json::json;
use tests::{Caller, Person, World};

use super::DeviceLogin;

async fn approved() -> (World, Person, DeviceLogin) {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let login = DeviceLogin::start(&world).await;
    login.approve(&ada).await.ok(200);
    (world, ada, login)
}

async fn never_a_key(world: &World, login: &DeviceLogin) {
    for _ in 0..2 {
        DeviceLogin::no_key(&login.exchange().await, "access_denied");
        assert_eq!(login.status().await.ok(200)["status"], "denied");
    }
    DeviceLogin::no_key(&login.at(&world.restarted().await).exchange().await, "access_denied");
}

fn ids(person: &Person) -> (UserId, OrgId) {
    (person.user.parse().unwrap(), person.org.parse().unwrap())
}

async fn leave(world: &World, person: &Person) {
    let (user, org) = ids(person);
    let db = world.state().db.write();
    membership::Entity::of_user_in_org(user, org).one(db).await.unwrap().unwrap().delete(db).await.unwrap();
}

async fn join(world: &World, user: UserId, org: OrgId) {
    let now = world.state().now();
    let joined = membership::ActiveModel {
        org_id: Set(org),
        user_id: Set(user),
        role: Set(OrgRole::Owner),
        created_at: Set(now),
        updated_at: Set(now),
        metered_by: Set(None),
    };
    joined.insert(world.state().db.write()).await.unwrap();
}

async fn be_enabled(world: &World, person: &Person, enabled: bool) {
    let db = world.state().db.write();
    let row = entity::user::Entity::by_id(ids(person).0).one(db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.disabled_at = Set((!enabled).then(|| world.state().now()));
    row.update(db).await.unwrap();
}

#[tokio::test]
async fn a_removed_member() {
    let (world, ada, login) = approved().await;
    leave(&world, &ada).await;
    never_a_key(&world, &login).await;
    let (user, org) = ids(&ada);
    join(&world, user, org).await;
    never_a_key(&world, &login).await;
}

#[tokio::test]
async fn a_member_who_was_removed_and_came_back() {
    let (world, ada, login) = approved().await;
    leave(&world, &ada).await;
    world.advance(Duration::from_secs(1));
    let (user, org) = ids(&ada);
    join(&world, user, org).await;
    never_a_key(&world, &login).await;
}

#[tokio::test]
async fn a_disabled_user_also_when_enabled_again() {
    let (world, ada, login) = approved().await;
    be_enabled(&world, &ada, false).await;
    never_a_key(&world, &login).await;
    be_enabled(&world, &ada, true).await;
    never_a_key(&world, &login).await;
}

#[tokio::test]
async fn a_session_that_ended() {
    let (world, ada, login) = approved().await;
    ada.session.post_empty("/api/v1/auth/logout").await.ok(200);
    never_a_key(&world, &login).await;
}

#[tokio::test]
async fn a_session_that_moved_to_another_org_also_when_it_came_back() {
    let (world, mut ada, login) = approved().await;
    let other = world.owner("bob").await;
    join(&world, ids(&ada).0, ids(&other).1).await;
    let moved = ada.session.post("/api/v1/auth/session/org", json!({ "orgId": other.org })).await.ok(200);
    ada.adopt(&moved);
    never_a_key(&world, &login).await;
    let back = ada.session.post("/api/v1/auth/session/org", json!({ "orgId": ada.org })).await.ok(200);
    ada.adopt(&back);
    never_a_key(&world, &login).await;
    assert_eq!(ada.session.get("/api/v1/api-keys").await.ok(200)["items"], json!([]));
}

#[tokio::test]
async fn a_lost_role_takes_nothing_from_the_key_that_it_does_not_need() {
    let (world, ada, login) = approved().await;
    let (user, org) = ids(&ada);
    let db = world.state().db.write();
    let row = membership::Entity::of_user_in_org(user, org).one(db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.role = Set(OrgRole::Member);
    row.update(db).await.unwrap();
    login.exchange().await.ok(200);
}
