//! Keys on the wire.

use std::net::IpAddr;

use entity::{KeyId, OrgId, OrgRole, Scope, Timestamp, UserId, WorkspaceId, api_key};
use kernel::{
    token::Plain,
    wire::{Description, Name, Text},
};
use poem_openapi::{Object, types::MaybeUndefined};
use serde::Deserialize;

use super::network::{self, Network};
use crate::budget::BudgetOut;

/// An API key; the key itself was shown once, when it was made.
#[derive(Object)]
#[oai(rename = "ApiKey", rename_all = "camelCase")]
pub struct KeyOut {
    pub id: Text<KeyId>,
    /// What people call the key.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The key's first 12 characters, to recognise it by.
    pub prefix: String,
    pub scopes: Vec<Text<Scope>>,
    /// The only workspace that it can enter; `null`: all of its user's.
    pub workspace_id: Option<Text<WorkspaceId>>,
    /// Where it may be used from; empty: everywhere.
    pub allowed_cidrs: Vec<Text<Network>>,
    /// False while it is switched off, and refused.
    pub enabled: bool,
    pub created_at: Text<Timestamp>,
    pub updated_at: Text<Timestamp>,
    /// From when on it is refused; `null`: never.
    pub expires_at: Option<Text<Timestamp>>,
    /// When it was last used, as far as is known.
    pub last_used_at: Option<Text<Timestamp>>,
    /// From where, as far as is known: of who used it here, not of who had it verified.
    pub last_used_address: Option<String>,
    /// The key that this one took over from.
    pub rotated_from: Option<Text<KeyId>>,
}

impl KeyOut {
    /// `last_use` may be later than the row knows.
    pub fn new(row: api_key::Model, last_use: Option<(Timestamp, Option<IpAddr>)>) -> Self {
        let address = last_use.and_then(|(_, address)| address).map(|address| address.to_string());
        Self {
            id: Text(row.id),
            name: row.name,
            description: row.description,
            prefix: row.prefix,
            scopes: row.scopes.iter().map(Text).collect(),
            workspace_id: row.workspace_id.map(Text),
            allowed_cidrs: network::restore(row.allowed_cidrs.as_deref()).into_iter().map(Text).collect(),
            enabled: row.paused_at.is_none(),
            created_at: Text(row.created_at),
            updated_at: Text(row.updated_at),
            expires_at: row.expires_at.map(Text),
            last_used_at: row.last_used_at.max(last_use.map(|(at, _)| at)).map(Text),
            last_used_address: address.or(row.last_used_address),
            rotated_from: row.rotated_from.map(Text),
        }
    }
}

/// A key that was just made.
#[derive(Object)]
#[oai(rename = "MintedApiKey", rename_all = "camelCase")]
pub struct MintedKeyOut {
    /// The key. It appears here and never again.
    pub key: String,
    #[oai(flatten)]
    pub about: KeyOut,
}

impl MintedKeyOut {
    pub fn new(row: api_key::Model, key: &Plain) -> Self {
        Self { key: key.expose().to_owned(), about: KeyOut::new(row, None) }
    }
}

/// A key to be made.
#[derive(Object, Deserialize)]
#[oai(rename = "MintApiKey", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct MintKeyIn {
    pub name: Text<Name>,
    /// What the key may be used for; `["models:read"]` unless given.
    #[serde(default)]
    pub scopes: Option<Vec<Text<Scope>>>,
    #[serde(default)]
    pub description: Option<Text<Description>>,
    /// From when on the key is refused; in the future.
    #[serde(default)]
    pub expires_at: Option<Text<Timestamp>>,
    /// Binds the key to a workspace that the caller is in: it enters no other, and ends when they can't enter it.
    #[serde(default)]
    pub workspace_id: Option<Text<WorkspaceId>>,
    /// Where the key may be used from: up to 32 networks; everywhere unless given.
    #[serde(default)]
    pub allowed_cidrs: Option<Vec<Text<Network>>>,
}

/// What to change of a key: absent is unchanged, `null` clears.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdateApiKey", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PatchKeyIn {
    /// The key's name; can't be cleared.
    #[serde(default)]
    pub name: MaybeUndefined<Text<Name>>,
    /// All scopes of the key from now on; more than before needs a step-up; can't be cleared.
    #[serde(default)]
    pub scopes: MaybeUndefined<Vec<Text<Scope>>>,
    /// What the key is for.
    #[serde(default)]
    pub description: MaybeUndefined<Text<Description>>,
    /// From when on the key is refused; later than before needs a step-up.
    #[serde(default)]
    pub expires_at: MaybeUndefined<Text<Timestamp>>,
    /// The workspace it is bound to; loosening the bond needs a step-up.
    #[serde(default)]
    pub workspace_id: MaybeUndefined<Text<WorkspaceId>>,
    /// Where the key may be used from; more addresses than before need a step-up.
    #[serde(default)]
    pub allowed_cidrs: MaybeUndefined<Vec<Text<Network>>>,
    /// `false` switches the key off: it is refused until it is on again, which needs a step-up; can't be cleared.
    #[serde(default)]
    pub enabled: MaybeUndefined<bool>,
}

/// How to rotate.
#[derive(Default, Object, Deserialize)]
#[oai(rename = "RotateApiKey", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RotateKeyIn {
    /// How long the old key still works, in seconds, at most 30 days; it ends at once unless given.
    #[serde(default)]
    #[oai(validator(maximum(value = "2592000")))]
    pub overlap_seconds: Option<u32>,
}

/// The key is dead.
#[derive(Object)]
#[oai(rename = "ApiKeyRevoked", rename_all = "camelCase")]
pub struct RevokedOut {
    /// Always `true`.
    pub revoked: bool,
}

/// A key that somebody presented to a service behind Almond.
#[derive(Object, Deserialize)]
#[oai(rename = "VerifyApiKey", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct VerifyKeyIn {
    /// The whole key.
    pub key: String,
    /// A scope that it must have.
    #[serde(default)]
    pub scope: Option<Text<Scope>>,
    /// How many tokens the request costs: spent, if the key is good for all else, from the budget of the workspace that it
    /// is bound to or, of a plain member's key that is bound to none, that they came to first. 0 spends nothing.
    #[serde(default)]
    #[oai(validator(maximum(value = "1000000000000000")))]
    pub cost: Option<u64>,
}

/// What a presented key is good for. All but `valid` and `code` are `null` unless it is known.
#[derive(Object, Default)]
#[oai(rename = "VerifiedApiKey", rename_all = "camelCase")]
pub struct VerifiedKeyOut {
    /// True if the request may go on.
    pub valid: bool,
    /// `VALID`, `NOT_FOUND`, `REVOKED`, `EXPIRED`, `DISABLED` (it is switched off; its user is no longer an active
    /// member, may not enter the workspace that it is bound to, or lacks the second factor that the org asks for) or `INSUFFICIENT_SCOPE`.
    pub code: String,
    pub key_id: Option<Text<KeyId>>,
    /// What people call the key.
    pub name: Option<String>,
    pub user_id: Option<Text<UserId>>,
    pub org_id: Option<Text<OrgId>>,
    pub role: Option<Text<OrgRole>>,
    pub scopes: Option<Vec<Text<Scope>>>,
    pub workspace_id: Option<Text<WorkspaceId>>,
    /// Where it may be used from, for the service to check; empty: everywhere.
    pub allowed_cidrs: Option<Vec<String>>,
    pub expires_at: Option<Text<Timestamp>>,
    /// How the budget stands that it spends from, where a `cost` was given and there are limits.
    pub budget: Option<BudgetOut>,
}
