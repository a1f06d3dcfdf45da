//! The accept loop: takes connections that have a share, and on the shutdown signal lets what is in flight finish.
//! What happens on one connection is `connection`'s.

use std::{
    io,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::FutureExt;
use poem::Endpoint;
use tokio::{task::JoinSet, time};
use tokio_util::sync::CancellationToken;

use super::{
    admission::{Admission, Seldom},
    connection::Host,
    limits::Limits,
    listener::{Listener, Stream},
};

/// How long the loop rests after the system refused a socket (out of descriptors or memory), which trying again at once
/// would only make worse.
const REST: Duration = Duration::from_millis(50);

/// Serves `endpoint` on `listener`, to whom `admission` lets in, until `shutdown` is cancelled, then stops accepting, lets requests in flight finish
/// for up to 10 s and returns. A handler that panics answers 500 and costs no other request anything.
///
/// # Errors
/// When the listener's own address can't be read; never for what a client or a single connection does.
pub async fn serve<E>(
    listener: impl Into<Listener>,
    admission: Admission,
    endpoint: E,
    shutdown: CancellationToken,
) -> io::Result<()>
where
    E: Endpoint + 'static,
{
    serve_within(Limits::default(), listener.into(), admission, endpoint, shutdown).await
}

/// [`serve`] with figures of its own.
pub(super) async fn serve_within<E>(
    limits: Limits,
    listener: Listener,
    admission: Admission,
    endpoint: E,
    shutdown: CancellationToken,
) -> io::Result<()>
where
    E: Endpoint + 'static,
{
    listener.bound_buffers(&limits)?;
    let host = Arc::new(Host::new(limits, endpoint, listener.local_addr()?));
    let close = CancellationToken::new();
    // Dropping the set aborts what is left in it, so nothing outlives this function however it ends.
    let mut connections = JoinSet::new();
    let attend = |connections: &mut JoinSet<()>, stream: Stream, remote: SocketAddr| {
        // A child for each connection: one shared token is one lock that every connection's every wake takes.
        let close = close.child_token();
        if let Some(share) = admission.admit(remote.ip(), close.clone()) {
            connections.spawn(host.clone().attend(stream, remote, share, close));
        }
    };
    let mut warnings = Seldom::default();

    loop {
        tokio::select! {
            biased;
            () = shutdown.cancelled() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, remote)) => attend(&mut connections, stream, remote),
                Err(error) if is_clients(&error) => {}
                Err(error) => {
                    if let Some(left_out) = warnings.due(Instant::now()) {
                        tracing::warn!(%error, left_out, "can't accept a connection");
                    }
                    time::sleep(REST).await;
                }
            }
        }
    }

    // The kernel has already told these clients that they are connected.
    while let Some(Ok((stream, remote))) = listener.accept().now_or_never() {
        attend(&mut connections, stream, remote);
    }
    drop(listener);
    tracing::info!(connections = connections.len(), "draining");
    host.stop();
    if time::timeout(limits.linger, all(&mut connections)).await.is_err() {
        close.cancel();
        if time::timeout(limits.drain, all(&mut connections)).await.is_err() {
            tracing::warn!(connections = connections.len(), "cutting requests that outlasted the drain");
        }
    }
    Ok(())
}

/// Waits until every connection has ended.
async fn all(connections: &mut JoinSet<()>) {
    while connections.join_next().await.is_some() {}
}

/// Whether an accept failed for the one connection at the head of the queue, so that the next may be tried at once.
fn is_clients(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}
