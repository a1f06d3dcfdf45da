//! `POST /api/v1/orgs/{id}/invitations/{invitationId}/link`

use entity::{MailKind, MailStatus, OrgRole, mail};
use kernel::seam::MailError;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tests::{Answer, Caller, Person, World};

use super::{accept, invitations, invite, try_invite};
use crate::orgs::recorded;

async fn link(by: &Person, of: &Person, id: &Value) -> Answer {
    by.session.post(&format!("{}/{}/link", invitations(of), id.as_str().unwrap()), json!({})).await
}

fn token(answer: &Value) -> &str {
    answer["url"].as_str().unwrap().split_once("/auth/invitation?token=").unwrap().1
}

#[tokio::test]
async fn post_201_gives_a_link_that_lets_in_and_voids_the_mailed_one() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (invited, mailed) = invite(&ada, &bob.email, "member").await;
    let answer = link(&ada, &ada, &invited["id"]).await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    let made = answer.ok(201);
    assert_eq!(made["expiresAt"], invited["expiresAt"]);
    accept(&bob.session, &mailed).await.refused(404, "NOT_FOUND");
    let eve = world.owner("eve").await;
    accept(&eve.session, token(&made)).await.refused(403, "FORBIDDEN");
    accept(&bob.session, token(&made)).await.ok(200);
    accept(&bob.session, token(&made)).await.refused(404, "NOT_FOUND");
    assert_eq!(recorded(&ada, &ada.org, "invitation.link_created").await, 1);
}

#[tokio::test]
async fn post_201_withdraws_the_mail_that_waits() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.post_office().refuse(Some(|| MailError::Timeout));
    let invited = try_invite(&ada, "bob@example.com", "member").await.ok(201);
    world.settled().await;
    link(&ada, &ada, &invited["id"]).await.ok(201);
    let rows = mail::Entity::find().all(world.state().db.read()).await.unwrap();
    let row = rows.iter().find(|row| row.kind == MailKind::Invitation).unwrap();
    assert_eq!((row.status, &row.body, row.due_at), (MailStatus::Expired, &None, None));
}

#[tokio::test]
async fn post_403_for_a_member_and_for_an_admin_where_an_owner_is_invited() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let admin = world.member("admin", &ada.org, OrgRole::Admin).await.enrolled().await;
    let plain = world.member("plain", &ada.org, OrgRole::Member).await.enrolled().await;
    let (owner, mailed) = invite(&ada, "x@example.com", "owner").await;
    link(&plain, &ada, &owner["id"]).await.refused(403, "FORBIDDEN");
    link(&admin, &ada, &owner["id"]).await.refused(403, "FORBIDDEN");
    // The mailed one still works: nothing was changed.
    let x = world.owner("x").await;
    accept(&x.session, &mailed).await.ok(200);
}

#[tokio::test]
async fn post_404_for_one_that_is_revoked_or_another_orgs() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let (invited, _) = invite(&ada, "bob@example.com", "member").await;
    link(&eve, &eve, &invited["id"]).await.refused(404, "NOT_FOUND");
    let path = format!("{}/{}", invitations(&ada), invited["id"].as_str().unwrap());
    ada.session.delete(&path).await.ok(200);
    link(&ada, &ada, &invited["id"]).await.refused(404, "NOT_FOUND");
}
