//! What callers come for: a folder each, with its rules, its wire, its handlers and its service. Handlers translate,
//! services decide, entities store. To add one: its folder, and one line below.

pub mod agent;
pub mod audit_event;
pub mod factor;
pub mod key;
pub mod me;
pub mod model;
pub mod session;
pub mod workspace;

/// The operations of every resource.
pub fn all() -> (session::Api, me::Api, factor::Api, key::Api, model::Api, agent::Api, workspace::Api, audit_event::Api)
{
    (session::Api, me::Api, factor::Api, key::Api, model::Api, agent::Api, workspace::Api, audit_event::Api)
}
