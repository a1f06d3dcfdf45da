//! Members: who belongs to an org and what they are there. Nobody makes or touches an owner but an owner, and an org
//! always keeps one, however many act at once.

mod api;
mod rule;
mod service;
mod wire;

pub use api::Api;
pub use service::check_role;
