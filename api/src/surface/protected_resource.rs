//! What `/mcp` is as a protected resource (RFC 9728): its name, which scopes it asks for, and who gives tokens for it.

use identity::policy::RESOURCE_METADATA;
use kernel::config::Config;
use resource::{mcp, oauth2};
use serde_json::json;

use super::file::{File, JSON};

/// The same below both paths: clients ask for that of the resource first, and then for the host's.
pub fn files(config: &Config) -> [(&'static str, File); 3] {
    let metadata = json!({
        "resource": format!("{}{}", config.server.base(), mcp::PATH),
        "resource_name": config.mail.brand,
        "authorization_servers": [config.server.base()],
        "scopes_supported": ["mcp:read", "mcp:write"],
        "bearer_methods_supported": ["header"],
    })
    .to_string();
    let host = "/.well-known/oauth-protected-resource";
    // Clients of before RFC 9728 take the resource for the authorization server.
    let server = ("/.well-known/oauth-authorization-server/mcp", oauth2::metadata(&config.server.base()));
    [(RESOURCE_METADATA, metadata.clone()), (host, metadata), server]
        .map(|(path, text)| (path, File::asset(JSON, text)))
}
