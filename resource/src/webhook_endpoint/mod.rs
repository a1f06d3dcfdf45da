//! Where an org wants its events sent: endpoints, their signing secrets, and the log of what was sent. Queuing and
//! sending are `webhook`'s.

mod api;
mod delivery;
mod replay;
mod rule;
mod service;
mod wire;

pub use api::Api;
