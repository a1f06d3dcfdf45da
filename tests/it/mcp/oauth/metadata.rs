//! What the server says of itself (RFC 8414, RFC 9728).

use http::Method;
use serde_json::json;
use tests::{Caller, World};

#[tokio::test]
async fn get_200_leads_from_the_resource_to_its_authorization_server() {
    let world = World::with().set("ALMOND_PUBLIC_URL", "https://almond.example").build().await;
    let resource = world.anonymous().get("/.well-known/oauth-protected-resource/mcp").await;
    assert_eq!(resource.body["resource"], "https://almond.example/mcp");
    assert_eq!(resource.body["authorization_servers"], json!(["https://almond.example"]));
    let server = world.anonymous().get("/.well-known/oauth-authorization-server").await;
    let expected = json!({
        "issuer": "https://almond.example",
        "authorization_endpoint": "https://almond.example/oauth2/authorize",
        "token_endpoint": "https://almond.example/oauth2/token",
        "device_authorization_endpoint": "https://almond.example/oauth2/device_authorization",
        "revocation_endpoint": "https://almond.example/oauth2/revoke",
        "registration_endpoint": "https://almond.example/oauth2/register",
        "grant_types_supported":
            ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "revocation_endpoint_auth_methods_supported": ["none"],
        "scopes_supported": ["mcp:read", "mcp:write", "terminal", "models:read", "offline_access"],
        "authorization_response_iss_parameter_supported": true,
        "client_id_metadata_document_supported": true,
    });
    assert_eq!(server.body, expected);
    // Where clients of before RFC 9728 look, and whatever host the request was for.
    let host = [("host", "evil.example"), ("x-forwarded-host", "evil.example")];
    for path in ["/.well-known/oauth-authorization-server", "/.well-known/oauth-authorization-server/mcp"] {
        assert_eq!(world.send(Method::GET, path, &host, "").await.body, expected, "{path}");
    }
}
