//! `PATCH /orgs/{id}/api-keys/{keyId}`: pausing somebody's key, and letting it work again.

use entity::OrgRole;
use serde_json::json;
use tests::{Caller, World};

use super::key;
use crate::orgs::{MODELS, recorded};

#[tokio::test]
async fn patch_200_pauses_at_once_and_enabling_needs_a_step_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    let admin = world.member("admin", &ada.org, OrgRole::Admin).await;
    let (live, id) = bob.mint(&["models:read"]).await;
    live.get(MODELS).await.ok(200);
    let paused = admin.session.patch(&key(&ada, &id), json!({ "enabled": false })).await.ok(200);
    assert_eq!((&paused["enabled"], &paused["user"]["id"]), (&json!(false), &json!(bob.user)));
    live.get(MODELS).await.refused(401, "UNAUTHORIZED");
    admin.session.patch(&key(&ada, &id), json!({ "enabled": true })).await.asks_for_step_up();
    live.get(MODELS).await.refused(401, "UNAUTHORIZED");
    // Its user can't undo what an admin contained.
    let own = format!("/api/v1/api-keys/{id}");
    bob.session.patch(&own, json!({ "enabled": true })).await.refused(403, "FORBIDDEN");
    ada.session.patch(&key(&ada, &id), json!({ "enabled": true })).await.ok(200);
    live.get(MODELS).await.ok(200);
    for action in ["key.paused", "key.resumed"] {
        assert_eq!(recorded(&ada, &ada.org, action).await, 1, "{action}");
    }
    let subjects: Vec<_> = world.mails(&bob.email).await.into_iter().map(|mail| mail.subject).collect();
    assert!(subjects.ends_with(&[
        "An API key of yours was switched off".to_owned(),
        "An API key of yours was switched on again".to_owned()
    ]));
}

#[tokio::test]
async fn patch_403_for_a_key_that_its_user_paused_and_400_for_anything_else() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    let (_, id) = bob.mint(&["models:read"]).await;
    bob.session.patch(&format!("/api/v1/api-keys/{id}"), json!({ "enabled": false })).await.ok(200);
    ada.session.patch(&key(&ada, &id), json!({ "enabled": true })).await.refused(403, "FORBIDDEN");
    for body in [json!({}), json!({ "enabled": null }), json!({ "enabled": false, "name": "x" })] {
        ada.session.patch(&key(&ada, &id), body).await.refused(400, "BAD_REQUEST");
    }
    ada.session.patch(&key(&ada, crate::orgs::NOBODY), json!({ "enabled": false })).await.refused(404, "NOT_FOUND");
}
