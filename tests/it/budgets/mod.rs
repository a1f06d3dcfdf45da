//! Budgets: a file per operation, what verifying spends, and what happens at the same instant.

mod get;
mod race;
mod update;
mod verify;

use serde_json::{Value, json};
use tests::{Caller, Person, World};

use crate::workspaces;

const VERIFY: &str = "/api/v1/api-keys/verify";

fn path(workspace: &str) -> String {
    format!("{}/budget", workspaces::path(workspace))
}

/// Limits that the org's owner sets.
async fn set(owner: &Person, workspace: &str, tpm: Value, daily: Value) {
    let limits = json!({ "tpmLimit": tpm, "dailyTokenLimit": daily });
    owner.session.patch(&path(workspace), limits).await.ok(200);
}

/// A key that is bound to the workspace, as text.
async fn mint_bound(person: &Person, workspace: &str) -> String {
    let minted = person.try_mint(json!({ "name": "bound", "workspaceId": workspace })).await.ok(201);
    minted["key"].as_str().unwrap().to_owned()
}

/// What a service is told that asks for a request of this cost.
async fn verify(world: &World, key: &str, cost: impl Into<Value>) -> Value {
    world.operator().post(VERIFY, json!({ "key": key, "cost": cost.into() })).await.ok(200)
}

/// The same in a word.
async fn code(world: &World, key: &str, cost: impl Into<Value>) -> String {
    let verdict = verify(world, key, cost).await;
    assert_eq!(verdict["valid"], verdict["code"] == "VALID", "{verdict}");
    verdict["code"].as_str().unwrap().to_owned()
}

/// An owner who is stepped up, and a workspace of theirs.
async fn owner(world: &World) -> (Person, String) {
    let owner = world.owner("owner").await.enrolled().await;
    let workspace = workspaces::create(&owner, "Lab").await;
    (owner, workspace)
}
