//! `DELETE /api/v1/orgs/{id}`: everything below it ends at once, and nothing else does.

use entity::OrgRole;
use serde_json::json;
use tests::{Caller, World};

use super::{AGENTS, MODELS, NOBODY, ORGS, create, path};

#[tokio::test]
async fn delete_200_ends_keys_sessions_and_everything_below_at_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let (ours, _) = ada.mint(&["models:read"]).await;
    let (bobs, _) = bob.mint(&["models:read"]).await;
    let (eves, _) = eve.mint(&["models:read"]).await;
    ada.session.post("/api/v1/workspaces", json!({ "name": "Lab" })).await.ok(201);
    ada.session.post(AGENTS, json!({ "name": "bot" })).await.ok(201);
    let invitation = json!({ "email": "new@example.com", "role": "member" });
    ada.session.post(&format!("{}/invitations", path(&ada.org)), invitation).await.ok(201);
    let invited = world.mailed_token("new@example.com").await;
    for key in [&ours, &bobs, &eves] {
        key.get(MODELS).await.ok(200);
    }

    assert_eq!(ada.session.delete(&path(&ada.org)).await.ok(200), json!({ "deleted": true }));
    for key in [&ours, &bobs] {
        key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    }
    for session in [&ada.session, &bob.session] {
        session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    }
    eves.get(MODELS).await.ok(200);
    eve.session.get(AGENTS).await.ok(200);
    eve.session.delete(&path(&ada.org)).await.refused(404, "NOT_FOUND");
    eve.session.post("/api/v1/invitations/accept", json!({ "token": invited })).await.refused(404, "NOT_FOUND");
    // What was done there stays on record.
    assert_eq!(super::recorded(&ada, &ada.org, "org.deleted").await, 1);
}

#[tokio::test]
async fn delete_200_of_another_org_leaves_the_session_where_it_is() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let second = create(&ada, "second").await;
    ada.session.delete(&path(&second)).await.ok(200);
    assert_eq!(ada.session.get(ORGS).await.ok(200)["items"].as_array().unwrap().len(), 1);
    let gone = ada.session.delete(&path(&second)).await;
    gone.refused(404, "NOT_FOUND").same_as(&ada.session.delete(&path(NOBODY)).await);
}

#[tokio::test]
async fn delete_403_for_an_admin_and_the_owners_are_told_when_it_is_done() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Admin).await.enrolled().await;
    let eve = world.member("eve", &ada.org, OrgRole::Owner).await;
    bob.session.delete(&path(&ada.org)).await.refused(403, "FORBIDDEN");
    ada.session.delete(&path(&ada.org)).await.ok(200);
    for (person, told) in [(&ada, true), (&eve, true), (&bob, false)] {
        let last = world.mails(&person.email).await.pop();
        assert_eq!(last.is_some_and(|mail| mail.subject == "An organization was deleted"), told, "{}", person.email);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn delete_while_others_write_in_it_breaks_nothing() {
    let world = World::with().set("ALMOND_MINT_BURST", "1000").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..50 {
        let (ada, bob) = (ada.clone(), bob.clone());
        tasks.spawn(async move {
            match n {
                20 => ada.session.delete(&path(&ada.org)).await,
                n if n % 2 == 0 => bob.try_mint(json!({ "name": "CI" })).await,
                _ => bob.session.post(AGENTS, json!({ "name": "bot" })).await,
            }
        });
    }
    for answer in tasks.join_all().await {
        assert!(matches!(answer.status.as_u16(), 200 | 201 | 401), "{}", answer.text);
    }
    let db = world.state().db.read();
    let keys = entity::api_key::Entity::live_of_user_in_org(ada.org.parse().unwrap(), bob.user.parse().unwrap());
    assert_eq!(keys.all(db).await.unwrap(), []);
}
