//! What of a mail is in the database, and that an address without an account leaves nothing that one with it doesn't.

use entity::{MailKind, MailStatus, mail};
use sea_orm::EntityTrait;
use serde_json::json;
use tests::{Caller, World};

use super::{ask, rows};

#[tokio::test]
async fn a_mail_waits_sealed_and_in_the_transaction_of_its_change() {
    let world = World::new().await;
    world.slow_down_mail(true);
    let form = json!({ "email": "ada@example.com", "password": tests::PASSWORD, "name": "Ada" });
    world.anonymous().post("/api/v1/auth/signup", form).await.ok(202);
    let waiting = mail::Entity::find().one(world.state().db.read()).await.unwrap().unwrap();
    assert_eq!((waiting.kind, waiting.status, waiting.attempts), (MailKind::SignUp, MailStatus::Queued, 1));
    let sealed = waiting.body.unwrap();
    let is_there = |word: &str| sealed.windows(word.len()).any(|part| part == word.as_bytes());
    assert!(!is_there("token=") && !is_there("Finish"));
    world.slow_down_mail(false);
    assert_eq!(rows(&world, MailKind::SignUp).await[0].body, None);
}

#[tokio::test]
async fn an_unknown_address_gets_the_same_row_and_no_mail() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    world.slow_down_mail(true);
    for email in [ada.email.as_str(), "eve@example.com"] {
        ask(&world, email).await.ok(202);
    }
    let waiting = mail::Entity::find().all(world.state().db.read()).await.unwrap();
    let of = |email: &str| waiting.iter().find(|row| row.recipient == email).unwrap();
    let (known, unknown) = (of(&ada.email), of("eve@example.com"));
    assert_eq!((known.status, &known.holder, known.due_at), (unknown.status, &unknown.holder, unknown.due_at));
    let lengths = [known, unknown].map(|row| row.body.as_ref().unwrap().len());
    assert!(lengths[0].abs_diff(lengths[1]) <= 1, "{lengths:?}");
    world.slow_down_mail(false);
    assert_eq!(rows(&world, MailKind::MagicLink).await.len(), 1);
    assert!(world.mails("eve@example.com").await.is_empty());
}

/// Nothing that can't work is put off with a 503.
#[tokio::test]
async fn post_202_where_no_mail_is_set_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    world.post_office().go_missing();
    for email in [ada.email.as_str(), "eve@example.com"] {
        ask(&world, email).await.ok(202);
        world.anonymous().post("/api/v1/auth/password/forgot", json!({ "email": email })).await.ok(202);
    }
    assert!(rows(&world, MailKind::MagicLink).await.is_empty());
}
