//! The user's address, and moving to another one: its mail proves that it is theirs, the old one is told and can stop it.

mod api;
mod mail;
mod service;

pub use api::Api;
pub use service::forget_expired;
