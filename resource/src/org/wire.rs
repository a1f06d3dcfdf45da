//! Orgs on the wire.

use entity::{OrgId, OrgRole, Timestamp, org};
use kernel::wire::{Name, Text};
use poem_openapi::{Object, types::MaybeUndefined};
use serde::Deserialize;

/// An org, as one of its members sees it.
#[derive(Object)]
#[oai(rename = "Org", rename_all = "camelCase")]
pub struct OrgOut {
    pub id: Text<OrgId>,
    /// What people call it.
    pub name: String,
    /// What the caller is in it.
    pub role: Text<OrgRole>,
    /// True if routes without a scope of their own refuse keys.
    pub strict_scopes: bool,
    /// How many days a key lives at most, from when it is made; `null`: for ever.
    pub max_key_lifetime_days: Option<i32>,
    /// How many seconds a step-up holds here; `null`: as long as the server says.
    pub step_up_max_age: Option<i32>,
    /// True if members have to have a second factor.
    pub require_two_factor: bool,
    /// From when on members without one may only enrol one; `null`: nobody has to have one.
    pub two_factor_due_at: Option<Text<Timestamp>>,
    pub created_at: Text<Timestamp>,
    pub updated_at: Text<Timestamp>,
}

impl OrgOut {
    pub fn new(row: org::Model, role: OrgRole) -> Self {
        let two_factor_due_at = row.two_factor_due_at().map(Text);
        Self {
            id: Text(row.id),
            name: row.name,
            role: Text(role),
            strict_scopes: row.strict_scopes,
            max_key_lifetime_days: row.max_key_lifetime_days,
            step_up_max_age: row.step_up_max_age,
            require_two_factor: row.two_factor_since.is_some(),
            two_factor_due_at,
            created_at: Text(row.created_at),
            updated_at: Text(row.updated_at),
        }
    }
}

/// An org to be made.
#[derive(Object, Deserialize)]
#[oai(rename = "CreateOrg", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CreateOrgIn {
    pub name: Text<Name>,
}

/// What to change of an org: absent is unchanged, `null` clears.
#[derive(Object, Deserialize)]
#[oai(rename = "UpdateOrg", rename_all = "camelCase")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct UpdateOrgIn {
    /// The org's name; can't be cleared.
    #[serde(default)]
    pub name: MaybeUndefined<Text<Name>>,
    /// Whether routes without a scope of their own refuse keys; can't be cleared.
    #[serde(default)]
    pub strict_scopes: MaybeUndefined<bool>,
    /// How many days a key may live from when it is made, 1 to 3650; keys that are older end at once.
    #[serde(default)]
    #[oai(validator(minimum(value = "1"), maximum(value = "3650")))]
    pub max_key_lifetime_days: MaybeUndefined<u32>,
    /// How many seconds a step-up holds; shorter than the server's.
    #[serde(default)]
    #[oai(validator(minimum(value = "1")))]
    pub step_up_max_age: MaybeUndefined<u32>,
    /// Whether members have to have a second factor: who has none may, a week after this was turned on, enrol one and
    /// nothing else. Whoever turns it on has one. Can't be cleared.
    #[serde(default)]
    pub require_two_factor: MaybeUndefined<bool>,
}
