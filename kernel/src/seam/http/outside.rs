//! Resolves names for connections that may only go out to the public: every address is judged, and none is given to
//! connect to unless all are public.

use std::{
    future::Future,
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    vec,
};

use hyper_util::client::legacy::connect::dns::Name;
use tower_service::Service;

use super::{Resolver, address::is_public};

/// Where a name leads, if all of it is public.
///
/// # Errors
/// When the name can't be resolved, or leads inside.
pub async fn public_addresses(resolver: &dyn Resolver, name: &str) -> io::Result<Vec<IpAddr>> {
    let addresses = match name.trim_matches(['[', ']']).parse() {
        Ok(address) => vec![address],
        Err(_) => resolver.resolve(name).await?,
    };
    if addresses.is_empty() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "the name has no address"));
    }
    if !addresses.iter().copied().all(is_public) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the name leads inside"));
    }
    Ok(addresses)
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
            let addresses = public_addresses(resolver.as_ref(), name.as_str()).await?;
            // The connector knows the port.
            let sockets: Vec<_> = addresses.into_iter().map(|address| SocketAddr::new(address, 0)).collect();
            Ok(sockets.into_iter())
        })
    }
}
