//! What a connection is doing, as far as its share goes: one that is idle, or whose client has stopped reading, is slow,
//! and is given up for a newcomer when there are no others left. Told by one task; nothing here takes a lock.

use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::{Context, Poll},
};

use hyper::body::{Body, Frame, SizeHint};

use crate::share::Share;

#[derive(Debug)]
pub(super) struct Activity {
    share: Share,
    is_answering: AtomicBool,
    is_writing: AtomicBool,
}

impl Activity {
    /// Of a new connection: idle until it asks for something.
    pub(super) fn new(share: Share) -> Self {
        share.set_slow(true);
        Self { share, is_answering: AtomicBool::new(false), is_writing: AtomicBool::new(false) }
    }

    /// Has nothing to do, or can't get on with it.
    pub(super) fn is_slow(&self) -> bool {
        self.share.is_slow()
    }

    /// A request has come; what is returned goes with the answer's body.
    pub(super) fn answers(self: &Arc<Self>) -> Answering {
        self.is_answering.store(true, Relaxed);
        self.share.set_slow(false);
        Answering(Arc::clone(self))
    }

    /// A write begins to wait for the client, or does so no more.
    pub(super) fn writes(&self, is_waiting: bool) {
        self.is_writing.store(is_waiting, Relaxed);
        self.share.set_slow(!is_waiting && !self.is_answering.load(Relaxed));
    }

    pub(super) fn is_writing(&self) -> bool {
        self.is_writing.load(Relaxed)
    }

    /// The write has waited for so long that the client seems not to read.
    pub(super) fn stalls(&self) {
        self.share.set_slow(true);
    }
}

/// A request under way: over when dropped.
pub(super) struct Answering(Arc<Activity>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.is_answering.store(false, Relaxed);
        if !self.0.is_writing() {
            self.0.share.set_slow(true);
        }
    }
}

/// The body of an answer. The server drops it once it holds the last bytes of it.
pub(super) struct Answer<B> {
    pub(super) body: B,
    pub(super) _answering: Answering,
}

impl<B: Body + Unpin> Body for Answer<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
