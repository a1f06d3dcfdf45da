//! What tools do: what their operations do, with arguments in place of paths, queries and bodies.

use serde_json::{Value, json};
use tests::Caller;

use super::{agent, call, data, message, post, trouble};

async fn list(caller: &impl Caller) -> Vec<Value> {
    let answer = post(caller, &message("tools/list", json!({})), &[]).await;
    answer.body["result"]["tools"].as_array().unwrap().clone()
}

#[tokio::test]
async fn post_200_makes_changes_and_ends_an_agent() {
    let (ada, key) = agent().await;
    let made = data(&key, "create_agent", json!({ "name": "runner", "description": null })).await;
    let id = made["id"].as_str().unwrap();
    assert_eq!(made["name"], "runner");
    let changed = data(&key, "update_agent", json!({ "id": id, "description": "runs" })).await;
    assert_eq!((&changed["name"], &changed["description"]), (&json!("runner"), &json!("runs")));
    let page = data(&key, "list_agents", json!({ "limit": 1, "includeRetired": true })).await;
    assert_eq!(page["items"][0]["id"], id);
    assert_eq!(ada.session.get(&format!("/api/v1/agents/{id}")).await.ok(200)["description"], "runs");
    data(&key, "retire_agent", json!({ "id": id })).await;
    assert_eq!(data(&key, "list_agents", json!({})).await["items"], json!([]));
    // The record says who it was.
    let events = data(&key, "list_audit_events", json!({ "action": "agent.retired" })).await;
    assert_eq!(events["items"][0]["actor"]["id"], ada.user);
}

#[tokio::test]
async fn post_200_keeps_and_gives_back_a_file() {
    let (_, key) = agent().await;
    let file = json!({ "name": "a.md", "text": "# é", "contentType": "text/markdown" });
    let text = data(&key, "upload_file", file).await;
    let result = call(&key, "download_file", json!({ "id": text["id"] })).await;
    let resource = &result["content"][0]["resource"];
    assert_eq!((&resource["text"], &resource["mimeType"]), (&json!("# é"), &json!("text/markdown")), "{result}");
    let bytes = data(&key, "upload_file", json!({ "name": "b", "base64": "/wD+" })).await;
    let result = call(&key, "download_file", json!({ "id": bytes["id"] })).await;
    assert_eq!(result["content"][0]["resource"]["blob"], "/wD+");
    for (wrong, field) in [
        (json!({ "name": "c" }), "text"),
        (json!({ "name": "c", "text": "a", "base64": "aa==" }), "text"),
        (json!({ "name": "c", "base64": "*" }), "base64"),
        (json!({ "name": "c", "text": 7 }), "text"),
        (json!({ "text": "c" }), "name"),
        (json!({ "name": "c", "text": "c", "colour": "red" }), "colour"),
    ] {
        let said = trouble(&key, "upload_file", wrong).await;
        assert!(said.starts_with(&format!("BAD_REQUEST: {field}")), "{said}");
    }
}

#[tokio::test]
async fn post_200_with_an_error_that_says_what_is_wrong() {
    let (_, key) = agent().await;
    for (tool, arguments, expected) in [
        ("create_agent", json!({}), "BAD_REQUEST: name"),
        ("create_agent", json!({ "name": "a", "colour": "red" }), "BAD_REQUEST: colour"),
        ("list_agents", json!({ "limit": 0 }), "BAD_REQUEST: limit"),
        ("list_agents", json!({ "limit": {} }), "BAD_REQUEST: limit"),
        ("list_agents", json!({ "colour": "red" }), "BAD_REQUEST: colour"),
        ("get_agent", json!({}), "BAD_REQUEST: id"),
        ("get_agent", json!({ "id": "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40" }), "NOT_FOUND"),
        ("get_agent", json!({ "id": ".." }), "NOT_FOUND"),
        ("get_agent", json!({ "id": "a/heartbeat" }), "NOT_FOUND"),
        ("retire_agent", json!({ "id": "?x=1" }), "NOT_FOUND"),
        ("get_agent", json!({ "id": 7 }), "NOT_FOUND"),
    ] {
        let said = trouble(&key, tool, arguments.clone()).await;
        assert!(said.starts_with(expected), "{tool} {arguments}: {said}");
    }
    let unknown = post(&key, &message("tools/call", json!({ "name": "mint_api_key", "arguments": {} })), &[]).await;
    assert_eq!(unknown.body["error"]["code"], -32602, "{}", unknown.text);
}

#[tokio::test]
async fn post_200_lists_tools_that_say_what_they_take_give_and_do() {
    let (_, key) = agent().await;
    let tools = list(&key).await;
    assert_eq!(tools.len(), resource::mcp::TOOLS.len());
    for tool in &tools {
        let (name, input) = (tool["name"].as_str().unwrap(), &tool["inputSchema"]);
        assert_eq!((&input["type"], &input["additionalProperties"]), (&json!("object"), &json!(false)), "{name}");
        assert!(tool["description"].as_str().is_some_and(|text| text.len() > 10), "{name}");
        assert!(!tool["description"].as_str().unwrap().contains("Callers:"), "{name}");
        assert_eq!(tool["annotations"]["openWorldHint"], false, "{name}");
        let is_reading = name.starts_with("get") || name.starts_with("list") || name.starts_with("download");
        assert_eq!(tool["annotations"]["readOnlyHint"], is_reading, "{name}");
        assert_eq!(tool.get("outputSchema").is_some(), name != "download_file", "{name}");
        let text = tool.to_string();
        assert!(!text.contains("#/components") && !text.contains("nullable"), "{name}: {text}");
    }
}

#[tokio::test]
async fn post_404_for_another_tenant_is_what_a_random_id_gets() {
    let (ada, key) = agent().await;
    let bob = ada.session.world().owner("bob").await.enrolled().await;
    let (other, _) = bob.mint(&["mcp:read", "mcp:write"]).await;
    let made = data(&key, "create_agent", json!({ "name": "mine" })).await;
    assert_eq!(data(&other, "list_agents", json!({})).await["items"], json!([]));
    for tool in ["get_agent", "retire_agent", "heartbeat_agent"] {
        let theirs = trouble(&other, tool, json!({ "id": made["id"] })).await;
        let nobodys = trouble(&other, tool, json!({ "id": "019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40" })).await;
        assert_eq!(theirs, nobodys, "{tool}");
    }
}
