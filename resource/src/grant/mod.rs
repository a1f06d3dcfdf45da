//! Grants: a person lets the client of an agent call tools at `/mcp` in their name (RFC 6749, authorization code with PKCE),
//! in one org or one workspace of it, for so long. `ask` judges what a client asks for, `consent` is the person's answer,
//! `token` makes codes into tokens. The access token is a key's row that is good for nothing else, so whatever ends a key ends
//! it. `oauth2` has the standard's own wire.

mod api;
mod ask;
mod client;
mod consent;
mod document;
mod end;
mod list;
mod org_api;
mod pkce;
mod redirect;
mod refresh;
mod register;
mod rule;
mod token;
mod wire;

use std::time::Duration;

pub use api::{Api, MeApi};
pub(crate) use ask::{Query, ask};
pub(crate) use end::revoke;
use entity::{Scope, api_key, oauth_client};
use kernel::{error::Result, state::State};
pub use org_api::OrgApi;
pub(crate) use register::{Registered, Wanted, register};
pub(crate) use token::{Exchange, Issued, Refreshing, Refusal, exchange, refresh};

/// Where a person answers what a client asks for, below the public URL.
pub const PAGE: &str = "/authorize";
/// What a client may ask for, besides `offline_access`, which changes nothing: every client gets a refresh token.
pub const SCOPES: [Scope; 2] = [Scope::McpRead, Scope::McpWrite];

/// How long an access token lives.
const ACCESS: Duration = Duration::from_secs(3600);
/// How long a code lives.
const CODE: Duration = Duration::from_secs(60);
/// How long a person may take to answer, from signing up to reading.
const ASKING: Duration = Duration::from_secs(1800);
/// How long a client is kept that registered itself and got no grant.
const UNUSED: Duration = Duration::from_secs(24 * 3600);
/// The same for one that got some, from the last on: longer than any of them lives.
const USED: Duration = Duration::from_secs(180 * 24 * 3600);

/// The resource that tokens are made for (RFC 8707).
fn resource(state: &State) -> String {
    format!("{}{}", state.config.server.base(), crate::mcp::PATH)
}

/// Forgets codes that nobody used, and clients.
pub async fn forget_expired(state: &State) -> Result<()> {
    let now = state.now();
    api_key::Entity::delete_unused_tokens(now.minus(CODE)).exec(state.db.write()).await?;
    oauth_client::Entity::delete_old(now.minus(UNUSED), now.minus(USED)).exec(state.db.write()).await?;
    Ok(())
}
