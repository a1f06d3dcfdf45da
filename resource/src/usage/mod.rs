//! What keys are used for, by the hour and by the day: checks, refusals by reason, tokens. An org's keys together and the
//! most used of them for its owners and admins; one's own key for everybody.

mod api;
mod range;
mod rule;
mod service;
mod wire;

pub use api::Api;
