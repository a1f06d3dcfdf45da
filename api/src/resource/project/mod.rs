//! Projects: what people work on in a workspace. The simplest of the things that are in one: its viewers read, its editors
//! write, keys too; who isn't in the workspace finds nothing.

mod api;
mod rule;
mod service;
mod wire;

pub use api::Api;
pub use service::{get, held};
