//! `GET /internal/mails`, `POST /internal/mails/{id}/retry` and `POST /internal/mails/retry`

use entity::MailKind;
use kernel::seam::MailError;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::rows;

async fn invite(world: &World) {
    let ada = world.owner("ada").await.enrolled().await;
    let body = json!({ "email": "new@example.com", "role": "member" });
    ada.session.post(&format!("/api/v1/orgs/{}/invitations", ada.org), body).await.ok(201);
    world.settled().await;
}

#[tokio::test]
async fn get_200_lists_what_failed_without_what_it_says_and_post_200_has_it_sent_again() {
    let world = World::new().await;
    let refused = || MailError::Recipient("nobody".parse::<lettre::Address>().unwrap_err());
    world.post_office().refuse(Some(refused));
    invite(&world).await;
    let operator = world.operator();
    let answer = operator.get("/internal/mails?status=failed").await;
    assert!(!answer.text.contains("token="), "{}", answer.text);
    let listed: Vec<Value> = serde_json::from_str(&answer.text).unwrap();
    let mail = listed.iter().find(|mail| mail["kind"] == "invitation").unwrap();
    assert_eq!(
        (&mail["to"], &mail["status"], &mail["attempts"]),
        (&json!("new@example.com"), &json!("failed"), &json!(1))
    );
    world.post_office().refuse(None);
    let path = format!("/internal/mails/{}/retry", mail["id"].as_str().unwrap());
    let again = operator.post_empty(&path).await;
    assert_eq!((again.status.as_u16(), &again.body["status"]), (200, &json!("queued")));
    world.send_mails().await;
    assert_eq!(world.mails("new@example.com").await.len(), 1);
    assert_eq!(operator.post_empty(&path).await.status.as_u16(), 409);
    let unknown = "/internal/mails/019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40/retry";
    assert_eq!(operator.post_empty(unknown).await.status.as_u16(), 404);
}

#[tokio::test]
async fn post_200_has_all_sent_again_that_failed_and_nothing_else() {
    let world = World::new().await;
    let refused = || MailError::Recipient("nobody".parse::<lettre::Address>().unwrap_err());
    world.post_office().refuse(Some(refused));
    invite(&world).await;
    world.post_office().refuse(None);
    let failed = rows(&world, MailKind::Invitation).await.len() + rows(&world, MailKind::Notice).await.len();
    let retried = world.operator().post_empty("/internal/mails/retry").await;
    assert_eq!(retried.body["retried"], json!(failed));
    assert_eq!(world.send_mails().await, failed);
    assert_eq!(world.operator().post_empty("/internal/mails/retry").await.body["retried"], json!(0));
}
