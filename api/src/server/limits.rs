//! The figures that bound what a client can hold on to, in one place so that tests can shrink them.

use std::time::Duration;

/// What one listener allows its clients.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Open connections at once. At the cap new ones wait in the kernel's backlog until one ends.
    pub(super) connections: usize,
    /// From the first read of a request (or the end of the answer before it) to the end of its headers, so that it also
    /// bounds how long a kept-alive connection may idle.
    pub(super) header_read: Duration,
    /// Read and write buffer of a connection in bytes, and so the most a request's headers may take (431 above it).
    pub(super) buffer: usize,
    /// The most bytes of a body that no handler wants which are read all the same, to keep the connection.
    pub(super) unread: u64,
    /// How long an answer waits for them.
    pub(super) unread_wait: Duration,
    /// How long after the shutdown signal an idle connection stays open. A client that writes a request at that very
    /// moment is answered, with `Connection: close`, instead of finding its socket gone.
    pub(super) linger: Duration,
    /// How long after `linger` requests in flight may take before they are cut.
    pub(super) drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            header_read: Duration::from_secs(10),
            buffer: 64 * 1024,
            unread: 64 * 1024,
            unread_wait: Duration::from_millis(500),
            linger: Duration::from_millis(500),
            drain: Duration::from_millis(9_500),
        }
    }
}
