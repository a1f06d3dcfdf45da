//! Passkeys on the wire.

use entity::{CeremonyId, PasskeyId, Timestamp, passkey};
use kernel::wire::{Name, Text};
use poem_openapi::Object;
use serde::Deserialize;

use crate::{factor::passkey::wire::JsonObject, signin::wire::StepUpOut};

/// A passkey.
#[derive(Object)]
#[oai(rename = "Passkey", rename_all = "camelCase")]
pub struct PasskeyOut {
    pub id: Text<PasskeyId>,
    /// What its owner calls it.
    pub name: String,
    pub created_at: Text<Timestamp>,
    /// When it last signed in or stepped up.
    pub last_used_at: Option<Text<Timestamp>>,
    /// True if there is a copy elsewhere, as synchronised passkeys have.
    pub backed_up: bool,
}

impl From<passkey::Model> for PasskeyOut {
    fn from(row: passkey::Model) -> Self {
        Self {
            id: Text(row.id),
            name: row.name,
            created_at: Text(row.created_at),
            last_used_at: row.last_used_at.map(Text),
            backed_up: row.backed_up,
        }
    }
}

/// A passkey that an authenticator has made.
#[derive(Object, Deserialize)]
#[oai(rename = "CreatePasskey", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CreatePasskeyIn {
    pub ceremony_id: Text<CeremonyId>,
    /// What the browser's `credential.toJSON()` gives.
    pub credential: JsonObject,
    pub name: Text<Name>,
}

/// The passkey is in force.
#[derive(Object)]
#[oai(rename = "CreatedPasskey", rename_all = "camelCase")]
pub struct CreatedPasskeyOut {
    pub id: Text<PasskeyId>,
    /// What its owner calls it.
    pub name: String,
    pub created_at: Text<Timestamp>,
    /// When it last signed in or stepped up.
    pub last_used_at: Option<Text<Timestamp>>,
    /// True if there is a copy elsewhere, as synchronised passkeys have.
    pub backed_up: bool,
    /// For the first factor: ten codes that each sign in once, shown only now.
    pub recovery_codes: Option<Vec<String>>,
    pub step_up: StepUpOut,
    /// The session's new token, when enrolling counted as a step-up and the token isn't in the cookie.
    pub token: Option<String>,
}

impl CreatedPasskeyOut {
    pub fn new(
        row: passkey::Model,
        recovery_codes: Option<Vec<String>>,
        step_up: StepUpOut,
        token: Option<String>,
    ) -> Self {
        let PasskeyOut { id, name, created_at, last_used_at, backed_up } = row.into();
        Self { id, name, created_at, last_used_at, backed_up, recovery_codes, step_up, token }
    }
}

/// What to change of a passkey.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdatePasskey", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct UpdatePasskeyIn {
    pub name: Text<Name>,
}

/// A passkey is gone.
#[derive(Object)]
#[oai(rename = "PasskeyRemoved", rename_all = "camelCase")]
pub struct RemovedOut {
    /// Always `true`.
    pub removed: bool,
}
