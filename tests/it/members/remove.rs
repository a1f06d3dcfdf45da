//! `DELETE /api/v1/orgs/{id}/members/{userId}`: removing somebody, and leaving.

use entity::OrgRole;
use serde_json::json;
use tests::{Caller, World};

use super::{member, members, remove, three};
use crate::{
    orgs::{MODELS, create, path, recorded},
    sign_in::{mfa_token, second_step, session_of},
};

#[tokio::test]
async fn delete_200_ends_the_membership_and_the_sessions_and_keys_with_it() {
    let world = World::new().await;
    let [owner, admin, plain] = three(&world).await;
    let (key, _) = plain.mint(&["models:read"]).await;
    assert_eq!(remove(&admin, &plain).await.ok(200), json!({ "removed": true }));
    plain.session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    assert_eq!(owner.session.get(&members(&owner)).await.ok(200)["items"].as_array().unwrap().len(), 2);
    remove(&admin, &plain).await.refused(404, "NOT_FOUND");
    assert_eq!(recorded(&owner, &owner.org, "member.removed").await, 1);
    let live = entity::api_key::Entity::live_of_user_in_org(owner.org.parse().unwrap(), plain.user.parse().unwrap());
    assert_eq!(live.all(world.state().db.read()).await.unwrap(), []);
}

#[tokio::test]
async fn delete_200_leaves_what_the_user_has_elsewhere() {
    let world = World::new().await;
    let [owner, _, _] = three(&world).await;
    let eve = world.owner("eve").await.enrolled().await;
    world.member("eve", &owner.org, OrgRole::Member).await;
    let (key, _) = eve.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
    owner.session.delete(&member(&owner, &eve.user)).await.ok(200);
    key.get(MODELS).await.ok(200);
    eve.session.get("/api/v1/auth/session").await.ok(200);
    eve.session.get(&path(&owner.org)).await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn delete_200_for_anybody_who_leaves() {
    let world = World::new().await;
    let [owner, admin, plain] = three(&world).await;
    for (left, person) in [(1, &plain), (2, &admin)] {
        remove(person, person).await.ok(200);
        person.session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
        assert_eq!(recorded(&owner, &owner.org, "member.left").await, left);
    }
}

#[tokio::test]
async fn delete_200_for_somebody_who_leaves_an_org_that_the_session_is_not_in() {
    let world = World::new().await;
    let [owner, ..] = three(&world).await;
    let second = create(&owner, "second").await;
    world.member("eve", &second, OrgRole::Owner).await;
    owner.session.delete(&format!("{}/members/{}", path(&second), owner.user)).await.ok(200);
    owner.session.get(&path(&second)).await.refused(404, "NOT_FOUND");
    assert_eq!(owner.session.get("/api/v1/auth/session").await.ok(200)["org"]["id"], owner.org.as_str());
}

#[tokio::test]
async fn delete_403_where_it_takes_a_higher_role() {
    let world = World::new().await;
    let [owner, admin, plain] = three(&world).await;
    let other = world.member("other", &owner.org, OrgRole::Member).await;
    for (by, who) in [(&admin, &owner), (&plain, &owner), (&plain, &admin), (&plain, &other)] {
        remove(by, who).await.refused(403, "FORBIDDEN");
    }
    // Somebody who may remove nobody learns nothing about who is there.
    let unknown = plain.session.delete(&member(&plain, crate::orgs::NOBODY)).await;
    unknown.refused(403, "FORBIDDEN").same_as(&remove(&plain, &other).await);
    assert_eq!(owner.session.get(&members(&owner)).await.ok(200)["items"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn a_new_membership_revives_no_old_key_and_no_old_session() {
    let world = World::new().await;
    let [owner, _, plain] = three(&world).await;
    let (key, _) = plain.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
    remove(&owner, &plain).await.ok(200);
    key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    let body = json!({ "email": plain.email, "role": "owner" });
    owner.session.post(&format!("{}/invitations", path(&owner.org)), body).await.ok(201);
    let token = world.mailed_token(&plain.email).await;
    let half = mfa_token(&plain).await;
    world.advance(std::time::Duration::from_secs(30));
    let session = session_of(&world, &second_step(&world, "totp", &half, &plain.code()).await.ok(200));
    session.post("/api/v1/invitations/accept", json!({ "token": token })).await.ok(200);
    plain.session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    // A key that is newly minted there works.
    let there = session.post("/api/v1/auth/session/org", json!({ "orgId": owner.org })).await.ok(200);
    let mut back = plain.clone();
    back.adopt(&there);
    back.step_up().await;
    back.mint(&["models:read"]).await.0.get(MODELS).await.ok(200);
    key.at(&world.restarted().await).get(MODELS).await.refused(401, "UNAUTHORIZED");
}
