//! `/api/v1/{tenant_id}/tokens` and `/api/v1/active/agents`: personal tokens with an end, by tenant. `active` is the
//! tenant that the session works in; any other of the user's may be named by its id.

use std::{fmt, str::FromStr};

use entity::{AgentId, KeyId, OrgId, Timestamp, agent};
use identity::principal::Member;
use kernel::{
    dialect::{Dialect, is_under},
    error::{Code, Error},
    wire::text::TextShape,
};
use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    registry::MetaSchema,
};
use serde::Deserialize;

use super::{
    Asked, Bare, Bucket, Caller, Digits, Format, JsonBody, Key, Limit, Listed, MintedKey, Name, Nothing, OrgFrom, Part,
    Refused, Rule, Session, StepUpNeed, Surface, Text, list, mint, revoke,
};
use crate::key::dialect::SECTION;

/// The tenant that the caller works in.
const ACTIVE: &str = "active";

pub struct Tokens;

impl Dialect for Tokens {
    const NAME: &'static str = "tokens";
    const FORMAT: Format = Format::of_dialect("sk-", Digits::Base64);
    const SLASHED: &'static [&'static str] = &["/api/v1/{tenant_id}/tokens", "/api/v1/active/agents"];
    type Refusal = RefusalOut;

    fn owns(path: &str) -> bool {
        let Some((tenant, rest)) = path.strip_prefix("/api/v1/").and_then(|rest| rest.split_once('/')) else {
            return false;
        };
        tenant == ACTIVE || is_under(rest, "tokens") && tenant.parse::<OrgId>().is_ok()
    }

    fn refuse(error: &Error) -> RefusalOut {
        let detail = if error.code() == Code::Unauthorized { "Invalid token" } else { error.message() };
        RefusalOut { detail: detail.to_owned() }
    }
}

struct ListTokens;

impl Rule for ListTokens {
    type Who = Session;
    const NAME: &'static str = "list_tokens";
    const SURFACE: Surface = Surface::Dialect(Tokens::NAME);
    const ORG: OrgFrom = OrgFrom::NamedOrActive;
}

struct CreateToken;

impl Rule for CreateToken {
    type Who = Session;
    const NAME: &'static str = "create_token";
    const SURFACE: Surface = Surface::Dialect(Tokens::NAME);
    const ORG: OrgFrom = OrgFrom::NamedOrActive;
    const STEP_UP: StepUpNeed = StepUpNeed::OrFreshSignIn;
    const BUCKET: Option<Bucket> = Some(Bucket::Mint);
}

struct RevokeToken;

impl Rule for RevokeToken {
    type Who = Session;
    const NAME: &'static str = "revoke_token";
    const SURFACE: Surface = Surface::Dialect(Tokens::NAME);
    const ORG: OrgFrom = OrgFrom::NamedOrActive;
}

struct ListActiveAgents;

impl Rule for ListActiveAgents {
    type Who = Member;
    const NAME: &'static str = "list_active_agents";
    const SURFACE: Surface = Surface::Dialect(Tokens::NAME);
    const ERRORS: &'static [Code] = &[Code::NotFound];
}

/// An ISO 8601 date-time: RFC 3339, or without an offset, which is then UTC.
#[derive(Clone, Copy)]
struct IsoTime(Timestamp);

impl FromStr for IsoTime {
    type Err = <Timestamp as FromStr>::Err;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        text.parse().or_else(|_| format!("{text}Z").parse()).map(Self)
    }
}

/// Without the fraction of a second, if there is none.
impl fmt::Display for IsoTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_string().replace(".000Z", "Z"))
    }
}

impl TextShape for IsoTime {
    const NAME: &'static str = "IsoTime";
    const FORMAT: Option<&'static str> = Some("date-time");

    fn describe(schema: &mut MetaSchema) {
        schema.example = Some("2026-12-31T23:59:59Z".into());
    }
}

/// An error answer of `/api/v1/{tenant_id}/tokens`.
#[derive(Object)]
#[oai(rename = "TokenError")]
pub struct RefusalOut {
    /// A sentence for people.
    detail: String,
}

/// A token to be made.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateToken")]
#[serde(deny_unknown_fields)]
struct CreateIn {
    name: Text<Name>,
    /// From when on the token is refused; in the future.
    expiry_date: Text<IsoTime>,
}

