//! `GET /api/v1/me/factors`

use serde_json::json;
use tests::{Caller, World};

use super::propose;

#[tokio::test]
async fn get_200_tells_what_there_is_and_no_secret() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await;
    let nothing = json!({
        "totp": { "enabled": false, "confirmedAt": null }, "passkeys": [], "recoveryCodes": { "remaining": 0 },
    });
    assert_eq!(ada.session.get("/api/v1/me/factors").await.ok(200), nothing);
    propose(&mut ada).await;
    assert_eq!(ada.session.get("/api/v1/me/factors").await.ok(200), nothing);
    let ada = ada.enrolled().await;
    let expected = json!({
        "totp": { "enabled": true, "confirmedAt": "2026-06-01T12:00:00.000Z" }, "passkeys": [],
        "recoveryCodes": { "remaining": 10 },
    });
    assert_eq!(ada.session.get("/api/v1/me/factors").await.ok(200), expected);
}

#[tokio::test]
async fn get_200_needs_no_step_up_and_shows_ones_own_only() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    world.advance(std::time::Duration::from_secs(600));
    assert_eq!(ada.session.get("/api/v1/me/factors").await.ok(200)["totp"]["enabled"], true);
    assert_eq!(bob.session.get("/api/v1/me/factors").await.ok(200)["totp"]["enabled"], false);
}
