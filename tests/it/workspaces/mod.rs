//! Workspaces: a file per operation, what keys bound to one may do, what happens at the same instant.

mod bound_keys;
mod create;
mod delete;
mod get;
mod list;
mod members;
mod members_remove;
mod narrowing;
mod race;
mod update;

use std::time::Duration;

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Answer, Caller, Key, Person, World};

pub const WORKSPACES: &str = "/api/v1/workspaces";

/// An id that nothing has.
pub const NOBODY: &str = "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40";

pub fn path(workspace: &str) -> String {
    format!("{WORKSPACES}/{workspace}")
}

pub fn members(workspace: &str) -> String {
    format!("{}/members", path(workspace))
}

pub fn member(workspace: &str, person: &Person) -> String {
    format!("{}/{}", members(workspace), person.user)
}

/// Makes a workspace in the person's org, newer than all that is there; gives its id.
pub async fn create(person: &Person, name: &str) -> String {
    person.session.world().advance(Duration::from_millis(1));
    let made = person.session.post(WORKSPACES, json!({ "name": name })).await.ok(201);
    made["id"].as_str().unwrap().to_owned()
}

/// Has `by` let `who` into the workspace.
pub async fn add(by: &Person, workspace: &str, who: &Person, role: &str) -> Answer {
    by.session.post(&members(workspace), json!({ "userId": who.user, "role": role })).await
}

/// Has `by` give `who` another role in the workspace.
pub async fn set_role(by: &Person, workspace: &str, who: &Person, role: &str) -> Answer {
    by.session.patch(&member(workspace, who), json!({ "role": role })).await
}

/// A key of the person's that is bound to the workspace, and its id.
pub async fn mint_bound(person: &Person, workspace: &str) -> (Key, String) {
    let minted = person.try_mint(json!({ "name": "bound", "workspaceId": workspace })).await.ok(201);
    let key = Key::new(person.session.world().clone(), minted["key"].as_str().unwrap());
    (key, minted["id"].as_str().unwrap().to_owned())
}

/// An org with a workspace, and the people who have to do with it, all stepped up.
pub struct Scene {
    pub owner: Person,
    pub admin: Person,
    pub editor: Person,
    pub viewer: Person,
    /// A member of the org who is not in the workspace.
    pub outsider: Person,
    pub workspace: String,
}

impl Scene {
    pub async fn new(world: &World) -> Self {
        let owner = world.owner("owner").await.enrolled().await;
        let workspace = create(&owner, "Lab").await;
        let mut members = Vec::new();
        for name in ["admin", "editor", "viewer", "outsider"] {
            world.advance(Duration::from_millis(1));
            let person = world.member(name, &owner.org, OrgRole::Member).await.enrolled().await;
            if name != "outsider" {
                add(&owner, &workspace, &person, name).await.ok(201);
            }
            members.push(person);
        }
        let [admin, editor, viewer, outsider] = members.try_into().ok().unwrap();
        Self { owner, admin, editor, viewer, outsider, workspace }
    }
}

/// The names of a list's items.
pub fn names(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect()
}
