//! The audit log, for owners and admins to read. `kernel::audit` writes and verifies it.

mod api;
mod wire;

pub use api::Api;
