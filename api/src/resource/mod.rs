//! What callers come for: a folder each, with its rules, its wire, its handlers and its service. Handlers translate,
//! services decide, entities store. To add one: its folder, and one line below.

pub mod agent;
pub mod audit_event;
pub mod factor;
pub mod invitation;
pub mod key;
pub mod me;
pub mod member;
pub mod model;
pub mod org;
pub mod passkey;
pub mod password;
pub mod session;
pub mod workspace;

use poem_openapi::OpenApi;

/// The operations of every resource.
pub fn all() -> impl OpenApi {
    (
        (session::Api, session::MineApi, me::Api, password::Api, factor::Api, passkey::Api),
        (key::Api, model::Api, agent::Api, workspace::Api, audit_event::Api),
        (org::Api, member::Api, invitation::Api),
        key::dialect::all(),
    )
}
