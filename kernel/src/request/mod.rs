//! What is known of a request before anybody looks at its credential: its id, where it came from, and, once routed,
//! which operation it is for.

pub mod address;
pub mod header;
pub mod id;

use std::{net::IpAddr, sync::OnceLock};

use http::{HeaderMap, header::USER_AGENT};

use crate::{
    error::{Error, Result},
    share::Share,
};

/// One request's circumstances, made at the front door.
pub struct Context {
    pub request_id: String,
    /// The client's address, as the trusted proxies tell it.
    pub address: IpAddr,
    operation: OnceLock<&'static str>,
    dialect: OnceLock<&'static str>,
    user_agent: OnceLock<String>,
    body: OnceLock<Share>,
    fault: OnceLock<Fault>,
}

/// What is wrong with a parameter of the query: its name, and why.
type Fault = (String, &'static str);

/// The most characters that are kept of what a client calls itself.
const LONGEST_USER_AGENT: usize = 200;

impl Context {
    pub fn new(request_id: String, address: IpAddr) -> Self {
        let (operation, dialect, user_agent) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { request_id, address, operation, dialect, user_agent, body: OnceLock::new(), fault: OnceLock::new() }
    }

    pub fn set_operation(&self, name: &'static str) {
        self.operation.get_or_init(|| name);
    }

    /// Notes that the operation is of this dialect.
    pub fn set_dialect(&self, name: &'static str) {
        self.dialect.get_or_init(|| name);
    }

    /// The dialect that the operation is of.
    pub fn dialect(&self) -> Option<&'static str> {
        self.dialect.get().copied()
    }

    /// True if a route was found.
    pub fn is_routed(&self) -> bool {
        self.operation.get().is_some()
    }

    /// Notes what the client calls itself, for requests that may sign it in.
    pub fn set_user_agent(&self, headers: &HeaderMap) {
        let Some(value) = headers.get(USER_AGENT) else { return };
        let text = String::from_utf8_lossy(value.as_bytes());
        let kept: String = text.chars().filter(|c| !c.is_control()).take(LONGEST_USER_AGENT).collect();
        self.user_agent.get_or_init(|| kept);
    }

    /// What the client calls itself, if that was noted and is anything: short, on one line, and whatever it likes.
    pub fn user_agent(&self) -> Option<String> {
        self.user_agent.get().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Keeps the share of a large body, and of what is made of it, until the request is over.
    pub fn hold_body(&self, share: Share) {
        self.body.get_or_init(|| share);
    }

    /// Notes what is wrong with the query. It is told once the caller is known to be allowed.
    pub fn set_fault(&self, name: String, reason: &'static str) {
        self.fault.get_or_init(|| (name, reason));
    }

    /// # Errors
    /// `BAD_REQUEST` names the parameter of the query that is wrong.
    pub fn check_query(&self) -> Result<()> {
        self.fault.get().map_or(Ok(()), |(name, reason)| Err(Error::field(name, reason)))
    }

    /// The operation's name, or `none` if no route was found.
    pub fn operation(&self) -> &'static str {
        self.operation.get().copied().unwrap_or("none")
    }
}
