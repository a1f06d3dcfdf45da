//! Agents: programs that an org runs with Almond's keys, which say now and then that they are there. No scope of their
//! own: a key inherits its user's rights here, unless the org has strict scopes.

mod api;
mod rule;
mod service;
mod wire;

pub use api::Api;
