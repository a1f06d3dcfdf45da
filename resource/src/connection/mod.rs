//! Connections: an org's credentials with third parties, kept sealed and never shown again.

mod api;
mod rule;
mod secret;
mod service;
mod wire;

pub use api::Api;
