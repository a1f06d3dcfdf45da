//! The accept loop: takes connections up to the cap, and on the shutdown signal lets what is in flight finish.
//! What happens on one connection is `connection`'s.

use std::{io, sync::Arc, time::Duration};

use futures_util::FutureExt;
use poem::Endpoint;
use tokio::{net::TcpListener, task::JoinSet, time};
use tokio_util::sync::CancellationToken;

use super::{connection::Host, limits::Limits};

/// How long the loop rests after the system refused a socket (out of descriptors or memory), which trying again at once
/// would only make worse.
const REST: Duration = Duration::from_millis(50);

/// Serves `endpoint` on `listener` until `shutdown` is cancelled, then stops accepting, lets requests in flight finish
/// for up to 10 s and returns. A handler that panics answers 500 and costs no other request anything.
///
/// # Errors
/// When the listener's own address can't be read; never for what a client or a single connection does.
pub async fn serve<E>(listener: TcpListener, endpoint: E, shutdown: CancellationToken) -> io::Result<()>
where
    E: Endpoint + 'static,
{
    serve_within(Limits::default(), listener, endpoint, shutdown).await
}

/// [`serve`] with figures of its own.
pub(super) async fn serve_within<E>(
    limits: Limits,
    listener: TcpListener,
    endpoint: E,
    shutdown: CancellationToken,
) -> io::Result<()>
where
    E: Endpoint + 'static,
{
    let host = Arc::new(Host::new(limits, endpoint, listener.local_addr()?));
    let close = CancellationToken::new();
    // Dropping the set aborts what is left in it, so nothing outlives this function however it ends.
    let mut connections = JoinSet::new();

    loop {
        tokio::select! {
            biased;
            () = shutdown.cancelled() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept(), if connections.len() < limits.connections => match accepted {
                Ok((stream, remote)) => {
                    // A child for each connection: one shared token is one lock that every connection's every wake takes.
                    connections.spawn(host.clone().attend(stream, remote, close.child_token()));
                }
                Err(error) if is_clients(&error) => {}
                Err(error) => {
                    tracing::warn!(%error, "can't accept a connection");
                    time::sleep(REST).await;
                }
            }
        }
    }

    // The kernel has already told these clients that they are connected.
    while connections.len() < limits.connections
        && let Some(Ok((stream, remote))) = listener.accept().now_or_never()
    {
        connections.spawn(host.clone().attend(stream, remote, close.child_token()));
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
