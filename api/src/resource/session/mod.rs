//! The session one is signed in with: look at it, switch its org, end it. `signin::session` does the work.

mod api;
mod rule;

pub use api::Api;
