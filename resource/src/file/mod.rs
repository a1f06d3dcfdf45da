//! Files: streamed up and down, never whole in memory. A row is there once the bytes are, and goes before they do.

mod api;
mod content;
mod digest;
mod download;
mod incoming;
mod kind;
mod outgoing;
mod pace;
mod range;
mod rule;
mod service;
mod upload;
mod wire;

pub use api::Api;
