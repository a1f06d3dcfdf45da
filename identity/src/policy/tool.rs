//! Callers of MCP tools. A tool stands for an operation: who may call it is the operation's rule, with a scope of `/mcp`
//! in place of the operation's own. Only tokens that are meant for `/mcp` are let in: keys with one of its scopes, and the
//! access tokens of grants, which are good for nothing else.

use std::sync::Arc;

use entity::{Digest, Scope};
use http::header::WWW_AUTHENTICATE;
use kernel::{
    error::{Code, Error, Result},
    inbound::Inbound,
};
use poem::Request;

use super::{Circumstances, Denial, RuleData, counted::denied, decide};
use crate::{
    credential::{self, Credential},
    principal::{Key, Principal, resolve},
};

/// Where the metadata of `/mcp` as a protected resource is, below the public URL (RFC 9728, 3.1).
pub const RESOURCE_METADATA: &str = "/.well-known/oauth-protected-resource/mcp";

/// Which of the two scopes of `/mcp` a tool needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToolAccess {
    Read,
    Write,
}

impl ToolAccess {
    pub const fn scope(self) -> Scope {
        match self {
            Self::Read => Scope::McpRead,
            Self::Write => Scope::McpWrite,
        }
    }
}

/// A call of a tool that was allowed. On a request it makes the rule of the operation ask for the tool's scope; what
/// else the rule asks for stays.
#[derive(Clone, Copy, Debug)]
pub struct ToolCall {
    operation: &'static str,
    scope: Scope,
}

impl ToolCall {
    /// `rule` as `request` meets it.
    pub(super) fn rule(request: &Request, rule: RuleData) -> RuleData {
        match request.extensions().get::<Self>() {
            Some(call) if call.operation == rule.name => call.applied(rule),
            _ => rule,
        }
    }

    fn applied(self, rule: RuleData) -> RuleData {
        RuleData { scope: Some(self.scope), is_tool: true, ..rule }
    }
}

/// Somebody who may call tools.
#[derive(Clone)]
pub struct ToolCaller {
    principal: Principal,
    digest: Digest,
    inbound: Arc<Inbound>,
}

impl ToolCaller {
    /// Reads the credential of `request` and resolves it.
    ///
    /// # Errors
    /// `UNAUTHORIZED` with the challenge of `/mcp`, also for credentials that are good elsewhere; `FORBIDDEN` for a key
    /// without any scope of `/mcp`.
    pub async fn of(request: &Request) -> Result<Self> {
        let inbound = Arc::clone(Inbound::of(request)?);
        let (state, context) = (&inbound.state, &inbound.context);
        let presented = credential::read(state, request.method(), request.headers());
        let credential = presented.map_err(|error| challenged(&inbound, error))?;
        let Some(credential) = credential else { return Err(absent(&inbound)) };
        // A session's token and the operator's key are for other resources than this one (RFC 8707).
        let Credential::Key(digest) = credential else { return Err(foreign(&inbound)) };
        let resolved = resolve(state, context, credential, state.now()).await;
        let caller = Self { principal: resolved.map_err(|error| challenged(&inbound, error))?, digest, inbound };
        match caller.key() {
            Some(key) if [Scope::McpRead, Scope::McpWrite].iter().any(|scope| key.picture.scopes.contains(*scope)) => {
                Ok(caller)
            }
            _ => {
                let state = &caller.inbound.state;
                denied(state, &caller.principal, Denial::MissingScope(Scope::McpRead), state.now());
                Err(caller.lacks(Scope::McpRead))
            }
        }
    }

    /// Judges a call of the tool that stands for the operation of `rule`.
    ///
    /// # Errors
    /// `FORBIDDEN`, with the challenge that names the scope where one is missing (RFC 6750, 3.1).
    pub fn may(&self, rule: RuleData, access: ToolAccess) -> Result<ToolCall> {
        let Inbound { state, context } = &*self.inbound;
        let at =
            Circumstances { now: state.now(), address: context.address, step_up_max_age: state.config.step_up.max_age };
        let call = ToolCall { operation: rule.name, scope: access.scope() };
        match decide(&call.applied(rule), &self.principal, &at) {
            Ok(_) => Ok(call),
            Err(denial) => {
                let refusal = denied(state, &self.principal, denial, at.now);
                Err(if let Denial::MissingScope(scope) = denial { self.lacks(scope) } else { refusal })
            }
        }
    }

    pub fn inbound(&self) -> &Arc<Inbound> {
        &self.inbound
    }

    /// Makes sure that the credential is still good.
    ///
    /// # Errors
    /// As `of`.
    pub async fn stands(&self) -> Result<()> {
        let Inbound { state, context } = &*self.inbound;
        let resolved = resolve(state, context, Credential::Key(self.digest), state.now()).await;
        resolved.map(drop).map_err(|error| challenged(&self.inbound, error))
    }

    fn key(&self) -> Option<&Key> {
        if let Principal::Key(key) = &self.principal { Some(key) } else { None }
    }

    fn lacks(&self, scope: Scope) -> Error {
        let challenge = challenge(&self.inbound, Some("insufficient_scope"), scope);
        Error::forbidden("The key lacks a scope")
            .with_details(serde_json::json!({ "scopes": [scope.as_str()] }))
            .with_header(WWW_AUTHENTICATE, challenge)
    }
}

fn absent(inbound: &Inbound) -> Error {
    credential::absent().with_header(WWW_AUTHENTICATE, challenge(inbound, None, Scope::McpRead))
}

fn foreign(inbound: &Inbound) -> Error {
    Error::unauthorized("Here an API key with an mcp: scope or a token for this resource is needed")
        .with_header(WWW_AUTHENTICATE, challenge(inbound, Some("invalid_token"), Scope::McpRead))
}

/// The same refusal, with the challenge that leads an MCP client to the metadata.
fn challenged(inbound: &Inbound, error: Error) -> Error {
    if error.code() != Code::Unauthorized {
        return error;
    }
    credential::absent().with_header(WWW_AUTHENTICATE, challenge(inbound, Some("invalid_token"), Scope::McpRead))
}

fn challenge(inbound: &Inbound, error: Option<&str>, scope: Scope) -> String {
    let origin = inbound.state.config.server.base();
    let error = error.map_or_else(String::new, |error| format!("error=\"{error}\", "));
    format!("Bearer realm=\"almond\", {error}scope=\"{scope}\", resource_metadata=\"{origin}{RESOURCE_METADATA}\"")
}
