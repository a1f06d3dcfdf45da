//! What is in an org: share links, agents, connections, webhook endpoints, budgets.

use http::Method;
use serde_json::{Value, json};

use super::{Office, text};

pub struct Things {
    project: String,
    /// Id and token: one that is revoked, and one of a project that is deleted.
    links: [(String, String); 2],
    deleted_project: String,
    agent: String,
    deleted: String,
    for_keys: String,
    rotated: String,
    endpoints: Endpoints,
    metered: String,
}

struct Endpoints {
    deleted: String,
    off: String,
    fewer: String,
    moved: String,
    rotated: String,
}

impl Things {
    pub async fn make(office: &Office<'_>) -> Self {
        let workspace = office.make("/workspaces", json!({ "name": "things" })).await;
        let project = json!({ "workspaceId": workspace, "name": "Loom" });
        let (project, deleted_project) =
            (office.make("/projects", project.clone()).await, office.make("/projects", project).await);
        let link = async |project: &str| {
            let made = office.post(&format!("/projects/{project}/share-links"), json!({ "name": "for Eve" })).await;
            (text(&made["id"]), text(&made["token"]))
        };
        let connection = async |name: &str| {
            let body = json!({ "name": name, "provider": "openai", "secret": "a secret" });
            office.make("/connections", body).await
        };
        let endpoint = async || {
            let body = json!({ "url": "https://hooks.example.com/a", "events": ["key.minted", "key.revoked"] });
            office.make("/webhook-endpoints", body).await
        };
        let for_keys = connection("for keys").await;
        office.send(Method::PUT, &format!("/connections/{for_keys}/key-access"), json!({})).await.ok(200);
        Self {
            links: [link(&project).await, link(&deleted_project).await],
            agent: office.make("/agents", json!({ "name": "weaver" })).await,
            deleted: connection("deleted").await,
            for_keys,
            rotated: connection("rotated").await,
            endpoints: Endpoints {
                deleted: endpoint().await,
                off: endpoint().await,
                fewer: endpoint().await,
                moved: endpoint().await,
                rotated: endpoint().await,
            },
            project,
            deleted_project,
            metered: workspace,
        }
    }

    pub async fn narrow(&self, office: &Office<'_>) {
        office.delete(&format!("/projects/{}/share-links/{}", self.project, self.links[0].0)).await;
        office.delete(&format!("/projects/{}", self.deleted_project)).await;
        office.delete(&format!("/agents/{}", self.agent)).await;
        office.delete(&format!("/connections/{}", self.deleted)).await;
        office.delete(&format!("/connections/{}/key-access", self.for_keys)).await;
        let rotate = format!("/connections/{}/rotate", self.rotated);
        office.send(Method::POST, &rotate, json!({ "secret": "another" })).await.ok(200);
        let Endpoints { deleted, off, fewer, moved, rotated } = &self.endpoints;
        office.delete(&endpoint(deleted)).await;
        office.patch(&endpoint(off), json!({ "enabled": false })).await;
        office.patch(&endpoint(fewer), json!({ "events": ["key.revoked", "file.deleted"] })).await;
        office.patch(&endpoint(moved), json!({ "url": "https://elsewhere.example.com/a" })).await;
        let rotate = format!("{}/rotate-secret", endpoint(rotated));
        office.send(Method::POST, &rotate, json!({})).await.ok(201);
        office.patch(&format!("/workspaces/{}/budget", self.metered), json!({ "tpmLimit": 7 })).await;
    }

    pub async fn are_narrowed(&self, office: &Office<'_>, said: &str) {
        for (_, token) in &self.links {
            let body = json!({ "token": token });
            office.server.post("/api/v1/share-links/open", None, body).await.refused(404, "NOT_FOUND");
        }
        let agents = office.get("/agents").await.ok(200);
        assert!(!agents["items"].to_string().contains(&self.agent), "{agents}");
        office.get(&format!("/connections/{}", self.deleted)).await.refused(404, "NOT_FOUND");
        let connection = office.get(&format!("/connections/{}", self.for_keys)).await.ok(200);
        assert_eq!(connection["usableByKeys"], json!(false));
        let Endpoints { deleted, off, fewer, moved, rotated } = &self.endpoints;
        office.get(&endpoint(deleted)).await.refused(404, "NOT_FOUND");
        let shown = async |id: &str| office.get(&endpoint(id)).await.ok(200);
        let state = |endpoint: &Value| (endpoint["enabled"].clone(), endpoint["disabledReason"].clone());
        assert_eq!(state(&shown(off).await), (json!(false), Value::Null));
        assert_eq!(state(&shown(moved).await), (json!(false), json!("restored")));
        assert_eq!(shown(fewer).await["events"], json!(["key.revoked"]));
        for seen in [format!("connection.rotated {}", self.rotated), format!("webhook.secret_rotated {rotated}")] {
            assert!(said.contains(&format!("look at this yourself: {seen} ")), "{said}");
        }
        let budget = office.get(&format!("/workspaces/{}/budget", self.metered)).await.ok(200);
        assert_eq!(budget["minute"]["limit"], 7, "{budget}");
    }
}

fn endpoint(id: &str) -> String {
    format!("/webhook-endpoints/{id}")
}
