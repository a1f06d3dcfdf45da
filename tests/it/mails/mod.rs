//! Mail that is kept until it is taken: what is tried again, by whom, for how long, and what is left of it.

mod again;
mod kept;
mod nodes;
mod retry;
mod templates;

use entity::{MailKind, mail};
use sea_orm::EntityTrait;
use serde_json::json;
use tests::{Answer, Caller, World};

/// Asks for a link to sign in with.
async fn ask(world: &World, email: &str) -> Answer {
    world.anonymous().post("/api/v1/auth/magic-link", json!({ "email": email })).await
}

/// The mails of a kind that the database has, oldest first.
async fn rows(world: &World, kind: MailKind) -> Vec<mail::Model> {
    world.settled().await;
    let mut rows = mail::Entity::find().all(world.state().db.read()).await.unwrap();
    rows.retain(|row| row.kind == kind);
    rows.sort_by_key(|row| row.id);
    rows
}
