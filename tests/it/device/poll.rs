//! What a waiting program is told, and how often it may ask.

use std::time::Duration;

use serde_json::json;
use tests::{Answer, Caller, World};

use super::{DeviceLogin, PATH};

#[track_caller]
fn slow_down(answer: &Answer, interval: u64) {
    DeviceLogin::no_key(answer, "slow_down");
    assert_eq!(answer.body["error"]["details"], json!({ "interval": interval }));
    assert_eq!(answer.header("retry-after"), Some(interval.to_string().as_str()));
}

#[tokio::test]
async fn get_400_slow_down_when_asked_too_early_and_five_seconds_more_each_time() {
    let world = World::new().await;
    let login = DeviceLogin::start(&world).await;
    login.status().await.ok(200);
    slow_down(&login.status().await, 10);
    world.advance(Duration::from_secs(5));
    slow_down(&login.status().await, 15);
    world.advance(Duration::from_secs(10));
    for _ in 0..2 {
        assert_eq!(login.status().await.ok(200)["status"], "pending");
        world.advance(Duration::from_secs(15));
    }
    // It stays that long, over a restart too.
    login.status().await.ok(200);
    world.advance(Duration::from_secs(14));
    slow_down(&login.at(&world.restarted().await).status().await, 20);
}

#[tokio::test]
async fn post_token_400_has_a_pace_of_its_own() {
    let world = World::new().await;
    let login = DeviceLogin::start(&world).await;
    login.status().await.ok(200);
    DeviceLogin::no_key(&login.exchange().await, "authorization_pending");
    slow_down(&login.exchange().await, 10);
    world.advance(Duration::from_secs(10));
    DeviceLogin::no_key(&login.exchange().await, "authorization_pending");
}

#[tokio::test]
async fn once_decided_nobody_is_held_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let login = DeviceLogin::start(&world).await;
    DeviceLogin::no_key(&login.exchange().await, "authorization_pending");
    login.approve(&ada).await.ok(200);
    for _ in 0..3 {
        assert_eq!(login.status().await.ok(200)["status"], "approved");
    }
    login.exchange().await.ok(200);
}

#[tokio::test]
async fn an_unknown_device_code_404() {
    let world = World::new().await;
    let login = DeviceLogin::start(&world).await;
    let visitor = world.anonymous();
    for code in ["", "x", &"A".repeat(43), &login.user_code, &login.device_code.to_lowercase(), "%00", "%ff"] {
        visitor.get(&format!("{PATH}?deviceCode={code}")).await.refused(404, "NOT_FOUND");
        visitor.post(&format!("{PATH}/token"), json!({ "deviceCode": code })).await.refused(404, "NOT_FOUND");
    }
    visitor.get(PATH).await.names_field("deviceCode");
    visitor.post(&format!("{PATH}/token"), json!({})).await.names_field("deviceCode");
}

#[tokio::test]
async fn a_code_expires_after_ten_minutes_whether_approved_or_not() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let (pending, approved, denied) =
        (DeviceLogin::start(&world).await, DeviceLogin::start(&world).await, DeviceLogin::start(&world).await);
    denied.deny(&ada).await.ok(200);
    world.advance(Duration::from_millis(599_999));
    ada.step_up_now().await;
    approved.approve(&ada).await.ok(200);
    assert_eq!(pending.status().await.ok(200)["status"], "pending");
    world.advance(Duration::from_millis(1));
    for login in [&pending, &approved] {
        assert_eq!(login.status().await.ok(200)["status"], "expired");
        DeviceLogin::no_key(&login.exchange().await, "expired_token");
        login.approve(&ada).await.refused(404, "NOT_FOUND");
    }
    assert_eq!(denied.status().await.ok(200)["status"], "denied");
    DeviceLogin::no_key(&denied.exchange().await, "access_denied");
}
