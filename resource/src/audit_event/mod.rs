//! The audit log, for owners and admins to read, and for everybody what they did themselves. `kernel::audit` writes and
//! verifies it.

mod api;
mod me_api;
mod wire;

pub use api::Api;
pub use me_api::MeApi;
