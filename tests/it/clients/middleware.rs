//! Services behind Almond, in the frameworks that people use, with the middleware of our packages.

use serde_json::{Value, json};
use tests::process::Server;

use super::{project, said};
use crate::process::{
    Site,
    story::{Owner, text},
};

/// What each service answers to a good key, one that lacks the scope, one that was revoked, and nobody.
async fn each_judges(language: &str, command: &[&str]) {
    let site = Site::new().await;
    let server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let (_, credential) = owner.mint(&server).await;
    let (_, good) = minted(&server, &owner, "files:read").await;
    let (_, narrow) = minted(&server, &owner, "models:read").await;
    let (id, revoked) = minted(&server, &owner, "files:read").await;
    owner.revoke(&server, &id).await;
    let me = server.get("/api/v1/me", Some(&owner.token)).await;
    let me: Value = serde_json::from_str(&me.text).unwrap();

    let keys = [credential.as_str(), &good, &narrow, &revoked];
    let seen = said(&project(language), command, &[&[server.url.as_str()], &keys[..]].concat()).await;
    let expected = json!([
        [200, me["user"]["id"], false],
        [403, "FORBIDDEN", true],
        [401, "UNAUTHORIZED", true],
        [401, "UNAUTHORIZED", true],
    ]);
    let seen = seen.as_object().unwrap();
    assert!(seen.len() >= 3, "{seen:?}");
    for (service, answers) in seen {
        assert_eq!(answers, &expected, "{service}");
    }

    // Where nobody can be asked, nobody is let in.
    let away = said(&project(language), command, &[&["http://127.0.0.1:9"], &keys[..]].concat()).await;
    for (service, answers) in away.as_object().unwrap() {
        let statuses: Vec<&Value> = answers.as_array().unwrap().iter().map(|answer| &answer[0]).collect();
        assert_eq!(json!(statuses), json!([503, 503, 503, 401]), "{service}");
    }
}

async fn minted(server: &Server, owner: &Owner, scope: &str) -> (String, String) {
    let body = json!({ "name": scope, "scopes": [scope] });
    let minted = server.post("/api/v1/api-keys", Some(&owner.token), body).await.ok(201);
    (text(&minted["id"]), text(&minted["key"]))
}

#[tokio::test]
async fn express_fastify_and_hono_let_in_whom_almond_knows() {
    each_judges("typescript", &["node", "services.js"]).await;
}

#[tokio::test]
async fn fastapi_and_starlette_let_in_whom_almond_knows() {
    super::copied(&project("python"), "services/services.py");
    each_judges("python", &["venv/bin/python", "services.py"]).await;
}
