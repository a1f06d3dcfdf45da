//! Projects: a file per operation.

mod create;
mod list;
mod update;

use serde_json::json;
use tests::{Caller, Person};

use crate::workspaces::Scene;

pub const PROJECTS: &str = "/api/v1/projects";

pub fn path(project: &str) -> String {
    format!("{PROJECTS}/{project}")
}

/// Makes a project, newer than all that is there; gives its id.
pub async fn create(person: &Person, workspace: &str, name: &str) -> String {
    person.session.world().advance(std::time::Duration::from_millis(1));
    let body = json!({ "workspaceId": workspace, "name": name, "description": "about it" });
    person.session.post(PROJECTS, body).await.ok(201)["id"].as_str().unwrap().to_owned()
}

/// A workspace with a project in it.
pub async fn scene(world: &tests::World) -> (Scene, String) {
    let scene = Scene::new(world).await;
    let project = create(&scene.editor, &scene.workspace, "Engine").await;
    (scene, project)
}
