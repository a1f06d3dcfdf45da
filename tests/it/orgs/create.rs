//! `POST /api/v1/orgs`

use serde_json::json;
use tests::{Caller, World};

use super::{AGENTS, ORGS, path};
use crate::sign_in::session_of;

#[tokio::test]
async fn post_201_makes_an_org_that_its_maker_owns() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let made = ada.session.post(ORGS, json!({ "name": " Looms " })).await.ok(201);
    let now = world.state().now().to_string();
    assert_eq!(
        made,
        json!({
            "id": made["id"], "name": "Looms", "role": "owner", "strictScopes": false, "maxKeyLifetimeDays": null,
            "stepUpMaxAge": null, "requireTwoFactor": false, "twoFactorDueAt": null, "createdAt": now, "updatedAt": now,
        })
    );
    let id = made["id"].as_str().unwrap();
    assert_eq!(super::recorded(&ada, id, "org.created").await, 1);
    // The session stays where it is until it is moved.
    ada.session.post(AGENTS, json!({ "name": "of the first" })).await.ok(201);
    let switched = ada.session.post("/api/v1/auth/session/org", json!({ "orgId": id })).await.ok(200);
    assert_eq!(switched["org"], json!({ "id": id, "name": "Looms", "role": "owner", "twoFactorDueAt": null }));
    assert_eq!(session_of(&world, &switched).get(AGENTS).await.ok(200)["items"], json!([]));
    ada.adopt(&switched);
    assert_eq!(ada.session.get(&path(id)).await.ok(200), made);
}

#[tokio::test]
async fn post_400_names_the_field_and_takes_nothing_that_a_caller_may_not_set() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    for (body, field) in [
        (json!({}), "name"),
        (json!({ "name": "" }), "name"),
        (json!({ "name": "x".repeat(101) }), "name"),
        (json!({ "name": null }), "name"),
        (json!({ "name": "x", "id": super::NOBODY }), "id"),
        (json!({ "name": "x", "handle": "ada's org" }), "handle"),
        (json!({ "name": "x", "role": "owner" }), "role"),
        (json!({ "name": "x", "createdAt": "2026-01-01T00:00:00Z" }), "createdAt"),
    ] {
        ada.session.post(ORGS, body).await.names_field(field);
    }
    assert_eq!(ada.session.get(ORGS).await.ok(200)["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn post_400_when_there_were_too_many_and_minting_is_not_held_up_by_it() {
    let world = World::with().set("ALMOND_MINT_BURST", "2").set("ALMOND_MINT_PER_MINUTE", "1").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    for name in ["a", "b"] {
        super::create(&ada, name).await;
    }
    // A mistyped body costs nothing, so it is told first.
    ada.session.post(ORGS, json!({})).await.names_field("name");
    let refused = ada.session.post(ORGS, json!({ "name": "c" })).await;
    assert_eq!(refused.refused(400, "BAD_REQUEST").message(), "Too many requests");
    assert_eq!(refused.header("ratelimit-policy"), Some("\"tenancy\";q=2;w=120"));
    ada.mint(&[]).await;
}
