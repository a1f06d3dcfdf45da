//! The session one is signed in with: look at it, switch its org, end it; and all of one's sessions: list them, end them.
//! `signin::session` and `signin::everywhere` do the work.

mod api;
mod mine;
mod rule;

pub use api::Api;
pub use mine::MineApi;
