//! `/internal` and the sign-in at `/auth/login`: teams, users and keys that the operator makes with the master key,
//! and keys that people with a Google account make themselves. Ids are TypeIDs. The text shows no body of an error.

mod api_keys;
mod mails;
mod nodes;
mod orgs;
mod page;
mod people;
mod person_out;
mod sso;
mod teams;
mod type_id;
mod users;

use entity::{Scope, ScopeSet, WorkspaceId};
use kernel::{
    dialect::{Dialect, is_under},
    error::Error,
};
use poem_openapi::{Object, OpenApi};

use super::{Digits, Format, Refused, Surface, service::Wanted};

pub struct Internal;

impl Dialect for Internal {
    const NAME: &'static str = "internal";
    const FORMAT: Format = Format::of_dialect("llmp_", Digits::Base64);
    type Refusal = RefusalOut;

    fn owns(path: &str) -> bool {
        is_under(path, "/internal") || path == "/auth/login" || path == "/auth/callback"
    }

    fn refuse(error: &Error) -> RefusalOut {
        RefusalOut { error: error.message().to_owned() }
    }
}

/// The operations of the dialect.
pub fn all() -> impl OpenApi {
    (teams::Api, users::Api, people::Api, api_keys::Api, mails::Api, nodes::Api, orgs::Api, sso::Api)
}

const SURFACE: Surface = Surface::Dialect(Internal::NAME);

/// An error answer of `/internal`.
#[derive(Object)]
#[oai(rename = "InternalError")]
pub struct RefusalOut {
    /// A sentence for people.
    error: String,
}

type Result<T> = std::result::Result<T, Refused<Internal>>;

/// A key of this dialect, of somebody who is in a team or in none.
fn wanted(name: String, team: Option<WorkspaceId>) -> Wanted {
    Wanted {
        name,
        description: None,
        scopes: ScopeSet::EMPTY.with(Scope::ModelsRead),
        workspace: team,
        allowed_cidrs: None,
        expires_at: None,
        format: Internal::FORMAT,
    }
}
