//! One connection: hyper's HTTP/1.1 on one side, the poem endpoint on the other. Every request of the server passes
//! here, so nothing is allocated for a request without a body that hyper and poem don't already need.

use std::{
    convert::Infallible,
    future::poll_fn,
    io, mem,
    net::SocketAddr,
    panic::{self, AssertUnwindSafe},
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::Poll,
};

use futures_util::FutureExt;
use http_body_util::combinators::BoxBody;
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use poem::{
    Addr, Endpoint, IntoResponse, RequestParts,
    http::{HeaderValue, StatusCode, header::CONNECTION, uri::Scheme},
    web::{LocalAddr, RemoteAddr},
};
use tokio_util::sync::CancellationToken;

use super::{
    activity::{Activity, Answer},
    limits::Limits,
    listener::Stream,
    patient::Patient,
    unread,
};
use crate::share::Share;

/// What all connections of one listener share.
pub(super) struct Host<E> {
    endpoint: E,
    http: http1::Builder,
    limits: Limits,
    local: LocalAddr,
    stopping: AtomicBool,
}

impl<E: Endpoint + 'static> Host<E> {
    pub(super) fn new(limits: Limits, endpoint: E, local: SocketAddr) -> Self {
        let mut http = http1::Builder::new();
        // `max_headers` is left alone: its default is the 100 we want and keeps the headers on the stack, while setting
        // it to any figure moves them to the heap.
        http.timer(TokioTimer::new())
            .header_read_timeout(limits.header_read)
            .max_buf_size(limits.buffer)
            .keep_alive(true);
        Self { endpoint, http, limits, local: LocalAddr(Addr::SocketAddr(local)), stopping: AtomicBool::new(false) }
    }

    /// From now on every answer is its connection's last and says so.
    pub(super) fn stop(&self) {
        self.stopping.store(true, Relaxed);
    }

    /// Answers the connection's requests until either side ends it, or `close` is cancelled and the request in flight,
    /// if there is one, has been answered. `close` is cancelled too when the share is taken back.
    pub(super) async fn attend(
        self: Arc<Self>,
        stream: Stream,
        remote: SocketAddr,
        share: Share,
        close: CancellationToken,
    ) {
        // Answers are written whole; waiting for more to send (Nagle) would only delay them.
        stream.set_nodelay();
        let activity = Arc::new(Activity::new(share));
        let remote = RemoteAddr(Addr::SocketAddr(remote));
        let host = &*self;
        let service = service_fn(|request: Request<Incoming>| {
            let answering = activity.answers();
            let (head, body) = request.into_parts();
            let (body, unread) = unread::lend(&head.headers, body);
            let head = RequestParts::from((head, host.local.clone(), remote.clone(), Scheme::HTTP));
            let request = poem::Request::from_parts(head, body);
            // Called here and not once it is waited for, which never comes for a client that is gone by then: the
            // endpoint is to know of every request. A panic's payload is dropped unread: it may hold what the handler held.
            let answer = panic::catch_unwind(AssertUnwindSafe(|| host.endpoint.call(request)));
            async move {
                let answer = match answer {
                    Ok(answer) => AssertUnwindSafe(answer).catch_unwind().await,
                    Err(panic) => Err(panic),
                };
                others_first().await;
                let mut answer = match answer {
                    Ok(Ok(answer)) => answer.into_response(),
                    Ok(Err(error)) => error.into_response(),
                    Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
                };
                if host.stopping.load(Relaxed) {
                    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
                }
                if let Some(unread) = unread {
                    unread.drain(&host.limits, answer.headers_mut()).await;
                }
                let answer: Response<BoxBody<Bytes, io::Error>> = answer.into();
                Ok::<_, Infallible>(answer.map(|body| Answer { body, _answering: answering }))
            }
        });
        let stream = Patient::new(stream, Arc::clone(&activity), &self.limits);
        let mut connection = pin!(self.http.serve_connection(TokioIo::new(stream), service));

        // Errors are the client's (it went away, sent half a header, spoke no HTTP); hyper has answered what could be.
        tokio::select! {
            biased;
            _ = connection.as_mut() => return,
            () = close.cancelled() => {}
        }
        if activity.is_slow() && !self.stopping.load(Relaxed) {
            // Somebody else has its share now, and it has nothing to finish.
            return;
        }
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }
}

/// Lets this thread's other ready connections go first. Each request that has come is handled before the first answer
/// is written, which goes deep into the kernel and wakes the client: the code of either stays in the processor's caches,
/// and a client that has many answers to read is woken once. With 64 busy connections that is a tenth to a sixth more
/// requests a second, at a lower median; with four it costs some (`docs/operating/performance.md`). `tokio::task::yield_now` would
/// look at the network first.
async fn others_first() {
    let mut waited = false;
    poll_fn(|context| {
        if mem::replace(&mut waited, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    #[tokio::test]
    async fn each_request_that_is_ready_is_handled_before_the_first_answer_is_written() {
        let done = Arc::new(Mutex::new(String::new()));
        let one = || {
            let done = Arc::clone(&done);
            async move {
                done.lock().unwrap().push('h');
                others_first().await;
                done.lock().unwrap().push('w');
            }
        };
        for task in [tokio::spawn(one()), tokio::spawn(one()), tokio::spawn(one())] {
            task.await.unwrap();
        }
        assert_eq!(*done.lock().unwrap(), "hhhwww");
    }
}
