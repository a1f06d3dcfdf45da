//! `PATCH /api/v1/orgs/{id}`: what each field does, and that a refused change changes nothing.

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{NOBODY, create, path, set};

#[tokio::test]
async fn patch_200_absent_is_unchanged_null_clears_a_value_sets() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let mut expected = ada.session.get(&path(&ada.org)).await.ok(200);
    for (field, given, kept) in [
        ("name", json!(" Engines "), json!("Engines")),
        ("strictScopes", json!(true), json!(true)),
        ("maxKeyLifetimeDays", json!(3650), json!(3650)),
        ("maxKeyLifetimeDays", json!(1), json!(1)),
        ("stepUpMaxAge", json!(599), json!(599)),
        ("stepUpMaxAge", json!(1), json!(1)),
        ("stepUpMaxAge", json!(null), json!(null)),
        ("maxKeyLifetimeDays", json!(null), json!(null)),
        ("strictScopes", json!(false), json!(false)),
    ] {
        expected[field] = kept;
        assert_eq!(set(&ada, json!({ field: given })).await.ok(200), expected, "{field} {given}");
        assert_eq!(ada.session.get(&path(&ada.org)).await.ok(200), expected);
    }
    assert_eq!(set(&ada, json!({})).await.ok(200), expected);
    assert_eq!(ada.session.get("/api/v1/auth/session").await.ok(200)["org"]["name"], "Engines");
}

#[tokio::test]
async fn patch_400_names_the_field_and_changes_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let before = ada.session.get(&path(&ada.org)).await.ok(200);
    for (field, given) in [
        ("name", json!("")),
        ("name", json!(null)),
        ("strictScopes", json!(null)),
        ("strictScopes", json!("true")),
        ("maxKeyLifetimeDays", json!(0)),
        ("maxKeyLifetimeDays", json!(-1)),
        ("maxKeyLifetimeDays", json!(1.5)),
        ("maxKeyLifetimeDays", json!(3651)),
        ("maxKeyLifetimeDays", json!("30")),
        ("stepUpMaxAge", json!(0)),
        ("stepUpMaxAge", json!(600)),
        ("stepUpMaxAge", json!(86_400)),
        ("stepUpMaxAge", json!(u64::MAX)),
        ("id", json!(NOBODY)),
        ("role", json!("owner")),
        ("handle", json!("taken")),
        ("createdAt", json!("2026-01-01T00:00:00Z")),
        ("strict_scopes", json!(true)),
    ] {
        let mut body = json!({ "name": "renamed" });
        body[field] = given.clone();
        set(&ada, body).await.names_field(field);
        assert_eq!(ada.session.get(&path(&ada.org)).await.ok(200), before, "{field} {given}");
    }
}

#[tokio::test]
async fn patch_elsewhere_goes_by_the_role_there() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let second = create(&ada, "second").await;
    // An owner where the session works, a mere member elsewhere; and the other way round.
    let bob = world.owner("bob").await.enrolled().await;
    world.member("bob", &second, OrgRole::Member).await;
    let refused = bob.session.patch(&path(&second), json!({ "name": "mine" })).await;
    assert!(refused.refused(403, "FORBIDDEN").message().contains("role"));
    // Refused before the body is read.
    bob.session.patch(&path(&second), json!({ "nonsense": 1 })).await.refused(403, "FORBIDDEN");
    let bobs = create(&bob, "bob's second").await;
    let renamed = bob.session.patch(&path(&bobs), json!({ "name": "renamed" })).await.ok(200);
    assert_eq!(renamed["name"], "renamed");
    assert_eq!(super::recorded(&bob, &bobs, "org.updated").await, 1);
    assert_eq!(ada.session.get(&path(&second)).await.ok(200)["name"], "second");
}

#[tokio::test]
async fn patch_elsewhere_wants_a_step_up_that_is_fresh_enough_there() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let second = create(&ada, "second").await;
    ada.session.patch(&path(&second), json!({ "stepUpMaxAge": 60 })).await.ok(200);
    world.advance(std::time::Duration::from_secs(60));
    let asked = ada.session.patch(&path(&second), json!({ "stepUpMaxAge": null })).await;
    assert_eq!(asked.asks_for_step_up().body["error"]["details"]["stepUp"]["maxAge"], Value::from(60));
    set(&ada, json!({ "name": "still fresh here" })).await.ok(200);
}
