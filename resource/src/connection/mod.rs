//! Connections: an org's credentials with third parties, kept sealed, and given to those alone who may have them.

mod access;
mod api;
mod rule;
mod secret;
mod service;
mod wire;

pub use api::Api;
