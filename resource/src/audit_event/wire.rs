//! Audit records on the wire. What is hashed of a record is this object without `hash`, so a field more or less here is
//! a new version of the chain (`audit::canonical`).

use std::{fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::{AuditEventId, KeyId, Timestamp, UserId, audit_event};
use kernel::wire::{Text, page::PageKey};
use poem_openapi::Object;

/// A record of the audit log.
#[derive(Object)]
#[oai(rename = "AuditEvent", rename_all = "camelCase")]
pub struct AuditEventOut {
    id: Text<AuditEventId>,
    /// Its number in the org's chain, from 1 on and without gaps.
    sequence: i64,
    /// When it happened.
    at: Text<Timestamp>,
    /// What happened.
    action: String,
    actor: ActorOut,
    /// What it happened to.
    target_id: Option<String>,
    /// Where the request came from.
    ip: Option<String>,
    /// The request's `X-Request-Id`.
    request_id: Option<String>,
    /// More, depending on the action; no secret.
    detail: Option<serde_json::Value>,
    /// SHA-256 of the record without this field, as canonical JSON (RFC 8785); in hex.
    hash: String,
    /// The `hash` of the record before.
    previous_hash: String,
}

/// Who did it.
#[derive(Object)]
#[oai(rename = "AuditActor", rename_all = "camelCase")]
struct ActorOut {
    /// `user`; `operator` for the operator's command line and services; `server` for the server itself; `unknown` for
    /// somebody who has proved nothing.
    kind: String,
    /// The user, if it was one.
    id: Option<Text<UserId>>,
    /// The key that they did it with, if it was one.
    key_id: Option<Text<KeyId>>,
}

impl From<audit_event::Model> for AuditEventOut {
    fn from(row: audit_event::Model) -> Self {
        Self {
            id: Text(row.id),
            sequence: row.sequence,
            // Somebody may have altered the row to an instant that can't be written.
            at: Text(Timestamp::from_millis(row.created_at.millis())),
            action: row.action,
            actor: ActorOut {
                kind: row.actor_kind,
                id: row.actor_id.map(|id| Text(id.into())),
                key_id: row.actor_key.map(|id| Text(id.into())),
            },
            target_id: row.target_id,
            ip: row.ip,
            request_id: row.request_id,
            detail: row.detail.and_then(|text| serde_json::from_str(&text).ok()),
            hash: hex::encode(row.hash),
            previous_hash: hex::encode(row.previous_hash),
        }
    }
}

/// Records are listed by their number.
#[derive(Clone, Copy, Debug)]
pub struct Sequence(pub i64);

/// The number's eight bytes in base64url.
impl PageKey for Sequence {
    const PATTERN: &'static str = "^[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]$";

    fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.to_be_bytes())
    }

    fn decode(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        Some(Self(i64::from_be_bytes(bytes)))
    }
}

/// The id that something in the log has: of a user, a key or an org, or the name of a model.
#[derive(Clone, Debug)]
pub struct TargetId(String);

impl TargetId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TargetId {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (1..=320).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err("expected 1 to 320 characters, none of them a control character")
        }
    }
}

impl fmt::Display for TargetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl kernel::wire::text::TextShape for TargetId {
    const NAME: &'static str = "TargetId";

    fn describe(schema: &mut poem_openapi::registry::MetaSchema) {
        schema.min_length = Some(1);
        schema.max_length = Some(320);
        schema.pattern = Some(r"^[^\u0000-\u001f\u007f-\u009f]*$".to_owned());
        schema.example = Some("019a9d3e-5b7c-7d11-8a52-9f5d3c1e2b40".into());
    }
}
