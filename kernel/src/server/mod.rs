//! Serves one poem endpoint over HTTP/1.1 on our own accept loop.
//! poem's own `Server` reads headers for as long as a client likes, writes for as long as one reads, and takes any number
//! of connections; this one does none of these. What a request means, and how long its body may take, is decided inside
//! the endpoint.

mod accept;
mod activity;
mod admission;
mod connection;
pub mod descriptors;
mod limits;
mod listen;
mod listener;
mod patient;
#[cfg(test)]
mod refusal_tests;
mod signal;
#[cfg(test)]
mod tests;
mod unread;

pub use accept::serve;
pub use admission::Admission;
pub use listen::Listen;
pub use listener::Listener;
pub use signal::terminated;
