//! `delivery` of an invitation: what became of its mail.

use std::time::Duration;

use kernel::seam::MailError;
use serde_json::{Value, json};
use tests::{Caller, Person, World};

use super::{invitations, try_invite};

async fn delivery(ada: &Person, id: &Value) -> Value {
    ada.session.world().settled().await;
    let path = format!("{}/{}", invitations(ada), id.as_str().unwrap());
    let one = ada.session.get(&path).await.ok(200)["delivery"].clone();
    let listed = ada.session.get(&invitations(ada)).await.ok(200)["items"].clone();
    let same = listed.as_array().unwrap().iter().find(|item| item["id"] == *id).unwrap();
    assert_eq!(same["delivery"], one);
    one
}

#[tokio::test]
async fn get_200_says_queued_with_the_error_until_it_is_sent() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.post_office().refuse(Some(|| MailError::Timeout));
    let id = try_invite(&ada, "bob@example.com", "member").await.ok(201)["id"].clone();
    let error = "the mail server took too long";
    assert_eq!(delivery(&ada, &id).await, json!({ "state": "queued", "lastError": error, "sentAt": null }));
    world.post_office().refuse(None);
    world.advance(Duration::from_secs(60));
    world.send_mails().await;
    let now = world.state().now().to_string();
    assert_eq!(delivery(&ada, &id).await, json!({ "state": "sent", "lastError": null, "sentAt": now }));
}

#[tokio::test]
async fn post_201_says_not_set_up_where_no_mail_is_sent() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.post_office().go_missing();
    let made = try_invite(&ada, "bob@example.com", "member").await.ok(201);
    assert_eq!(made["delivery"], json!({ "state": "not_set_up", "lastError": null, "sentAt": null }));
}
