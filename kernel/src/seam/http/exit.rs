//! The way out of this network that all connections take which the server makes by itself: which authorities are trusted
//! beside the usual ones, and the proxy that https goes through (`CONNECT`). Who may be connected to is not decided here.

use std::{
    fmt,
    future::Future,
    io,
    net::IpAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use http::Uri;
use hyper_rustls::ConfigBuilderExt;
use hyper_util::{
    client::{
        legacy::connect::{HttpConnector, proxy::Tunnel},
        proxy::matcher::Matcher,
    },
    rt::TokioIo,
};
use rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::CertificateDer};
use tokio::net::TcpStream;
use tower_service::Service;

use super::{Resolver, outside::public_addresses};

/// What the operator says of it.
#[derive(Clone, Default)]
pub struct Exit {
    authorities: Vec<CertificateDer<'static>>,
    proxy: Option<Arc<Matcher>>,
}

impl Exit {
    pub fn new(authorities: Vec<CertificateDer<'static>>, proxy: Option<Matcher>) -> Self {
        Self { authorities, proxy: proxy.map(Arc::new) }
    }

    /// The authorities that are trusted beside the usual ones.
    pub fn authorities(&self) -> &[CertificateDer<'static>] {
        &self.authorities
    }

    /// TLS for connections out.
    ///
    /// # Errors
    /// When TLS can't be set up, or an authority's certificate is none.
    pub fn tls(&self) -> io::Result<ClientConfig> {
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let config = config.with_safe_default_protocol_versions().map_err(io::Error::other)?;
        if self.authorities.is_empty() {
            return Ok(config.with_webpki_roots().with_no_client_auth());
        }
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for authority in &self.authorities {
            roots.add(authority.clone()).map_err(io::Error::other)?;
        }
        Ok(config.with_root_certificates(roots).with_no_client_auth())
    }

    /// The proxy's way to a server; none where the server is connected to itself: without TLS, on this machine, or because
    /// `NO_PROXY` names it.
    pub fn tunnel(&self, to: &Uri) -> Option<Tunnel<HttpConnector>> {
        let host = to.host()?.trim_matches(['[', ']']);
        let is_here = host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
        if to.scheme_str() != Some("https") || is_here {
            return None;
        }
        let proxy = self.proxy.as_ref()?.intercept(to)?;
        let tunnel = Tunnel::new(proxy.uri().clone(), HttpConnector::new());
        Some(match proxy.basic_auth() {
            Some(credentials) => tunnel.with_auth(credentials.clone()),
            None => tunnel,
        })
    }
}

impl fmt::Debug for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The proxy's URL may have a password.
        let (authorities, proxy) = (self.authorities.len(), self.proxy.is_some());
        f.debug_struct("Exit").field("authorities", &authorities).field("proxy", &proxy).finish()
    }
}

/// An error that may be anything.
type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Connects through the proxy where the server has one, else as `D` does.
#[derive(Clone)]
pub struct Connecting<D> {
    exit: Exit,
    direct: D,
    /// Set where the server's addresses have to be public: the proxy resolves the name for itself, so it is judged before.
    judge: Option<Arc<dyn Resolver>>,
}

impl<D> Connecting<D> {
    pub fn new(exit: Exit, direct: D, judge: Option<Arc<dyn Resolver>>) -> Self {
        Self { exit, direct, judge }
    }
}

impl<D> Service<Uri> for Connecting<D>
where
    D: Service<Uri, Response = TokioIo<TcpStream>>,
    D::Error: Into<BoxError>,
    D::Future: Send + 'static,
{
    type Response = TokioIo<TcpStream>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.direct.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let Some(mut tunnel) = self.exit.tunnel(&to) else {
            let connecting = self.direct.call(to);
            return Box::pin(async move { connecting.await.map_err(Into::into) });
        };
        let judge = self.judge.clone();
        Box::pin(async move {
            if let (Some(resolver), Some(name)) = (judge, to.host()) {
                public_addresses(resolver.as_ref(), name).await?;
            }
            Ok(tunnel.call(to).await?)
        })
    }
}

#[cfg(test)]
#[path = "exit_tests.rs"]
mod tests;
