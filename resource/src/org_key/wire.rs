//! An org's keys on the wire: as their users see them, and whose they are.

use std::{fmt, str::FromStr};

use entity::{UserId, api_key::KeyState};
use kernel::wire::{Text, text::TextShape};
use poem_openapi::{Object, registry::MetaSchema};
use serde::Deserialize;

use crate::key::KeyOut;

/// A key of somebody in the org; the key itself was shown once, when it was made.
#[derive(Object)]
#[oai(rename = "OrgApiKey", rename_all = "camelCase")]
pub struct OrgKeyOut {
    #[oai(flatten)]
    pub about: KeyOut,
    pub user: KeyUserOut,
}

/// Whose a key is.
#[derive(Object)]
#[oai(rename = "ApiKeyUser", rename_all = "camelCase")]
pub struct KeyUserOut {
    pub id: Text<UserId>,
    /// The address as the user writes it.
    pub email: String,
    /// What people call the user.
    pub name: String,
}

/// Whether a key is on.
#[derive(Object, Deserialize)]
#[oai(rename = "SwitchApiKey", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SwitchIn {
    /// `false`: it is refused from the answer on; `true`: it works again, which needs a step-up.
    pub enabled: bool,
}

/// What becomes of a key when it is used.
#[derive(Clone, Copy)]
pub struct State(pub KeyState);

impl FromStr for State {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "active" => Ok(Self(KeyState::Active)),
            "paused" => Ok(Self(KeyState::Paused)),
            "expired" => Ok(Self(KeyState::Expired)),
            _ => Err("expected `active`, `paused` or `expired`"),
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            KeyState::Active => "active",
            KeyState::Paused => "paused",
            KeyState::Expired => "expired",
        })
    }
}

impl TextShape for State {
    const NAME: &'static str = "ApiKeyState";

    fn describe(schema: &mut MetaSchema) {
        schema.enum_items = vec!["active".into(), "paused".into(), "expired".into()];
    }
}
