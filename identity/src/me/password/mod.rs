//! The signed-in user's password: change it, or set the first one. Forgotten ones are `signin::password_reset`'s.

mod api;
mod service;

pub use api::Api;
