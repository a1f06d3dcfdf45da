//! API keys: a file per operation, and what they share.

mod by_key;
mod current;
mod get;
mod idempotency;
mod import;
mod last_used;
mod list;
mod mint;
mod mint_refused;
mod patch;
mod patch_step_up;
mod revoke;
mod rotate;
mod rotate_refused;
mod using;
mod verify;

use std::time::Duration;

use entity::{KeyId, OrgRole, Timestamp, api_key, membership};
use http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use serde_json::{Value, json};
use tests::{Answer, Caller, Person, World};

const KEYS: &str = "/api/v1/api-keys";
const MODELS: &str = "/api/v1/models";

/// An id that nothing has.
const NOBODY: &str = "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40";

/// A world in which nobody meets the limit on minting.
async fn world() -> World {
    World::with().set("ALMOND_MINT_BURST", "1000").build().await
}

fn path(id: &str) -> String {
    format!("{KEYS}/{id}")
}

/// The world's time in so many seconds.
fn after(world: &World, seconds: u64) -> Timestamp {
    world.state().now().plus(Duration::from_secs(seconds))
}

/// What an answer tells: all of it but the request's id.
fn told(answer: &Answer) -> (StatusCode, String) {
    (answer.status, answer.text.replace(answer.header("x-request-id").unwrap(), "…"))
}

/// How many keys there are, whosever they are.
async fn count(world: &World) -> u64 {
    api_key::Entity::find().count(world.state().db.read()).await.unwrap()
}

/// The key as it is stored.
async fn row(world: &World, id: &str) -> api_key::Model {
    let id: KeyId = id.parse().unwrap();
    api_key::Entity::find_by_id(id).one(world.state().db.read()).await.unwrap().unwrap()
}

/// Gives the person another role, behind the server's back: what it has in memory it goes on believing.
async fn set_role(person: &Person, role: OrgRole) {
    let (org, user) = (person.org.parse().unwrap(), person.user.parse().unwrap());
    let membership = membership::Entity::update_many()
        .col_expr(membership::Column::Role, Expr::value(role))
        .filter(membership::Column::OrgId.eq::<entity::OrgId>(org))
        .filter(membership::Column::UserId.eq::<entity::UserId>(user));
    let updated = membership.exec(person.session.world().state().db.write()).await.unwrap();
    assert_eq!(updated.rows_affected, 1);
}

/// Makes a workspace in the person's org; gives its id.
async fn workspace(person: &Person) -> String {
    let made = person.session.post("/api/v1/workspaces", json!({ "name": "here" })).await.ok(201);
    made["id"].as_str().unwrap().to_owned()
}

/// A body with one field, beside a name.
fn named(field: &str, value: Value) -> Value {
    let mut body = json!({ "name": "CI" });
    body[field] = value;
    body
}
