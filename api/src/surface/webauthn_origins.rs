//! `/.well-known/webauthn` (WebAuthn level 3, related origin requests): on which other origins browsers may use the
//! passkeys of this relying party. Ceremonies judge the origin again.

use kernel::config::Config;
use serde_json::json;

use super::file::{File, JSON};

/// The list, which there is only where it has something in it and there are passkeys at all.
pub fn file(config: &Config) -> Option<(&'static str, File)> {
    let origins: Vec<&str> = config.frontends.origins().collect();
    let there = config.server.public_url.domain().is_some() && !origins.is_empty();
    there.then(|| ("/.well-known/webauthn", File::asset(JSON, json!({ "origins": origins }).to_string())))
}
