//! What there is to see of grants, and what is left of them in the record.

use http::Method;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{super::data, CALLBACK, Program, ada, listed};

#[tokio::test]
async fn get_200_shows_whose_client_where_what_and_until_when_and_no_secret() {
    let (ada, program) = ada().await;
    let tokens = program.granted(&ada, "mcp:read").await;
    let grants = listed(&ada).await;
    let grant = &grants[0];
    assert_eq!(grants.len(), 1);
    let client = json!({ "id": program.id, "name": "A program", "host": null, "receiver": "127.0.0.1" });
    assert_eq!(grant["client"], client);
    assert_eq!(grant["org"]["id"], ada.org);
    assert_eq!((&grant["scopes"], &grant["workspaceId"]), (&json!(["mcp:read"]), &Value::Null));
    assert_eq!(grant["lastUsedAt"], Value::Null);
    data(&tokens.access, "list_models", json!({})).await;
    assert!(listed(&ada).await[0]["lastUsedAt"].is_string());
    let text = grant.to_string();
    assert!(!text.contains("digest") && !text.contains("alm_"), "{text}");
    // Among keys it is not.
    let id = grant["id"].as_str().unwrap();
    assert_eq!(ada.session.get("/api/v1/api-keys").await.ok(200)["items"], json!([]));
    assert_eq!(ada.session.get(&format!("/api/v1/orgs/{}/api-keys", ada.org)).await.ok(200)["items"], json!([]));
    assert_eq!(data(&tokens.access, "list_api_keys", json!({})).await["items"], json!([]));
    let path = format!("/api/v1/api-keys/{id}");
    ada.session.get(&path).await.refused(404, "NOT_FOUND");
    ada.session.delete(&path).await.refused(404, "NOT_FOUND");
    ada.session.patch(&path, json!({ "name": "mine" })).await.refused(404, "NOT_FOUND");
    ada.session.post_empty(&format!("{path}/rotate")).await.refused(404, "NOT_FOUND");
    let of_org = format!("/api/v1/orgs/{}/api-keys/{id}", ada.org);
    ada.session.delete(&of_org).await.refused(404, "NOT_FOUND");
    ada.session.patch(&of_org, json!({ "enabled": false })).await.refused(404, "NOT_FOUND");
    assert_eq!(super::status(&tokens.access).await, 200);
}

#[tokio::test]
async fn each_sees_their_own_and_no_other_tenants() {
    let (ada, program) = ada().await;
    program.granted(&ada, "mcp:read").await;
    let id = listed(&ada).await[0]["id"].as_str().unwrap().to_owned();
    let bob = program.world.owner("bob").await.enrolled().await;
    assert!(listed(&bob).await.is_empty());
    bob.session.delete(&format!("/api/v1/me/grants/{id}")).await.refused(404, "NOT_FOUND");
    bob.session.get(&format!("/api/v1/orgs/{}/grants", ada.org)).await.refused(404, "NOT_FOUND");
    bob.session.delete(&format!("/api/v1/orgs/{}/grants/{id}", bob.org)).await.refused(404, "NOT_FOUND");
    assert_eq!(listed(&ada).await.len(), 1);
}

#[tokio::test]
async fn the_record_names_the_grant_and_the_client_and_its_person_is_mailed() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let host = "agent.example";
    let program = Program { redirect_uri: format!("https://{host}/callback"), ..Program::register(&world).await };
    let body = json!({ "redirect_uris": [program.redirect_uri, CALLBACK] });
    let registered = world.anonymous().post("/oauth2/register", body).await;
    let program = Program { id: registered.body["client_id"].as_str().unwrap().to_owned(), ..program };
    let tokens = program.granted(&ada, "mcp:read mcp:write").await;
    let id = listed(&ada).await[0]["id"].clone();
    data(&tokens.access, "create_agent", json!({ "name": "runner" })).await;
    ada.session.delete(&format!("/api/v1/me/grants/{}", id.as_str().unwrap())).await.ok(200);

    let events = ada.session.get("/api/v1/audit-events").await.ok(200);
    let of = |action: &str| {
        let events = events["items"].as_array().unwrap();
        events.iter().find(|event| event["action"] == action).unwrap_or_else(|| panic!("{action}")).clone()
    };
    let created = of("grant.created");
    assert_eq!((&created["targetId"], &created["actor"]["keyId"]), (&id, &Value::Null));
    assert_eq!(created["detail"]["client"], host);
    assert_eq!(created["detail"]["scopes"], json!(["mcp:read", "mcp:write"]));
    let call = of("agent.created");
    assert_eq!((&call["actor"]["id"], &call["actor"]["keyId"]), (&json!(ada.user), &id));
    assert_eq!(call["detail"], json!({ "client": host }));
    let revoked = of("grant.revoked");
    assert_eq!((&revoked["targetId"], &revoked["detail"]), (&id, &json!({ "client": host })));
    let mails = world.mails(&ada.email).await;
    assert!(mails.iter().any(|mail| mail.subject == "An agent was given access in your name"));
}

#[tokio::test]
async fn reading_is_not_writing() {
    let (ada, program) = ada().await;
    let tokens = program.granted(&ada, "mcp:read").await;
    let write = super::super::message("tools/call", json!({ "name": "create_agent", "arguments": { "name": "a" } }));
    let answer = super::super::post(&tokens.access, &write, &[]).await;
    answer.refused(403, "FORBIDDEN");
    let challenge = answer.header("www-authenticate").unwrap();
    assert!(challenge.contains("insufficient_scope") && challenge.contains("scope=\"mcp:write\""), "{challenge}");
    assert!(!challenge.contains("offline_access"), "{challenge}");
    // Once more, with the union of scopes, as clients do it.
    let more = program.granted(&ada, "mcp:read mcp:write").await;
    assert_eq!(super::super::post(&more.access, &write, &[]).await.status, 200);
    let nobody = program.world.anonymous().request(Method::GET, "/api/v1/me/grants", None).await;
    nobody.refused(401, "UNAUTHORIZED");
}
