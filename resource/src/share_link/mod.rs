//! Links that show a project to whoever has them, signed in or not. A link is a secret: it is shown once, kept as a digest,
//! ends by itself, can be revoked, and works only while whoever made it could make it.

mod api;
mod open;
mod rule;
mod service;
mod wire;

pub use api::Api;
pub use open::forget_expired;
