//! POST /billing/callbacks/payment.

use http::Method;
use serde_json::{Value, json};
use tests::{Caller, PAYMENT_SECRET, sign};

use super::{CALLBACK, PATH, call_back, call_back_at, history, pay, scene, ten_euros};

#[tokio::test]
async fn the_service_says_that_it_has_the_money_200() {
    let (world, ada, _) = scene().await;
    let made = pay(&ada.session, "k", ten_euros()).await.ok(201);
    world.deliver().await;
    let said = json!({ "paymentId": made["id"], "status": "settled", "externalId": "ch_1" });
    let answer = call_back(&world, said.clone()).await.ok(200);
    assert_eq!(answer, json!({ "paymentId": made["id"], "orgId": ada.org, "status": "settled" }));
    assert_eq!(history(&ada.session, &made["id"]).await, ["pending", "delivered", "settled"]);
    let shown = ada.session.get(&format!("{PATH}/{}", made["id"].as_str().unwrap())).await.ok(200);
    assert_eq!((&shown["status"], &shown["externalId"]), (&json!("settled"), &json!("ch_1")));

    // Once more, as whoever saw it go by could send it: nothing changes.
    assert_eq!(call_back(&world, said).await.ok(200), answer);
    let audited = ada.session.get("/api/v1/audit-events?action=payment.settled").await.ok(200);
    assert_eq!(audited["items"].as_array().unwrap().len(), 1);
    assert_eq!(audited["items"][0]["actor"]["kind"], "operator");
}

#[tokio::test]
async fn a_failure_has_its_reason_and_may_come_before_the_delivery_was_noted() {
    let (world, ada, service) = scene().await;
    let made = pay(&ada.session, "k", ten_euros()).await.ok(201);
    let said = json!({ "paymentId": made["id"], "status": "failed", "reason": "card_declined" });
    call_back(&world, said).await.ok(200);
    let shown = ada.session.get(&format!("{PATH}/{}", made["id"].as_str().unwrap())).await.ok(200);
    assert_eq!((&shown["status"], &shown["failureReason"]), (&json!("failed"), &json!("card_declined")));
    assert_eq!(history(&ada.session, &made["id"]).await, ["pending", "failed"]);
    assert_eq!(world.deliver().await, 0, "there is nothing left to ask for");
    assert!(service.take().is_empty());
}

#[tokio::test]
async fn what_has_ended_does_not_end_otherwise_409() {
    let (world, ada, _) = scene().await;
    let made = pay(&ada.session, "k", ten_euros()).await.ok(201);
    let said =
        |status: &str, external: Value| json!({ "paymentId": made["id"], "status": status, "externalId": external });
    call_back(&world, said("settled", json!("ch_1"))).await.ok(200);
    call_back(&world, said("failed", json!("ch_1"))).await.refused(409, "CONFLICT");
    call_back(&world, said("settled", json!("ch_2"))).await.refused(409, "CONFLICT");
    call_back(&world, said("settled", json!("ch_1"))).await.ok(200);
    assert_eq!(history(&ada.session, &made["id"]).await, ["pending", "settled"]);
}

#[tokio::test]
async fn a_signature_that_is_missing_wrong_or_old_is_401_and_changes_nothing() {
    let (world, ada, _) = scene().await;
    let made = pay(&ada.session, "k", ten_euros()).await.ok(201);
    let body = json!({ "paymentId": made["id"], "status": "settled" }).to_string();
    let now = world.state().now().seconds();
    let other = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    call_back_at(&world, other, now, &body).await.refused(401, "UNAUTHORIZED");
    for at in [now - 301, now + 301, 0] {
        call_back_at(&world, PAYMENT_SECRET, at, &body).await.refused(401, "UNAUTHORIZED");
    }
    let (at, good) = (now.to_string(), sign(PAYMENT_SECRET, "msg_1", now, &body));
    let whole = [
        ("content-type", "application/json"),
        ("webhook-id", "msg_1"),
        ("webhook-timestamp", at.as_str()),
        ("webhook-signature", good.as_str()),
    ];
    for missing in 1..whole.len() {
        let headers: Vec<_> = whole.iter().enumerate().filter(|(n, _)| *n != missing).map(|(_, one)| *one).collect();
        world.send(Method::POST, CALLBACK, &headers, body.clone()).await.refused(401, "UNAUTHORIZED");
    }
    let later = (now + 1).to_string();
    for (n, value) in [(1, "msg_2"), (2, later.as_str()), (2, "soon"), (2, "-1"), (3, "v1,AAAA"), (3, "")] {
        let mut headers = whole;
        headers[n].1 = value;
        world.send(Method::POST, CALLBACK, &headers, body.clone()).await.refused(401, "UNAUTHORIZED");
    }
    let altered = body.replace("settled", "failed");
    world.send(Method::POST, CALLBACK, &whole, altered).await.refused(401, "UNAUTHORIZED");
    assert_eq!(history(&ada.session, &made["id"]).await, ["pending"]);
    world.send(Method::POST, CALLBACK, &whole, body).await.ok(200);
}

#[tokio::test]
async fn what_is_no_end_of_a_payment_is_400_and_an_unknown_payment_404() {
    let (world, ada, _) = scene().await;
    let made = pay(&ada.session, "k", ten_euros()).await.ok(201);
    for status in ["pending", "delivered", "paid"] {
        let said = json!({ "paymentId": made["id"], "status": status });
        call_back(&world, said).await.names_field("status");
    }
    call_back(&world, json!({ "status": "settled" })).await.names_field("paymentId");
    let unknown = json!({ "paymentId": ada.user, "status": "settled" });
    call_back(&world, unknown).await.refused(404, "NOT_FOUND");
    // The signature comes first: nobody learns what a good body is.
    let bad = call_back_at(&world, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 0, "{}").await;
    bad.refused(401, "UNAUTHORIZED");
    assert_eq!(history(&ada.session, &made["id"]).await, ["pending"]);
}
