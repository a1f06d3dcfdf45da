//! kill -9 right after an answer loses nothing that the answer acknowledged.

use http::Method;
use serde_json::json;

use super::{
    Site,
    story::{Owner, models},
};

#[tokio::test]
async fn what_was_acknowledged_is_there_after_twenty_kills() {
    let site = Site::new().await;
    let mut server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let mut dead: Vec<String> = Vec::new();
    for _ in 0..10 {
        let (id, key) = owner.mint(&server).await;
        server.child.kill().await.unwrap();
        server = site.serve().await;
        models(&server, &key).await.ok(200);

        owner.revoke(&server, &id).await;
        server.child.kill().await.unwrap();
        server = site.serve().await;
        dead.push(key);
        for key in &dead {
            models(&server, key).await.refused(401, "UNAUTHORIZED");
        }
    }
    let path = "/api/v1/agents";
    for n in 0..3 {
        server.post(path, Some(&owner.token), json!({ "name": format!("agent {n}") })).await.ok(201);
        server.child.kill().await.unwrap();
        server = site.serve().await;
        let listed = server.get(path, Some(&owner.token)).await.ok(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), n + 1);
    }
    server.send(Method::POST, "/api/v1/auth/logout", Some(&owner.token), None).await.ok(200);
    server.child.kill().await.unwrap();
    let server = site.serve().await;
    server.get("/api/v1/auth/session", Some(&owner.token)).await.refused(401, "UNAUTHORIZED");
}
