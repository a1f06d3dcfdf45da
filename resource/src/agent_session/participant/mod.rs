//! Who takes part in an agent session: somebody who may enter its workspace, for as long as they may.

mod api;
mod rule;
mod service;
mod wire;

pub use api::Api;
