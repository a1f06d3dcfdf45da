//! What holds for every resource that is built on `resource/src/crud`, asked of each that `resources` names.

mod create;
mod delete;
mod get;
mod list;
mod race;
mod room;
mod toy;
mod update;

use resource::crud::Resource as _;
use serde_json::{Value, json};
use tests::{Answer, Caller, Person, Session, World};

use self::toy::{Marble, TOY};
use crate::workspaces::Scene;

/// An id that nothing has.
pub const NOBODY: &str = "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40";

pub struct Resource {
    pub path: &'static str,
    /// As the audit log calls one.
    pub one: &'static str,
    /// What a client has to say of a new one, with names that nothing else has.
    pub required: Value,
    /// A field that may be left out and cleared, and a value for it; for `agentId`, `each` has one.
    pub optional: (&'static str, Value),
}

/// Enter a new resource here, and all of these tests are about it too.
pub fn resources() -> Vec<Resource> {
    let named = |name: &str| format!("{name} {}", uuid::Uuid::now_v7());
    vec![
        Resource {
            path: "/api/v1/projects",
            one: "project",
            required: json!({ "name": named("project") }),
            optional: ("description", json!("where it began")),
        },
        Resource {
            path: "/api/v1/skills",
            one: "skill",
            required: json!({ "name": named("skill"), "instructions": "Do it.\nThen rest." }),
            optional: ("description", json!("when it rains")),
        },
        Resource {
            path: "/api/v1/guardrails",
            one: "guardrail",
            required: json!({ "name": named("guardrail"), "kind": "block", "pattern": "DROP TABLE" }),
            optional: ("description", json!("where data is kept")),
        },
        Resource {
            path: "/api/v1/memories",
            one: "memory",
            required: json!({ "name": named("memory"), "content": "black, no sugar" }),
            optional: ("agentId", json!(null)),
        },
        Resource {
            path: "/api/v1/agent-sessions",
            one: "agent_session",
            required: json!({ "name": named("agent session") }),
            optional: ("agentId", json!(null)),
        },
        toy::resource(),
    ]
}

/// The resource whose path this is, or whose path it is below.
pub fn resource_at(path: &str) -> Option<Resource> {
    let is_below = |base: &str| path.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    resources().into_iter().find(|resource| is_below(resource.path))
}

impl Resource {
    /// A world that has it.
    async fn world(&self) -> World {
        if self.path == Marble::PATH { World::with().toy(TOY).build().await } else { World::new().await }
    }

    /// What makes one in the workspace.
    pub fn body(&self, workspace: &str) -> Value {
        let mut body = self.required.clone();
        body["workspaceId"] = workspace.into();
        body
    }

    /// Has somebody make one in the workspace.
    pub async fn make(&self, session: &Session, workspace: &str) -> Answer {
        session.post(self.path, self.body(workspace)).await
    }

    /// What one is found at that was made.
    pub fn at(&self, made: &Value) -> String {
        format!("{}/{}", self.path, made["id"].as_str().unwrap())
    }
}

/// A scene for each resource, and one of them that the editor made.
async fn each(mut asked: impl AsyncFnMut(&World, &Scene, &Resource, &Value)) {
    for mut resource in resources() {
        let world = resource.world().await;
        let scene = Scene::new(&world).await;
        if resource.optional.0 == "agentId" {
            let agent = scene.owner.session.post(crate::orgs::AGENTS, json!({ "name": "agent" })).await.ok(201);
            resource.optional.1 = agent["id"].clone();
        }
        let made = resource.make(&scene.editor.session, &scene.workspace).await.ok(201);
        asked(&world, &scene, &resource, &made).await;
    }
}

/// How often this was recorded of the resource.
async fn recorded(person: &Person, resource: &Resource, what: &str) -> usize {
    crate::orgs::recorded(person, &person.org, &format!("{}.{what}", resource.one)).await
}
