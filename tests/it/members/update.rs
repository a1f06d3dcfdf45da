//! `PATCH /api/v1/orgs/{id}/members/{userId}`

use serde_json::{Value, json};
use tests::{Caller, World};

use super::{member, set_role, three};
use crate::orgs::{NOBODY, recorded};

#[tokio::test]
async fn patch_200_gives_another_role_and_records_it() {
    let world = World::new().await;
    let [owner, admin, plain] = three(&world).await;
    world.advance(std::time::Duration::from_millis(5));
    let changed = set_role(&admin, &plain, "admin").await.ok(200);
    assert_eq!(changed["role"], "admin");
    assert_eq!(changed["updatedAt"], world.state().now().to_string());
    assert_eq!(owner.session.get(&member(&owner, &plain.user)).await.ok(200), changed);
    assert_eq!(plain.session.get("/api/v1/auth/session").await.ok(200)["org"]["role"], "admin");
    // The same again is no change.
    assert_eq!(set_role(&owner, &plain, "admin").await.ok(200), changed);
    assert_eq!(recorded(&owner, &owner.org, "member.role_changed").await, 1);
}

#[tokio::test]
async fn patch_403_where_it_takes_an_owner() {
    let world = World::new().await;
    let [owner, admin, plain] = three(&world).await;
    for (to, role) in [(&plain, "owner"), (&admin, "owner"), (&owner, "admin"), (&owner, "member"), (&owner, "owner")] {
        let refused = set_role(&admin, to, role).await;
        assert!(refused.refused(403, "FORBIDDEN").message().contains("owner"), "{}", refused.text);
    }
    for (to, role) in [(&plain, "admin"), (&owner, "member"), (&plain, "member")] {
        set_role(&plain, to, role).await.refused(403, "FORBIDDEN");
    }
    set_role(&owner, &admin, "owner").await.ok(200);
    set_role(&admin, &owner, "member").await.ok(200);
    set_role(&owner, &admin, "member").await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn patch_200_lets_an_admin_step_down() {
    let world = World::new().await;
    let [_, admin, plain] = three(&world).await;
    set_role(&admin, &admin, "member").await.ok(200);
    set_role(&admin, &plain, "admin").await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn patch_400_names_the_field_and_changes_nothing() {
    let world = World::new().await;
    let [owner, _, plain] = three(&world).await;
    let before = owner.session.get(&member(&owner, &plain.user)).await.ok(200);
    for (body, field) in [
        (json!({}), "role"),
        (json!({ "role": null }), "role"),
        (json!({ "role": "Owner" }), "role"),
        (json!({ "role": "root" }), "role"),
        (json!({ "role": ["admin"] }), "role"),
        (json!({ "role": "admin", "userId": NOBODY }), "userId"),
        (json!({ "role": "admin", "orgId": NOBODY }), "orgId"),
        (json!({ "role": "admin", "email": "x@example.com" }), "email"),
    ] {
        owner.session.patch(&member(&owner, &plain.user), body).await.names_field(field);
    }
    assert_eq!(owner.session.get(&member(&owner, &plain.user)).await.ok(200), before);
    assert_eq!(before["role"], Value::from("member"));
}
