//! A user's second factors: enrol, confirm, replace, remove; and the recovery codes that go with them.

mod api;
mod rule;
mod service;
mod wire;

pub use api::Api;
