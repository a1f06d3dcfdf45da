//! Orgs: a file per operation, and what they share.

mod create;
mod delete;
mod get;
mod home;
mod key_lifetime;
mod list;
mod narrowing;
mod two_factor;
mod update;

use entity::audit_event::{self, Filter};
use serde_json::{Value, json};
use tests::{Answer, Caller, Person};

pub const ORGS: &str = "/api/v1/orgs";
pub const AGENTS: &str = "/api/v1/agents";
pub const MODELS: &str = "/api/v1/models";

/// An id that nothing has.
pub const NOBODY: &str = "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40";

pub fn path(org: &str) -> String {
    format!("{ORGS}/{org}")
}

/// Makes another org, in which the person's session is not; gives its id.
pub async fn create(person: &Person, name: &str) -> String {
    let made = person.session.post(ORGS, json!({ "name": name })).await.ok(201);
    made["id"].as_str().unwrap().to_owned()
}

/// Changes the person's own org.
async fn set(person: &Person, settings: Value) -> Answer {
    person.session.patch(&path(&person.org), settings).await
}

/// How often this was recorded in the org.
pub async fn recorded(person: &Person, org: &str, action: &str) -> usize {
    let page = audit_event::Entity::page_in_org(org.parse().unwrap(), Filter::default(), None, 1000);
    let events = page.all(person.session.world().state().db.read()).await.unwrap();
    events.iter().filter(|event| event.action == action).count()
}
