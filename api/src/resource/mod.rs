//! What callers come for: a folder each, with its rules, its wire, its handlers and its service. Handlers translate,
//! services decide, entities store. To add one: its folder, and one line below.

pub mod agent;
pub mod factor;
pub mod invitation;
pub mod key;
pub mod me;
pub mod member;
pub mod model;
pub mod org;
pub mod password;
pub mod session;
pub mod workspace;

/// Who is in which org.
type Tenancy = (org::Api, member::Api, invitation::Api);

/// The operations of every resource.
pub fn all()
-> (session::Api, me::Api, password::Api, factor::Api, key::Api, model::Api, agent::Api, workspace::Api, Tenancy) {
    let tenancy = (org::Api, member::Api, invitation::Api);
    (session::Api, me::Api, password::Api, factor::Api, key::Api, model::Api, agent::Api, workspace::Api, tenancy)
}
