//! How keys are used: what is counted, who may see it, and which ranges there are.

mod counted;
mod range;
mod seen;

use serde_json::Value;
use tests::{Caller, Person, World};

const MODELS: &str = "/api/v1/models";
const FILES: &str = "/api/v1/files";
const VERIFY: &str = "/api/v1/api-keys/verify";

/// A world in which nobody meets the limit on minting.
async fn world() -> World {
    World::with().set("ALMOND_MINT_BURST", "1000").build().await
}

fn of_org(person: &Person) -> String {
    format!("/api/v1/orgs/{}/usage", person.org)
}

fn of_key(id: &str) -> String {
    format!("/api/v1/api-keys/{id}/usage")
}

/// Writes what the node has counted.
async fn write(world: &World) {
    let state = world.state();
    state.use_counts.write(&state.db, state.now()).await.unwrap();
}

/// The org's usage as its owner sees it, once it is written.
async fn org_usage(world: &World, owner: &Person, query: &str) -> Value {
    write(world).await;
    owner.session.get(&format!("{}{query}", of_org(owner))).await.ok(200)
}
