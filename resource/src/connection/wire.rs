//! Connections on the wire. One shape that goes out has the credential: what it was asked for gets.

use std::{fmt, str::FromStr};

use entity::{ConnectionId, Timestamp, UserId, connection};
use kernel::{
    token::Plain,
    wire::{Description, Name, Text, text::TextShape},
};
use poem_openapi::{Object, registry::MetaSchema, types::MaybeUndefined};
use serde::Deserialize;

use super::secret::Secret;

/// Whose credential it is: a word in lower case, such as `github`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider(String);

impl Provider {
    pub fn into_string(self) -> String {
        self.0
    }
}

impl FromStr for Provider {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let of_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
        let begins = text.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit());
        let fits = begins && text.len() <= 64 && text.bytes().all(of_word);
        let refusal = "expected 1 to 64 lower-case letters, digits, `.`, `_` and `-`, the first a letter or digit";
        if fits { Ok(Self(text.to_owned())) } else { Err(refusal) }
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TextShape for Provider {
    const NAME: &'static str = "Provider";

    fn describe(schema: &mut MetaSchema) {
        schema.pattern = Some("^[a-z0-9][a-z0-9._-]{0,63}$".to_owned());
        schema.example = Some("github".into());
    }
}

/// A third party's credential to be kept.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateConnection", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CreateConnectionIn {
    /// What people call it; no other connection of the org may have the same name.
    pub name: Text<Name>,
    pub provider: Text<Provider>,
    /// The credential: a token, a key, a whole file. It is sealed.
    pub secret: Secret,
    #[serde(default)]
    pub description: Option<Text<Description>>,
}

/// What to change of a connection: absent is unchanged, `null` clears. The credential is changed by rotating.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdateConnection", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PatchConnectionIn {
    /// What people call it; can't be cleared.
    #[serde(default)]
    pub name: MaybeUndefined<Text<Name>>,
    /// What it is for.
    #[serde(default)]
    pub description: MaybeUndefined<Text<Description>>,
}

/// The credential to use from now on.
#[derive(Object, Deserialize)]
#[oai(rename = "RotateConnection", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RotateConnectionIn {
    /// It is sealed.
    pub secret: Secret,
}

/// A third party's credential that is kept; the credential itself is not in it.
#[derive(Object)]
#[oai(rename = "Connection", rename_all = "camelCase")]
pub struct ConnectionOut {
    pub id: Text<ConnectionId>,
    /// What people call it.
    pub name: String,
    /// Whose credential it is.
    pub provider: String,
    /// What it is for.
    pub description: Option<String>,
    /// How many credentials it has had; each rotation adds one.
    pub version: i32,
    /// When its credential was last replaced.
    pub rotated_at: Option<Text<Timestamp>>,
    /// True if keys with `connections:use` may fetch its credential.
    pub usable_by_keys: bool,
    /// Who made it.
    pub created_by: Text<UserId>,
    pub created_at: Text<Timestamp>,
    pub updated_at: Text<Timestamp>,
}

impl From<connection::Model> for ConnectionOut {
    fn from(row: connection::Model) -> Self {
        Self {
            id: Text(row.id),
            name: row.name,
            provider: row.provider,
            description: row.description,
            version: row.version,
            rotated_at: row.rotated_at.map(Text),
            usable_by_keys: row.usable_by_keys,
            created_by: Text(row.created_by),
            created_at: Text(row.created_at),
            updated_at: Text(row.updated_at),
        }
    }
}

/// A connection's credential.
#[derive(Object)]
#[oai(rename = "ConnectionSecret", rename_all = "camelCase")]
pub struct ConnectionSecretOut {
    pub id: Text<ConnectionId>,
    /// Whose credential it is.
    pub provider: String,
    /// Which of the credentials that it has had.
    pub version: i32,
    /// The credential.
    pub secret: String,
}

impl ConnectionSecretOut {
    pub fn new(row: connection::Model, secret: &Plain) -> Self {
        let secret = secret.expose().to_owned();
        Self { id: Text(row.id), provider: row.provider, version: row.version, secret }
    }
}
