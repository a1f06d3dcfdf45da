//! Links that show a project: making, looking, revoking; opening; what ends them.

mod create;
mod open;
mod revoke;
mod void;

use serde_json::{Value, json};
use tests::{Answer, Caller, Person, World};

pub const OPEN: &str = "/api/v1/share-links/open";

pub fn links(project: &str) -> String {
    format!("{}/share-links", crate::projects::path(project))
}

/// Makes a link to the project.
pub async fn share(person: &Person, project: &str) -> Value {
    person.session.world().advance(std::time::Duration::from_millis(1));
    person.session.post(&links(project), json!({ "name": "for Eve" })).await.ok(201)
}

pub fn link(project: &str, made: &Value) -> String {
    format!("{}/{}", links(project), made["id"].as_str().unwrap())
}

/// Somebody opens the link.
pub async fn open(world: &World, made: &Value) -> Answer {
    world.anonymous().post(OPEN, json!({ "token": made["token"] })).await
}
