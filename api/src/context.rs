//! What is known of a request before anybody looks at its credential: its id, where it came from, and, once routed,
//! which operation it is for.

use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
};

use poem::Request;

use crate::error::{Error, Result};

/// One request's circumstances, made at the front door.
#[derive(Debug)]
pub struct Context {
    pub request_id: String,
    /// The client's address, as the trusted proxies tell it.
    pub address: IpAddr,
    operation: OnceLock<&'static str>,
}

impl Context {
    pub fn new(request_id: String, address: IpAddr) -> Self {
        Self { request_id, address, operation: OnceLock::new() }
    }

    pub fn of(request: &Request) -> Result<Arc<Self>> {
        let context = request.extensions().get::<Arc<Self>>();
        context.cloned().ok_or_else(|| Error::unavailable("the request did not come through the front door"))
    }

    pub fn set_operation(&self, name: &'static str) {
        self.operation.get_or_init(|| name);
    }

    /// The operation's name, or `none` if no route was found.
    pub fn operation(&self) -> &'static str {
        self.operation.get().copied().unwrap_or("none")
    }
}
