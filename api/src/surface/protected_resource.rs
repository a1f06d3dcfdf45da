//! What `/mcp` is as a protected resource (RFC 9728): its name, and which scopes it asks for.

use identity::policy::RESOURCE_METADATA;
use kernel::config::Config;
use resource::mcp;
use serde_json::json;

use super::file::{File, JSON};

/// The same below both paths: clients ask for that of the resource first, and then for the host's.
pub fn files(config: &Config) -> [(&'static str, File); 2] {
    let metadata = json!({
        "resource": format!("{}{}", config.server.base(), mcp::PATH),
        "resource_name": "Almond",
        "scopes_supported": ["mcp:read", "mcp:write"],
        "bearer_methods_supported": ["header"],
    })
    .to_string();
    let host = "/.well-known/oauth-protected-resource";
    [RESOURCE_METADATA, host].map(|path| (path, File::asset(JSON, metadata.clone())))
}
