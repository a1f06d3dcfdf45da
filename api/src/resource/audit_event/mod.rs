//! The audit log, for owners and admins to read. `crate::audit` writes and verifies it.

mod api;
mod wire;

pub use api::Api;
