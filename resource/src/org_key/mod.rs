//! The keys of everybody in an org, for its owners and admins: which there are, and ending or pausing one. An admin may
//! contain anybody's key, an owner's too. Making and changing a key is its user's alone (`key`).

mod api;
mod rule;
mod service;
mod wire;

pub use api::Api;
