//! What the payment service is sent.

use std::time::Duration;

use serde_json::json;
use tests::{Caller, PAYMENT_SECRET, Receiver, World};

use super::{PATH, call_back, history, pay, scene, ten_euros};
use crate::webhooks::{Endpoint, again};

#[tokio::test]
async fn the_service_is_sent_the_payment_signed() {
    let (world, ada, service) = scene().await;
    let body = json!({ "amount": 1999, "currency": "EUR", "description": "GPU", "reference": "job 7" });
    let made = pay(&ada.session, "k", body).await.ok(201);
    assert_eq!(world.deliver().await, 1);
    let message = service.one();
    assert!(message.is_signed_with(PAYMENT_SECRET));
    assert_eq!(message.body["type"], "payment.created");
    let expected = json!({
        "paymentId": made["id"], "orgId": ada.org, "amount": 1999, "currency": "EUR",
        "description": "GPU", "reference": "job 7", "createdBy": ada.user,
    });
    assert_eq!(message.body["data"], expected);
    assert_eq!(history(&ada.session, &made["id"]).await, ["pending", "delivered"]);
}

#[tokio::test]
async fn while_one_secret_takes_over_from_another_both_sign_and_both_are_believed() {
    let service = Receiver::start().await;
    let new = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let secrets = format!("{new},{PAYMENT_SECRET}");
    let world = World::with().set("ALMOND_PAYMENT_URL", service.url()).set("ALMOND_PAYMENT_SECRET", &secrets);
    let world = world.build().await;
    let ada = world.owner("ada").await.enrolled().await;
    let made = pay(&ada.session, "k", ten_euros()).await.ok(201);
    world.deliver().await;
    let message = service.one();
    assert!(message.is_signed_with(PAYMENT_SECRET) && message.is_signed_with(new));
    call_back(&world, json!({ "paymentId": made["id"], "status": "settled" })).await.ok(200);
}

#[tokio::test]
async fn a_payment_that_never_arrives_fails_after_three_days_and_no_sooner() {
    let (world, ada, service) = scene().await;
    service.say(410);
    let made = pay(&ada.session, "k", ten_euros()).await.ok(201);
    for _ in 0..9 {
        assert_eq!(world.deliver().await, 1);
        world.advance(Duration::from_secs(27 * 3600));
    }
    let ada = again(&world, ada).await;
    assert_eq!(history(&ada.session, &made["id"]).await, ["pending"]);
    assert_eq!(world.deliver().await, 1);
    assert_eq!(history(&ada.session, &made["id"]).await, ["pending", "failed"]);
    let shown = ada.session.get(&format!("{PATH}/{}", made["id"].as_str().unwrap())).await.ok(200);
    assert_eq!(shown["failureReason"], "undeliverable");
    let audited = ada.session.get("/api/v1/audit-events?action=payment.failed").await.ok(200);
    assert_eq!(audited["items"][0]["actor"]["kind"], "server");
    let late = call_back(&world, json!({ "paymentId": made["id"], "status": "settled" })).await;
    late.refused(409, "CONFLICT");
    world.advance(Duration::from_secs(27 * 3600));
    assert_eq!(world.deliver().await, 0);
}

#[tokio::test]
async fn the_orgs_own_endpoints_hear_of_payments_and_never_get_the_services_messages() {
    let (world, ada, service) = scene().await;
    let own = Receiver::start().await;
    let endpoint = Endpoint::create(&ada, own.url()).await;
    let made = pay(&ada.session, "k", ten_euros()).await.ok(201);
    world.deliver().await;
    let told = own.one();
    assert_eq!((&told.body["type"], &told.body["data"]["targetId"]), (&json!("payment.created"), &made["id"]));
    assert_eq!(told.body["data"]["detail"], json!({ "amount": 1000, "currency": "EUR" }));
    assert!(told.is_signed_with(&endpoint.secret) && !told.is_signed_with(PAYMENT_SECRET));
    service.one();
    call_back(&world, json!({ "paymentId": made["id"], "status": "settled" })).await.ok(200);
    world.deliver().await;
    assert_eq!(own.one().body["type"], "payment.settled");
    assert!(service.take().is_empty());
    assert_eq!(endpoint.deliveries(&ada.session).await.len(), 2);
}
