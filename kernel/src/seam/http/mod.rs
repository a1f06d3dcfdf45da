//! Asking other servers over HTTP: providers that people sign in with (`Web`), whom the operator named; receivers of
//! webhooks (`Courier`), whom tenants name, and clients' documents (`Documents`), which anybody names; and where those may be.

pub mod address;
mod courier;
mod documents;
mod exit;
mod look_up;
mod outside;
mod reach;
mod resolver;
mod web;

use std::{future::Future, pin::Pin, time::Duration};

pub use self::{
    courier::{Answered, Courier, Failure},
    documents::Documents,
    exit::{Connecting, Exit},
    look_up::LookUps,
    reach::Reach,
    resolver::{Resolver, Resolving, SystemResolver},
};
use http::{Request, Response};
pub use web::Web;

/// For one request and its whole answer.
pub const LIMIT: Duration = Duration::from_secs(5);
/// The largest answer, in bytes.
pub const LARGEST: usize = 256 * 1024;

/// Why there is no answer. No variant carries a URL, a header or a body; of a server that can't be reached, the host.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    #[error("the server {host} can't be reached: {why}", host = .0, why = because(&**.1))]
    Connect(String, #[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the other server's answer can't be read, or is larger than 256 KiB")]
    Body,
    #[error("the other server took too long")]
    Timeout,
    #[error("the other server failed with status {0}")]
    Status(http::StatusCode),
    #[error("the request may not be sent there")]
    Forbidden,
}

/// An error and what it came of, down to a certificate that nobody vouches for, say.
fn because(error: &(dyn std::error::Error + 'static)) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        cause = error.source();
    }
    if words.contains("UnknownIssuer") {
        words.push_str("; ALMOND_CA_FILE can name the authority that signed its certificate");
    }
    words
}

/// An answer on its way.
pub type Answering<'a> = Pin<Box<dyn Future<Output = Result<Response<Vec<u8>>, HttpError>> + Send + 'a>>;

/// Sends requests. A redirect is an answer like any other: nobody follows it.
pub trait Http: Send + Sync {
    /// To a server that the operator named, wherever it is.
    fn send(&self, request: Request<Vec<u8>>) -> Answering<'_>;

    /// To a server that somebody else named: over https, to public addresses alone, judged when they are connected to.
    fn send_outside(&self, request: Request<Vec<u8>>) -> Answering<'_>;
}