/// A token; the token itself was shown once, when it was made.
#[derive(Object)]
#[oai(rename = "ApiToken")]
struct TokenOut {
    id: Text<KeyId>,
    /// What people call the token.
    name: String,
    /// From when on it is refused; `null`: never, of a key that was made elsewhere.
    expiry_date: Option<Text<IsoTime>>,
}

impl From<Key> for TokenOut {
    fn from(Key { id, name, expires_at, .. }: Key) -> Self {
        Self { id, name, expiry_date: expires_at.map(|at| Text(IsoTime(at.0))) }
    }
}

/// A token that was just made.
#[derive(Object)]
#[oai(rename = "CreatedToken")]
struct CreatedOut {
    /// The token. It appears here and never again.
    token: String,
    #[oai(flatten)]
    about: TokenOut,
}

/// An agent of the tenant.
#[derive(Object)]
#[oai(rename = "ActiveAgent")]
struct AgentOut {
    id: Text<AgentId>,
    /// What people call it.
    name: String,
    /// What it is for.
    description: Option<String>,
    /// How it said it is.
    status: Option<String>,
    /// Which version of its program it said runs.
    version: Option<String>,
    /// When it was last there: sent a heartbeat, or registered itself with a key.
    last_seen_at: Option<Text<Timestamp>>,
}

impl From<agent::Model> for AgentOut {
    fn from(row: agent::Model) -> Self {
        let agent::Model { id, name, description, status, version, last_seen_at, .. } = row;
        Self { id: Text(id), name, description, status, version, last_seen_at: last_seen_at.map(Text) }
    }
}

type Result<T> = std::result::Result<T, Refused<Tokens>>;

pub struct Api;

#[OpenApi(prefix_path = "/api/v1", tag = "SECTION")]
impl Api {
    /// List API Tokens.
    #[oai(path = "/:tenant_id/tokens", method = "get")]
    async fn list_tokens(
        &self,
        caller: Caller<ListTokens>,
        /// `active`, or the org's id.
        #[oai(name = "tenant_id")]
        _tenant: Path<String>,
        /// At most how many, 1 to 1000.
        limit: Query<Option<Limit>>,
        /// The last id of the part before.
        after: Query<Option<Text<KeyId>>>,
    ) -> Result<Listed<Vec<TokenOut>>> {
        Ok(list(&caller, Part::new(limit, after)).await?.map(TokenOut::from))
    }

    /// Create API Token.
    ///
    /// Needs a step-up or, of a user without a second factor, a sign-in of just now.
    #[oai(path = "/:tenant_id/tokens", method = "post")]
    async fn create_token(
        &self,
        caller: Caller<CreateToken>,
        /// `active`, or the org's id.
        #[oai(name = "tenant_id")]
        _tenant: Path<String>,
        body: JsonBody<CreateIn>,
    ) -> Result<Bare<CreatedOut, 201>> {
        let expires_at = Some(("expiry_date", body.0.expiry_date.0.0));
        let asked = Asked { name: body.0.name.0.into_string(), description: None, expires_at };
        let MintedKey { key, about } = mint::<Tokens, _>(&caller, asked).await?;
        Ok(Bare(CreatedOut { token: key, about: about.into() }))
    }

    /// Revoke API Token.
    ///
    /// It is gone for good, and refused from the answer on.
    #[oai(path = "/:tenant_id/tokens/:token_id", method = "delete")]
    async fn revoke_token(
        &self,
        caller: Caller<RevokeToken>,
        /// `active`, or the org's id.
        #[oai(name = "tenant_id")]
        _tenant: Path<String>,
        /// The token's id.
        token_id: Path<Text<KeyId>>,
    ) -> Result<Nothing> {
        revoke(&caller, token_id.0.0).await?;
        Ok(Nothing)
    }

    /// List the active tenant's agents that are not retired, newest first.
    #[oai(path = "/active/agents", method = "get")]
    async fn list_active_agents(
        &self,
        caller: Caller<ListActiveAgents>,
        /// At most how many, 1 to 1000.
        limit: Query<Option<Limit>>,
        /// The last id of the part before.
        after: Query<Option<Text<AgentId>>>,
    ) -> Result<Listed<Vec<AgentOut>>> {
        let (tenant, part) = (caller.tenant(), Part::new(limit, after));
        let agents = agent::Entity::page_in_org(tenant.org(), false, part.after, part.fetch());
        let agents = agents.all(tenant.read()).await.map_err(Error::from)?;
        Ok(part.cut(agents, |agent| agent.id).map(AgentOut::from))
    }
}
