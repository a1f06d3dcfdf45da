//! A user's second factors: enrol, confirm, replace, remove; and the recovery codes that go with them.

mod api;
pub mod change;
mod rule;
mod service;
mod wire;

pub use api::Api;
