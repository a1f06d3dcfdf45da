//! Agents: programs that an org runs with Almond's keys. The first resource without a scope of its own: a key inherits
//! its user's rights here, unless the org has strict scopes.

mod api;

pub use api::Api;
