//! What the protocol asks of the transport (MCP, streamable HTTP).

use http::Method;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{MCP, NEW, OLD, agent, key, message, post};

#[tokio::test]
async fn post_200_discovers_both_revisions() {
    let (_, key) = agent().await;
    let answer = post(&key, &message("server/discover", json!({})), &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let result = &answer.body["result"];
    assert_eq!(result["supportedVersions"], json!([OLD, NEW]), "{result}");
    assert!(result["capabilities"]["tools"].is_object(), "{result}");
    assert_eq!(result["cacheScope"], "private", "{result}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("mcp-session-id"), None);
    assert!(answer.header("x-request-id").is_some());
}

#[tokio::test]
async fn post_200_initializes_the_older_revision_without_a_session() {
    let (_, key) = agent().await;
    let initialize = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": OLD, "capabilities": {}, "clientInfo": { "name": "test", "version": "1" },
    } });
    let plain = [("mcp-protocol-version", ""), ("mcp-method", ""), ("mcp-name", "")];
    let answer = post(&key, &initialize, &plain).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.body["result"]["protocolVersion"], OLD);
    assert_eq!(answer.body["result"]["serverInfo"]["name"], "almond");
    assert_eq!(answer.header("mcp-session-id"), None);
    let told = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    assert_eq!(post(&key, &told, &plain).await.status, 202);
    let older = [("mcp-protocol-version", OLD), ("mcp-method", ""), ("mcp-name", "")];
    let list = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list", "params": {} });
    let answer = post(&key, &list, &older).await;
    assert!(answer.body["result"]["tools"].as_array().is_some_and(|tools| !tools.is_empty()), "{}", answer.text);
}

#[tokio::test]
async fn get_and_delete_405_before_anybody_is_asked_who_they_are() {
    let world = World::new().await;
    for method in [Method::GET, Method::HEAD, Method::DELETE, Method::PUT, Method::PATCH] {
        let answer = world.anonymous().request(method.clone(), MCP, None).await;
        assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, Some("POST")), "{method}");
    }
}

#[tokio::test]
async fn post_400_for_headers_that_contradict_the_message() {
    let (_, key) = agent().await;
    let call = message("tools/call", json!({ "name": "list_models", "arguments": {} }));
    for wrong in [("mcp-method", "tools/list"), ("mcp-name", "delete_file"), ("mcp-protocol-version", OLD)] {
        let answer = post(&key, &call, &[wrong]).await;
        assert_eq!(answer.status, 400, "{wrong:?}: {}", answer.text);
        assert_eq!(answer.body["error"]["code"], -32020, "{wrong:?}: {}", answer.text);
    }
}

#[tokio::test]
async fn post_400_for_a_revision_that_is_not_known() {
    let (_, key) = agent().await;
    let mut list = message("tools/list", json!({}));
    list["params"]["_meta"]["io.modelcontextprotocol/protocolVersion"] = json!("1999-01-01");
    let answer = post(&key, &list, &[("mcp-protocol-version", "1999-01-01")]).await;
    assert_eq!((answer.status.as_u16(), &answer.body["error"]["code"]), (400, &json!(-32022)), "{}", answer.text);
    assert_eq!(answer.body["error"]["data"]["supported"], json!([OLD, NEW]), "{}", answer.text);
}

#[tokio::test]
async fn post_404_for_a_method_that_is_not_there() {
    let (_, key) = agent().await;
    for method in ["tools/burn", "subscriptions/listen"] {
        let answer = post(&key, &message(method, json!({ "notifications": {} })), &[]).await;
        assert_eq!((answer.status.as_u16(), &answer.body["error"]["code"]), (404, &json!(-32601)), "{method}");
    }
}

#[tokio::test]
async fn post_403_from_another_origin_or_for_another_host() {
    let (_, key) = agent().await;
    let list = message("tools/list", json!({}));
    for wrong in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("origin", "http://localhost:8081"),
        ("origin", "https://localhost:8080"),
        ("host", "evil.example"),
    ] {
        post(&key, &list, &[wrong]).await.refused(403, "FORBIDDEN");
    }
    for right in [("origin", "http://localhost:8080"), ("origin", "http://localhost:5173"), ("host", "127.0.0.1:9")] {
        assert_eq!(post(&key, &list, &[right]).await.status, 200, "{right:?}");
    }
}

#[tokio::test]
async fn post_413_415_and_400_for_what_is_no_message() {
    let (_, key) = agent().await;
    let large = message("tools/list", json!({ "cursor": "x".repeat(1024 * 1024) }));
    post(&key, &large, &[]).await.refused(413, "PAYLOAD_TOO_LARGE");
    let list = message("tools/list", json!({}));
    post(&key, &list, &[("content-type", "text/plain")]).await.refused(415, "UNSUPPORTED_MEDIA_TYPE");
    post(&key, &list, &[("accept", "text/html")]).await.refused(400, "BAD_REQUEST");
    for other in [json!([list.clone()]), json!({ "jsonrpc": "2.0", "id": 1, "result": {} }), Value::Null] {
        let status = post(&key, &other, &[]).await.status.as_u16();
        assert!((400..500).contains(&status), "{other}: {status}");
    }
}

#[tokio::test]
async fn get_200_says_what_it_is_as_a_protected_resource() {
    let world = World::new().await;
    for path in ["/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-protected-resource"] {
        let metadata = world.anonymous().get(path).await;
        assert_eq!(metadata.status, 200);
        assert_eq!(metadata.body["resource"], "http://localhost:8080/mcp");
        assert_eq!(metadata.body["scopes_supported"], json!(["mcp:read", "mcp:write"]));
    }
    let ada = world.owner("ada").await.enrolled().await;
    let reads = key(&ada, &["mcp:read"]).await;
    assert_eq!(post(&reads, &message("tools/list", json!({})), &[]).await.status, 200);
}
