//! Invitations: a mailed link that lets the owner of one address into an org, once, while whoever sent it could still
//! send it. No answer tells whether the address has an account.

mod api;
mod delivery;
mod mail;
mod rule;
mod service;
mod wire;

pub use api::Api;
pub use service::forget_expired;
