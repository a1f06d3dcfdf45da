//! By key: the scope opens the door, the user's role decides what for.

use entity::OrgRole;
use serde_json::json;
use tests::{Caller, World};

use super::{CONNECTIONS, keep, path, rotate, try_keep};

#[tokio::test]
async fn each_scope_opens_its_own_operations() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (reader, _) = ada.mint(&["connections:read"]).await;
    let (writer, _) = ada.mint(&["connections:write"]).await;
    let made = keep(&writer, "GitHub").await;
    reader.get(CONNECTIONS).await.ok(200);
    reader.get(&path(&made)).await.ok(200);
    for refused in [
        try_keep(&reader, "GitLab").await,
        rotate(&reader, &made, "x").await,
        reader.patch(&path(&made), json!({})).await,
        reader.delete(&path(&made)).await,
    ] {
        refused.refused(403, "FORBIDDEN");
        assert!(refused.header("www-authenticate").unwrap().contains("scope=\"connections:write\""));
    }
    for refused in [writer.get(CONNECTIONS).await, writer.get(&path(&made)).await] {
        refused.refused(403, "FORBIDDEN");
        assert!(refused.header("www-authenticate").unwrap().contains("scope=\"connections:read\""));
    }
    rotate(&writer, &made, "x").await.ok(200);
    writer.patch(&path(&made), json!({ "name": "GitLab" })).await.ok(200);
    writer.delete(&path(&made)).await.ok(200);
}

#[tokio::test]
async fn a_member_and_their_key_may_look_and_change_nothing_403() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await.enrolled().await;
    let (key, _) = bob.mint(&["connections:read", "connections:write"]).await;
    let made = keep(&ada.session, "GitHub").await;
    assert_eq!(bob.session.get(&path(&made)).await.ok(200), made);
    assert_eq!(key.get(&path(&made)).await.ok(200), made);
    for refused in [
        try_keep(&bob.session, "x").await,
        try_keep(&key, "x").await,
        rotate(&bob.session, &made, "x").await,
        rotate(&key, &made, "x").await,
        key.delete(&path(&made)).await,
        key.patch(&path(&made), json!({ "name": "x" })).await,
    ] {
        refused.refused(403, "FORBIDDEN");
    }
    // The role counts as it is now.
    let member = format!("/api/v1/orgs/{}/members/{}", ada.org, bob.user);
    ada.session.patch(&member, json!({ "role": "admin" })).await.ok(200);
    rotate(&key, &made, "x").await.ok(200);
}
