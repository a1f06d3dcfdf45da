//! One request is one payment, however often it is sent.

use serde_json::json;
use tests::Caller;

use super::{PATH, call_back, pay, scene, ten_euros};

#[tokio::test]
async fn the_same_request_gets_the_same_answer_201_whatever_became_of_the_payment() {
    let (world, ada, service) = scene().await;
    let first = pay(&ada.session, "k", ten_euros()).await;
    world.deliver().await;
    service.one();
    let again = pay(&ada.session, "k", json!({ "currency": "eur", "amount": 1000 })).await;
    assert_eq!((again.status, &again.text), (first.status, &first.text));
    assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), (None, Some("true")));
    let id = first.ok(201)["id"].clone();
    call_back(&world, json!({ "paymentId": id, "status": "settled", "externalId": "ext" })).await.ok(200);
    assert_eq!(pay(&ada.session, "k", ten_euros()).await.text, again.text);
    assert_eq!(ada.session.get(PATH).await.ok(200)["items"].as_array().unwrap().len(), 1);
    assert_eq!(world.deliver().await, 0, "and the service is asked once");
}

#[tokio::test]
async fn another_request_with_the_key_is_409_and_makes_nothing() {
    let (_, ada, _) = scene().await;
    let first = pay(&ada.session, "k", ten_euros()).await.ok(201);
    for other in [
        json!({ "amount": 1001, "currency": "EUR" }),
        json!({ "amount": 1000, "currency": "USD" }),
        json!({ "amount": 1000, "currency": "EUR", "reference": "x" }),
        json!({ "amount": 1000, "currency": "EUR", "description": "x" }),
    ] {
        pay(&ada.session, "k", other).await.refused(409, "CONFLICT");
    }
    assert_eq!(ada.session.get(PATH).await.ok(200)["items"], json!([first]));
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_at_once_are_one_payment() {
    let (world, ada, service) = scene().await;
    let (key, _) = ada.mint(&["billing:machine:charge"]).await;
    let other = world.restarted().await;
    let tasks: Vec<_> = (0..50)
        .map(|n| {
            let caller = key.at(if n % 2 == 0 { &world } else { &other });
            tokio::spawn(async move { pay(&caller, "once", ten_euros()).await })
        })
        .collect();
    let (mut new, mut ids) = (0, Vec::new());
    for task in tasks {
        let answer = task.await.unwrap();
        new += usize::from(answer.header("idempotency-replayed").is_none());
        ids.push(answer.ok(201)["id"].to_string());
    }
    ids.dedup();
    assert_eq!((new, ids.len()), (1, 1));
    world.deliver().await;
    service.one();
}
