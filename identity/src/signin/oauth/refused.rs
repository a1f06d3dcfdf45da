//! The one line that a sign-in which fails leaves in the log: whose provider it was with, what the person is told, what was
//! wrong and which setting would help. Nothing that was sent is in it.

use kernel::{error::Error, request::Context};

use crate::account::failure::Failure;

/// Notes why there is no session.
pub fn note(context: &Context, provider: &str, failure: Failure, why: &str) {
    let (request_id, error) = (&context.request_id, failure.as_str());
    tracing::warn!(%request_id, %provider, error, why, "no sign-in with a provider");
}

/// Notes why a browser that came to a callback is not believed, and refuses it.
pub fn stray(context: &Context, provider: &str, why: &str) -> Error {
    let request_id = &context.request_id;
    tracing::warn!(%request_id, %provider, error = "unauthorized", why, "no sign-in with a provider");
    Error::unauthorized("The sign-in was not begun in this browser, or is over; begin it again")
}
