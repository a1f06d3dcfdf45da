//! Serves one poem endpoint over HTTP/1.1 on our own accept loop.
//! poem's own `Server` reads headers for as long as a client likes and takes any number of connections; this one does
//! neither. What a request means, and how long its body may take, is decided inside the endpoint.

mod accept;
mod connection;
mod limits;
mod signal;
#[cfg(test)]
mod tests;
mod unread;

pub use accept::serve;
pub use signal::terminated;
