//! What a handler leaves of a request's body. hyper gives up the connection unless the rest is there already, and a
//! client that writes head and body apart would have to connect anew after each refusal; so a little of it is waited for.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use http_body_util::BodyExt;
use hyper::{
    HeaderMap,
    body::{Body as _, Bytes, Frame, Incoming, SizeHint},
    header::{CONNECTION, EXPECT, HeaderValue},
};
use poem::Body;
use tokio::time::timeout;

use super::limits::Limits;

/// Where a body is put that was dropped before its end.
#[derive(Clone, Default)]
pub(super) struct Unread(Arc<Mutex<Option<Incoming>>>);

/// The body for the handler, and where to look for what it left of it; an empty body leaves nothing, nor does one that
/// the client sends only once it is asked to (RFC 9110, 10.1.1).
pub(super) fn lend(headers: &HeaderMap, body: Incoming) -> (Body, Option<Unread>) {
    if body.is_end_stream() {
        return (Body::empty(), None);
    }
    if headers.contains_key(EXPECT) {
        return (body.map_err(io::Error::other).boxed().into(), None);
    }
    let unread = Unread::default();
    (Lent { body: Some(body), back: unread.clone() }.boxed().into(), Some(unread))
}

impl Unread {
    /// Reads the rest, if it is little and comes soon; else the answer says that it is the connection's last.
    pub(super) async fn drain(self, limits: &Limits, answer: &mut HeaderMap) {
        let Some(body) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
        let closes = answer.get_all(CONNECTION).iter().any(|value| value == "close");
        if !closes && !timeout(limits.unread_wait, ends_within(limits.unread_bytes, body)).await.unwrap_or(false) {
            answer.insert(CONNECTION, HeaderValue::from_static("close"));
        }
    }
}

/// Reads a body that is no longer than this; gives whether all of it came.
async fn ends_within(mut room: u64, mut body: Incoming) -> bool {
    while body.size_hint().lower() <= room {
        match body.frame().await {
            Some(Ok(frame)) => {
                let read = frame.data_ref().map_or(0, |bytes| bytes.len() as u64);
                let Some(rest) = room.checked_sub(read) else { return false };
                room = rest;
            }
            Some(Err(_)) => return false,
            None => return true,
        }
    }
    false
}

/// A body that goes back where it came from when its reader drops it.
struct Lent {
    body: Option<Incoming>,
    back: Unread,
}

impl hyper::body::Body for Lent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let frame = ready!(Pin::new(body).poll_frame(cx));
        if !matches!(frame, Some(Ok(_))) {
            self.body = None;
        }
        Poll::Ready(frame.map(|frame| frame.map_err(io::Error::other)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Incoming::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(|| SizeHint::with_exact(0), Incoming::size_hint)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let Some(body) = self.body.take().filter(|body| !body.is_end_stream()) {
            *self.back.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
        }
    }
}
