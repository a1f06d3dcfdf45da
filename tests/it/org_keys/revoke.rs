//! `DELETE /orgs/{id}/api-keys/{keyId}`.

use std::time::Duration;

use entity::OrgRole;
use tests::{Caller, World};

use super::key;
use crate::orgs::{MODELS, recorded};

#[tokio::test]
async fn delete_200_ends_a_members_key_at_once_without_a_step_up_and_tells_them() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let admin = world.member("admin", &ada.org, OrgRole::Admin).await;
    let (live, id) = ada.mint(&["models:read"]).await;
    live.get(MODELS).await.ok(200);
    // An admin who never stepped up contains an owner's key.
    admin.session.delete(&key(&admin, &id)).await.ok(200);
    live.get(MODELS).await.refused(401, "UNAUTHORIZED");
    admin.session.delete(&key(&admin, &id)).await.refused(404, "NOT_FOUND");
    assert_eq!(recorded(&ada, &ada.org, "key.revoked").await, 1);
    let mails = world.mails(&ada.email).await;
    assert_eq!(mails.last().unwrap().subject, "An API key of yours was revoked");
    let events = ada.session.get("/api/v1/audit-events?action=key.revoked").await.ok(200);
    assert_eq!(events["items"][0]["actor"]["id"], admin.user.as_str(), "{events}");
}

#[tokio::test]
async fn delete_refuses_members_other_tenants_and_keys() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let (live, id) = ada.mint(&["models:read"]).await;
    world.advance(Duration::from_millis(1));
    bob.session.delete(&key(&ada, &id)).await.refused(403, "FORBIDDEN");
    eve.session.delete(&key(&ada, &id)).await.refused(404, "NOT_FOUND");
    eve.session.delete(&key(&eve, &id)).await.refused(404, "NOT_FOUND");
    live.delete(&key(&ada, &id)).await.refused(403, "FORBIDDEN");
    live.get(MODELS).await.ok(200);
}
