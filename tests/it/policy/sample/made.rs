//! What has to be there before it can be asked about.

use std::sync::atomic::{AtomicU32, Ordering};

use entity::{MailId, MailKind, MailStatus, OrgRole, mail, webhook_delivery};
use serde_json::{Value, json};
use tests::{Caller, World};

use super::super::caller::{Actor, colleague};
use crate::{payments::pay, webhooks::PATH as WEBHOOKS};

/// Has an owner of the actor's org make one of these; gives its id.
pub async fn make(actor: &Actor, collection: &str, body: Value) -> String {
    let owner = colleague(&actor.world, &actor.org, OrgRole::Owner).await;
    let made = owner.session.post(&format!("/api/v1/{collection}"), body).await.ok(201);
    made["id"].as_str().unwrap().to_owned()
}

pub async fn file(actor: &Actor) -> String {
    let owner = colleague(&actor.world, &actor.org, OrgRole::Owner).await;
    crate::files::uploaded(&owner.session, "a.txt", "some text").await
}

/// Has an owner of the org invite somebody; gives the invitation's id.
pub async fn invite(world: &World, org: &str, email: &str) -> String {
    let owner = colleague(world, org, OrgRole::Owner).await.enrolled().await;
    let body = json!({ "email": email, "role": "member" });
    let made = owner.session.post(&format!("/api/v1/orgs/{org}/invitations"), body).await.ok(201);
    made["id"].as_str().unwrap().to_owned()
}

/// A mail that was given up; its id.
pub async fn failed_mail(world: &World) -> String {
    let now = world.state().now();
    let row = mail::Model {
        id: MailId::new(now, world.state().random()),
        kind: MailKind::Notice,
        recipient: address(),
        holder: String::new(),
        body: Some(vec![0]),
        status: MailStatus::Failed,
        attempts: 1,
        due_at: None,
        claim: None,
        last_error: None,
        last_attempt_at: Some(now),
        ends_at: now,
        created_at: now,
        finished_at: Some(now),
    };
    let id = row.id.to_string();
    mail::Entity::append(vec![row]).exec_without_returning(world.state().db.write()).await.unwrap();
    id
}

/// Has an owner of the org make an endpoint; gives its id, a slash, and that of a delivery to it that is over.
pub async fn endpoint(world: &World, org: &str) -> String {
    let owner = colleague(world, org, OrgRole::Owner).await.enrolled().await;
    let made = owner.session.post(WEBHOOKS, json!({ "url": "https://hooks.example.com/" })).await.ok(201);
    let id = made["id"].as_str().unwrap();
    let sent = owner.session.post_empty(&format!("{WEBHOOKS}/{id}/test")).await.ok(202);
    let now = world.state().now();
    let over = webhook_delivery::Entity::give_up_all_of_endpoint(id.parse().unwrap(), "gone", now);
    over.exec(world.state().db.write()).await.unwrap();
    format!("{id}/{}", sent["id"].as_str().unwrap())
}

/// Has an owner of the org pay; gives the payment's id.
pub async fn payment(world: &World, org: &str) -> String {
    let owner = colleague(world, org, OrgRole::Owner).await.enrolled().await;
    pay(&owner.session, &address(), json!({ "amount": 100, "currency": "EUR" })).await.ok(201)["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// An address that nobody has.
pub fn address() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("visitor{}@example.com", COUNT.fetch_add(1, Ordering::Relaxed))
}

pub fn connection() -> Value {
    json!({ "name": address(), "provider": "github", "secret": "a-secret-of-theirs" })
}
