//! What wasn't taken is sent again, until it is, or until it is too late.

use std::time::Duration;

use entity::{MailKind, MailStatus};
use kernel::seam::MailError;
use serde_json::json;
use tests::{Caller, World};

use super::{ask, rows};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_mail_that_is_put_off_is_sent_within_a_minute_and_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    world.post_office().refuse(Some(|| MailError::Timeout));
    ask(&world, &ada.email).await.ok(202);
    let waiting = rows(&world, MailKind::MagicLink).await;
    assert_eq!((waiting[0].status, waiting[0].attempts), (MailStatus::Queued, 1));
    assert_eq!(waiting[0].last_error.as_deref(), Some("the mail server took too long"));
    world.post_office().refuse(None);
    assert_eq!(world.send_mails().await, 0, "it is not due yet");
    world.advance(MINUTE);
    assert_eq!(world.send_mails().await, 1);
    assert_eq!(world.send_mails().await, 0);
    let sent = rows(&world, MailKind::MagicLink).await;
    assert_eq!((sent[0].status, &sent[0].body, sent[0].attempts), (MailStatus::Sent, &None, 2));
    let token = world.mailed_token(&ada.email).await;
    world.anonymous().post("/api/v1/auth/magic-link/verify", json!({ "token": token })).await.ok(200);
}

#[tokio::test]
async fn a_mail_without_a_link_is_tried_for_three_days_and_then_kept_for_the_operator() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    world.post_office().refuse(Some(|| MailError::Timeout));
    ada.enrolled().await;
    let mut attempts = 0;
    for _ in 0..80 {
        world.advance(Duration::from_secs(3600));
        attempts += world.send_mails().await;
    }
    assert!((15..30).contains(&attempts), "{attempts}");
    let failed = rows(&world, MailKind::Notice).await;
    let finished = failed[0].finished_at.unwrap().since(failed[0].created_at);
    assert_eq!((failed[0].status, failed[0].body.is_some()), (MailStatus::Failed, true));
    assert!(finished > Duration::from_secs(68 * 3600) && finished < Duration::from_secs(75 * 3600), "{finished:?}");
    world.advance(Duration::from_secs(15 * 24 * 3600));
    world.state().post.forget_old().await.unwrap();
    assert!(rows(&world, MailKind::Notice).await.is_empty());
}

#[tokio::test]
async fn a_mail_whose_link_is_over_is_dropped_and_its_text_erased() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    world.post_office().refuse(Some(|| MailError::Timeout));
    ask(&world, &ada.email).await.ok(202);
    world.settled().await;
    world.post_office().refuse(None);
    world.advance(16 * MINUTE);
    assert_eq!(world.send_mails().await, 1);
    let dropped = rows(&world, MailKind::MagicLink).await;
    assert_eq!((dropped[0].status, &dropped[0].body), (MailStatus::Expired, &None));
    assert!(world.mails(&ada.email).await.is_empty());
}

#[tokio::test]
async fn a_mail_that_is_refused_for_good_is_not_sent_again_but_by_the_operator() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let refused = || MailError::Recipient("nobody".parse::<lettre::Address>().unwrap_err());
    world.post_office().refuse(Some(refused));
    let body = json!({ "email": "new@example.com", "role": "member" });
    ada.session.post(&format!("/api/v1/orgs/{}/invitations", ada.org), body).await.ok(201);
    let failed = rows(&world, MailKind::Invitation).await;
    assert_eq!((failed[0].status, failed[0].due_at), (MailStatus::Failed, None));
    world.post_office().refuse(None);
    world.advance(Duration::from_secs(3600));
    assert_eq!(world.send_mails().await, 0);
    let run = async |command| almond::cli::mail::Mail::run(command, world.state()).await;
    let listed = run(almond::cli::mail::Mail::List { status: None, limit: 100 }).await.unwrap();
    let line = listed.lines().find(|line| line.contains("new@example.com")).unwrap();
    assert!(line.contains("\tinvitation\tfailed\t1\t-\tthe recipient's address"), "{line}");
    assert!(!listed.contains("token="), "{listed}");
    assert_eq!(run(almond::cli::mail::Mail::Retry { id: Some(failed[0].id) }).await.unwrap(), "1\n");
    assert_eq!(world.send_mails().await, 1);
    assert_eq!(world.mails("new@example.com").await.len(), 1);
    assert!(run(almond::cli::mail::Mail::Retry { id: Some(failed[0].id) }).await.is_err());
}
