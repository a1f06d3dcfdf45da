//! Resolves names for connections that may only go out to the public: every address is judged, and none is given to
//! connect to unless all are public.

use std::{
    future::Future,
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    vec,
};

use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::{HttpConnector, dns::Name};
use rustls::crypto::ring;
use tower_service::Service;

use super::{Resolver, address::is_public};

/// TLS over connections whose names a `R` resolves.
pub type WebConnector<R> = HttpsConnector<HttpConnector<R>>;

/// # Errors
/// When TLS can't be set up, which doesn't happen.
pub fn connector<R>(mut tcp: HttpConnector<R>) -> io::Result<WebConnector<R>> {
    tcp.enforce_http(false);
    let builder = HttpsConnectorBuilder::new().with_provider_and_webpki_roots(Arc::new(ring::default_provider()));
    Ok(builder.map_err(io::Error::other)?.https_or_http().enable_http1().wrap_connector(tcp))
}

/// The resolver of such connections.
#[derive(Clone)]
pub struct Outside(Arc<dyn Resolver>);

impl Outside {
    pub fn new(resolver: Arc<dyn Resolver>) -> Self {
        Self(resolver)
    }
}

impl Service<Name> for Outside {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let resolver = Arc::clone(&self.0);
        Box::pin(async move {
            let addresses = resolver.resolve(name.as_str()).await?;
            if !addresses.iter().copied().all(is_public) {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the name leads inside"));
            }
            // The connector knows the port.
            let sockets: Vec<_> = addresses.into_iter().map(|address| SocketAddr::new(address, 0)).collect();
            Ok(sockets.into_iter())
        })
    }
}
