//! People on the wire of `/internal/users/{id}`.

use entity::{OrgId, OrgRole, UserId, user};
use identity::people::{About, Fate, OrgFate, Plan};
use poem_openapi::Object;

use super::{
    super::{Text, in_seconds},
    type_id::TypeId,
};

/// Somebody with an account.
#[derive(Object)]
#[oai(rename = "InternalPerson")]
pub struct PersonOut {
    id: Text<TypeId<UserId>>,
    /// Their e-mail address.
    external_id: String,
    /// What people call them.
    name: String,
    /// True if the address was verified.
    email_verified: bool,
    /// Since when they are shut out; `null`: they aren't.
    disabled_at: Option<String>,
    /// True if they can sign in with a password.
    has_password: bool,
    /// True if they have an authenticator app.
    totp: bool,
    /// How many passkeys they have.
    passkeys: u64,
    /// How many sessions have not ended.
    sessions: u64,
    /// How many keys are not revoked, in all orgs.
    keys: u64,
    orgs: Vec<OrgOut>,
    /// When the account was made.
    created_at: String,
}

/// An org that somebody is in.
#[derive(Object)]
#[oai(rename = "InternalPersonOrg")]
struct OrgOut {
    id: Text<OrgId>,
    /// The org's name.
    name: String,
    role: Text<OrgRole>,
}

impl From<About> for PersonOut {
    fn from(about: About) -> Self {
        let About { user, factors, orgs, sessions, keys } = about;
        let org =
            |row: entity::org::OrgOfUser| OrgOut { id: Text(row.org.id), name: row.org.name, role: Text(row.role) };
        Self {
            id: Text(TypeId(user.id)),
            external_id: user.email,
            name: user.name,
            email_verified: user.email_verified_at.is_some(),
            disabled_at: user.disabled_at.map(in_seconds),
            has_password: user.password_hash.is_some(),
            totp: factors.totp,
            passkeys: factors.passkeys,
            sessions,
            keys,
            orgs: orgs.into_iter().map(org).collect(),
            created_at: in_seconds(user.created_at),
        }
    }
}

/// What deleting somebody did, or would do.
#[derive(Object)]
#[oai(rename = "InternalPersonDeletion")]
pub struct DeletionOut {
    id: Text<TypeId<UserId>>,
    /// Their e-mail address.
    external_id: String,
    /// How many keys end.
    keys_revoked: u64,
    orgs: Vec<OrgFateOut>,
}

/// What becomes of an org.
#[derive(Object)]
#[oai(rename = "InternalOrgFate")]
struct OrgFateOut {
    id: Text<OrgId>,
    /// The org's name.
    name: String,
    /// `left`: it goes on; `deleted`: nobody else is in it; `handed_over`; `blocked`: it would be left without an owner.
    fate: String,
    /// Who becomes its owner.
    handed_over_to: Option<Text<TypeId<UserId>>>,
}

impl DeletionOut {
    pub fn new(user: &user::Model, plan: Plan) -> Self {
        let fate = |row: OrgFate| OrgFateOut {
            id: Text(row.org.id),
            name: row.org.name,
            fate: if let Fate::HandedOver(_) = row.fate { "handed_over" } else { row.fate.as_str() }.to_owned(),
            handed_over_to: if let Fate::HandedOver(to) = row.fate { Some(Text(TypeId(to))) } else { None },
        };
        Self {
            id: Text(TypeId(user.id)),
            external_id: user.email.clone(),
            keys_revoked: plan.keys(),
            orgs: plan.orgs.into_iter().map(fate).collect(),
        }
    }
}
