//! Who is in a workspace, and what they are there. Only members of the org can be; its owners and admins are admins
//! everywhere without it, so a workspace needs no last admin of its own.

mod api;
mod rule;
mod service;
mod wire;

pub use api::Api;
