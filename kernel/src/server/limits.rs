//! The figures that bound what a client can hold on to, in one place so that tests can shrink them.

use std::time::Duration;

/// What one listener allows its clients.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// From the first read of a request (or the end of the answer before it) to the end of its headers, so that it also
    /// bounds how long a kept-alive connection may idle.
    pub(super) header_read: Duration,
    /// Read and write buffer of a connection in bytes, and so the most a request's headers may take (431 above it).
    pub(super) buffer: usize,
    /// The most bytes of a body that no handler wants which are read all the same, to keep the connection.
    pub(super) unread_bytes: u64,
    /// How long an answer waits for them.
    pub(super) unread_wait: Duration,
    /// How long an answer may wait for its client to read on, and bytes a second: as many as that earn it another second.
    /// The kernel says nothing of a few bytes less that it holds, so at up to twice the rate a client may be cut.
    pub(super) silence: Duration,
    pub(super) slowest: u32,
    /// After how long such a wait makes the connection one that a newcomer gets if all others are taken.
    pub(super) slow_after: Duration,
    /// Bytes that the kernel holds unsent before an answer waits. It would hold megabytes, and say that there is room
    /// again only when a third of them has gone.
    pub(super) unsent: u32,
    /// How long the kernel waits for a client to take what it holds, also once the connection is closed.
    pub(super) untaken: Duration,
    /// How long after the shutdown signal an idle connection stays open. A client that writes a request at that very
    /// moment is answered, with `Connection: close`, instead of finding its socket gone.
    pub(super) linger: Duration,
    /// How long after `linger` requests in flight may take before they are cut.
    pub(super) drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_read: Duration::from_secs(10),
            buffer: 64 * 1024,
            unread_bytes: 64 * 1024,
            unread_wait: Duration::from_millis(500),
            silence: Duration::from_secs(10),
            slowest: 4 * 1024,
            slow_after: Duration::from_secs(2),
            unsent: 32 * 1024,
            untaken: Duration::from_secs(20),
            linger: Duration::from_millis(500),
            drain: Duration::from_millis(9_500),
        }
    }
}
