//! Approving and denying.

use std::time::Duration;

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, Key, World};

use super::{DeviceLogin, PATH, decide};

#[tokio::test]
async fn a_code_may_be_typed_in_any_case_with_spaces_or_without_dashes() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    for typed in [
        |code: &str| code.to_lowercase(),
        |code: &str| code.replace('-', ""),
        |code: &str| code.replace('-', " "),
        |code: &str| format!("  {} ", code.to_lowercase().replace('-', " - ")),
    ] {
        let login = DeviceLogin::start(&world).await;
        decide(&ada, "lookup", &typed(&login.user_code)).await.ok(200);
        decide(&ada, "approve", &typed(&login.user_code)).await.ok(200);
        login.exchange().await.ok(200);
    }
}

#[tokio::test]
async fn what_cannot_be_a_code_400_and_a_wrong_one_404() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let login = DeviceLogin::start(&world).await;
    let wrong = if login.user_code == "BBBB-BBBB-BBBB" { "CCCC-CCCC-CCCC" } else { "BBBB-BBBB-BBBB" };
    for what in ["lookup", "approve", "deny"] {
        let path = format!("{PATH}/{what}");
        for typed in [json!(""), json!("ABCD-EFGH-IJKL"), json!("BCDF-GHJK"), json!(login.device_code), json!(1)] {
            ada.session.post(&path, json!({ "userCode": typed })).await.names_field("userCode");
        }
        let unknown = decide(&ada, what, wrong).await;
        unknown.refused(404, "NOT_FOUND");
    }
    DeviceLogin::no_key(&login.exchange().await, "authorization_pending");
}

#[tokio::test]
async fn a_denied_device_gets_nothing_and_denying_needs_no_step_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let login = DeviceLogin::start(&world).await;
    assert_eq!(login.deny(&bob).await.ok(200), json!({ "status": "denied" }));
    assert_eq!(login.status().await.ok(200), json!({ "status": "denied" }));
    DeviceLogin::no_key(&login.exchange().await, "access_denied");
    // What was decided stays so.
    for what in ["approve", "deny", "lookup"] {
        decide(&ada, what, &login.user_code).await.refused(404, "NOT_FOUND");
    }
    DeviceLogin::no_key(&login.exchange().await, "access_denied");
    assert!(world.mails(&bob.email).await.is_empty());
    let recorded = bob.session.get("/api/v1/audit-events?action=device.denied").await.ok(200);
    let items = recorded["items"].as_array().unwrap();
    assert_eq!((items.len(), &items[0]["actor"]["id"]), (1, &json!(bob.user)));
}

#[tokio::test]
async fn approving_needs_a_fresh_step_up() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(600));
    let login = DeviceLogin::start(&world).await;
    decide(&ada, "lookup", &login.user_code).await.ok(200);
    login.approve(&ada).await.asks_for_step_up();
    DeviceLogin::no_key(&login.exchange().await, "authorization_pending");
    ada.step_up().await;
    login.approve(&ada).await.ok(200);
    login.exchange().await.ok(200);
}

#[tokio::test]
async fn a_key_approves_nothing_not_even_one_from_a_device_login() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let first = DeviceLogin::start(&world).await;
    first.approve(&ada).await.ok(200);
    let key = Key::new(world.clone(), first.exchange().await.ok(200)["key"].as_str().unwrap());
    let login = DeviceLogin::start(&world).await;
    for what in ["lookup", "approve", "deny"] {
        let body = json!({ "userCode": login.user_code });
        key.post(&format!("{PATH}/{what}"), body.clone()).await.refused(403, "FORBIDDEN");
        world.anonymous().post(&format!("{PATH}/{what}"), body.clone()).await.refused(401, "UNAUTHORIZED");
        world.operator().post(&format!("{PATH}/{what}"), body).await.refused(403, "FORBIDDEN");
    }
    DeviceLogin::no_key(&login.exchange().await, "authorization_pending");
}

#[tokio::test]
async fn the_key_is_of_the_approvers_tenant_and_has_no_more_than_their_role() {
    let world = World::new().await;
    let bob = world.owner("bob").await.enrolled().await;
    let eve = world.member("eve", "acme", OrgRole::Member).await.enrolled().await;
    let login = DeviceLogin::start(&world).await;
    login.approve(&eve).await.ok(200);
    let minted = login.exchange().await.ok(200);
    let body = json!({ "key": minted["key"] });
    let seen = eve.session.post("/api/v1/api-keys/verify", body.clone()).await.ok(200);
    assert_eq!((&seen["userId"], &seen["orgId"], &seen["role"]), (&json!(eve.user), &json!(eve.org), &json!("member")));
    assert_eq!(bob.session.post("/api/v1/api-keys/verify", body).await.ok(200)["code"], "NOT_FOUND");
}

#[tokio::test]
async fn the_approver_takes_scopes_away_and_adds_none() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let start = || async {
        let asked = json!({ "scopes": ["files:read", "files:write"] });
        DeviceLogin::from(&world, &world.anonymous().post(PATH, asked).await.ok(200))
    };
    let approve = async |login: &DeviceLogin, scopes: Value| {
        let body = json!({ "userCode": login.user_code, "scopes": scopes });
        ada.session.post(&format!("{PATH}/approve"), body).await
    };
    let login = start().await;
    for more in [json!(["models:read"]), json!(["files:read", "files:write", "api-keys:read"])] {
        approve(&login, more).await.names_field("scopes");
    }
    DeviceLogin::no_key(&login.exchange().await, "authorization_pending");
    approve(&login, json!(["files:read"])).await.ok(200);
    let minted = login.exchange().await.ok(200);
    assert_eq!(minted["scopes"], json!(["terminal", "files:read"]));
    let key = Key::new(world.clone(), minted["key"].as_str().unwrap());
    key.get("/api/v1/files").await.ok(200);
    key.get("/api/v1/models").await.refused(403, "FORBIDDEN");
    // Nothing but what a device is for; and all of it where nothing is said.
    let login = start().await;
    approve(&login, json!([])).await.ok(200);
    assert_eq!(login.exchange().await.ok(200)["scopes"], json!(["terminal"]));
    let login = start().await;
    approve(&login, Value::Null).await.ok(200);
    assert_eq!(login.exchange().await.ok(200)["scopes"], json!(["terminal", "files:read", "files:write"]));
}

#[tokio::test]
async fn approving_draws_from_the_bucket_of_minting() {
    let world = World::with().set("ALMOND_MINT_BURST", "2").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    for _ in 0..2 {
        DeviceLogin::start(&world).await.approve(&ada).await.ok(200);
    }
    let login = DeviceLogin::start(&world).await;
    DeviceLogin::no_key(&login.approve(&ada).await, "Too many requests");
    DeviceLogin::no_key(&ada.try_mint(json!({ "name": "CI" })).await, "Too many requests");
    DeviceLogin::no_key(&login.exchange().await, "authorization_pending");
    world.advance(Duration::from_secs(6));
    login.approve(&ada).await.ok(200);
}

#[tokio::test]
async fn terminal_is_given_by_nothing_else() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let wanted = json!({ "name": "CI", "scopes": ["terminal"] });
    ada.try_mint(wanted).await.names_field("scopes");
    let (_, id) = ada.mint(&["models:read"]).await;
    let path = format!("/api/v1/api-keys/{id}");
    ada.session.patch(&path, json!({ "scopes": ["terminal"] })).await.names_field("scopes");
}
