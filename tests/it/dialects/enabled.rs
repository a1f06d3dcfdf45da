//! Which dialects there are is the operator's to say; what isn't there answers like any path that isn't.

use http::Method;
use kernel::dialect::Dialects;
use resource::key::dialect::ALL;
use tests::{Anonymous, Caller, Key, World};

use super::{WIRES, Wire, keys::Keys, send, text};

#[tokio::test]
async fn what_is_not_enabled_answers_like_what_does_not_exist() {
    let world = World::with().set("ALMOND_DIALECTS", "none").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    let nowhere = ada.session.get("/api/v1/nowhere").await;
    for wire in &WIRES[1..4] {
        for path in [wire.path().to_owned(), format!("{}/", wire.path())] {
            nowhere.same_as(&ada.session.get(&path).await);
            nowhere.same_as(&ada.session.post(&path, wire.body("CI")).await);
            nowhere.same_as(&world.anonymous().get(&path).await);
        }
        nowhere.same_as(&ada.session.delete(&wire.at(wire.unknown_id())).await);
        nowhere.same_as(&send(&ada.session, Method::PUT, wire.path()).await);
    }
    nowhere.same_as(&ada.session.get("/api/v1/active/agents").await);
}

#[tokio::test]
async fn what_is_enabled_stands_alone() {
    let world = World::with().set("ALMOND_DIALECTS", "auth-api-keys").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    for wire in &WIRES[1..4] {
        let expected = if wire.lead() == "atiru_" { 200 } else { 404 };
        assert_eq!(ada.session.get(wire.path()).await.status, expected);
    }
}

#[tokio::test]
async fn keys_stay_keys_when_their_dialect_is_not_enabled_any_more() {
    let world = World::new().await;
    let (_, _, value) = (&Keys as &dyn Wire).mint(&world.owner("ada").await, "CI").await;
    let none = Dialects::none(&ALL);
    assert!(none.recognise(&value) && none.format_of(&value[..7]).is_some());
    assert!(!none.has("keys"));
}

#[tokio::test]
async fn a_master_key_that_looks_like_a_dialects_is_the_master_key() {
    let master = "sk-0123456789abcdef0123456789abcdef";
    let world = World::with().set("ALMOND_MASTER_KEY", master).build().await;
    let operator = Anonymous::with(world.clone(), "authorization", &format!("Bearer {master}"));
    let verified = operator.post("/api/v1/api-keys/verify", serde_json::json!({ "key": master })).await.ok(200);
    assert_eq!(text(&verified["code"]), "NOT_FOUND");
    Key::new(world.clone(), "sk-0123456789abcdef0123456789abcdeg")
        .get("/api/v1/models")
        .await
        .refused(401, "UNAUTHORIZED");
}
