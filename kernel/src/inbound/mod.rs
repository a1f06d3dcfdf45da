//! A request with the server it came to: what the front door hands on to operations, and what their bodies are read by.

mod body;
mod bytes;
mod form;

use std::sync::Arc;

pub use body::{JsonBody, Members, OptionalBody, SignedBody, from_members, parse};
pub use bytes::{check_coding, read};
pub use form::{FORM, read_form};
use poem::Request;

use crate::{
    error::{Error, Result},
    request::Context,
    state::State,
};

/// One request and its server.
pub struct Inbound {
    pub state: Arc<State>,
    pub context: Context,
}

impl Inbound {
    /// What the front door put on a request.
    ///
    /// # Errors
    /// `UNAVAILABLE` for a request that came another way.
    pub fn of(request: &Request) -> Result<&Arc<Self>> {
        let inbound = request.extensions().get::<Arc<Self>>();
        inbound.ok_or_else(|| Error::unavailable("the request did not come through the front door"))
    }
}
