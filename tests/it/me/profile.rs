//! `PATCH /me`.

use serde_json::json;
use tests::{Caller, World};

use crate::orgs::recorded;

#[tokio::test]
async fn patch_200_changes_the_name_at_once_and_get_keeps_its_shape() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let changed = ada.session.patch("/api/v1/me", json!({ "name": "Ada Lovelace", "avatar": null })).await.ok(200);
    assert_eq!(changed["user"]["name"], "Ada Lovelace");
    let me = ada.session.get("/api/v1/me").await;
    assert_eq!((&me.body["user"]["name"], &me.body["success"]), (&json!("Ada Lovelace"), &json!(null)));
    assert_eq!(recorded(&ada, &ada.org, "user.updated").await, 1);
    let (key, _) = ada.mint(&["models:read"]).await;
    key.patch("/api/v1/me", json!({ "name": "x" })).await.refused(403, "FORBIDDEN");
}

#[tokio::test]
async fn patch_400_names_the_field() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for (field, body) in [
        ("name", json!({ "name": "" })),
        ("name", json!({ "name": null })),
        ("avatar", json!({ "avatar": "https://example.com/a.png" })),
        ("email", json!({ "email": "a@example.com" })),
    ] {
        ada.session.patch("/api/v1/me", body).await.refused(400, "BAD_REQUEST").names_field(field);
    }
    assert_eq!(ada.session.get("/api/v1/me").await.body["user"]["name"], "ada");
}
