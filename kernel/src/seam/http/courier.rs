//! Takes messages to receivers that tenants chose: resolves the host itself, judges every address, connects to what it
//! judged and to nothing else. Follows no redirect, waits and reads only so much, and gives back no more than the status;
//! `documents` fetches by the same way.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use http::{HeaderMap, HeaderValue, Method, Request, Response, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    body::{Bytes, Incoming},
    client::conn::http1,
};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;
use tokio_util::task::AbortOnDropHandle;
use tower_service::Service as _;
use url::{Host, Url};

use super::{
    exit::Exit,
    look_up::LookUps,
    reach::{Reach, literal},
    resolver::Resolver,
};

/// For one attempt, from the name to the answer's status.
const LIMIT: Duration = Duration::from_secs(15);
/// For one of a host's addresses, so that there is time for the next.
const CONNECT: Duration = Duration::from_secs(5);
/// For the answer's body, which says nothing: it is read so that the receiver can finish.
const BODY: Duration = Duration::from_secs(2);
/// The same in bytes.
const LARGEST: usize = 64 * 1024;

/// The longest wait that a receiver may ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);

const USER_AGENT: HeaderValue = HeaderValue::from_static("Almond");

/// What a receiver answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    pub status: u16,
    /// How long it wants to be left alone.
    pub retry_after: Option<Duration>,
}

/// Why there was no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The URL or one of its host's addresses is none that a message may go to.
    Refused,
    /// The host's name has no address.
    Resolve,
    /// There was no turn to look the name up.
    Crowded,
    Connect,
    Tls,
    Timeout,
    /// What came is no HTTP answer.
    Protocol,
}

impl Failure {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "address_refused",
            Self::Resolve => "name_not_resolved",
            Self::Crowded => "crowded_out",
            Self::Connect => "connection_failed",
            Self::Tls => "tls_failed",
            Self::Timeout => "timeout",
            Self::Protocol => "bad_answer",
        }
    }
}

/// The way to receivers.
pub struct Courier {
    exit: Exit,
    resolver: Arc<dyn Resolver>,
    tls: TlsConnector,
    limit: Duration,
}

impl Courier {
    /// # Errors
    /// When TLS can't be set up.
    pub fn new(exit: Exit, resolver: Arc<dyn Resolver>) -> io::Result<Self> {
        let tls = TlsConnector::from(Arc::new(exit.tls()?));
        Ok(Self { exit, resolver, tls, limit: LIMIT })
    }

    /// Posts `body`.
    pub async fn post(
        &self,
        url: &Url,
        reach: Reach<'_>,
        lookups: LookUps<'_>,
        headers: HeaderMap,
        body: String,
    ) -> Result<Answered, Failure> {
        let request = request(Method::POST, url, headers, body)?;
        let sent = timeout(self.limit, self.send(url, reach, lookups, request)).await;
        let response = sent.map_err(|_| Failure::Timeout)?;
        let (response, _connection) = response?;
        let (parts, body) = response.into_parts();
        // The status has been said; whatever the body does, it stands.
        let _ = timeout(BODY, Limited::new(body, LARGEST).collect()).await;
        Ok(Answered { status: parts.status.as_u16(), retry_after: retry_after(&parts.headers) })
    }

    pub(super) async fn send(
        &self,
        url: &Url,
        reach: Reach<'_>,
        lookups: LookUps<'_>,
        request: Request<Full<Bytes>>,
    ) -> Result<Sent, Failure> {
        let addresses = self.addresses(url, reach, lookups).await?;
        let to = url.as_str().parse().map_err(|_| Failure::Refused)?;
        let stream = match self.exit.tunnel(&to) {
            // The proxy resolves the name once more; that it led nowhere inside is known.
            Some(mut tunnel) => tunnel.call(to).await.map_err(|_| Failure::Connect)?.into_inner(),
            None => connect(&addresses, url).await?,
        };
        if url.scheme() == "http" {
            return exchange(stream, request).await;
        }
        let name = match url.host().ok_or(Failure::Refused)? {
            Host::Domain(name) => ServerName::try_from(name.to_owned()).map_err(|_| Failure::Tls)?,
            Host::Ipv4(address) => ServerName::from(IpAddr::from(address)),
            Host::Ipv6(address) => ServerName::from(IpAddr::from(address)),
        };
        let stream = self.tls.connect(name, stream).await.map_err(|_| Failure::Tls)?;
        exchange(stream, request).await
    }

    /// What the host is at, now: all of it may be sent to, or none is.
    async fn addresses(&self, url: &Url, reach: Reach<'_>, lookups: LookUps<'_>) -> Result<Vec<IpAddr>, Failure> {
        reach.check(url).map_err(|_| Failure::Refused)?;
        let addresses = match literal(url) {
            Some(address) => vec![address],
            None => {
                let name = url.host_str().ok_or(Failure::Refused)?;
                lookups.look_up(&self.resolver, name).await?
            }
        };
        if addresses.is_empty() {
            return Err(Failure::Resolve);
        }
        let all = addresses.iter().all(|address| reach.allows(url, *address));
        if all { Ok(addresses) } else { Err(Failure::Refused) }
    }
}

/// An answer, and the connection that its body comes by.
pub(super) type Sent = (Response<Incoming>, AbortOnDropHandle<()>);

async fn connect(addresses: &[IpAddr], url: &Url) -> Result<TcpStream, Failure> {
    let port = url.port_or_known_default().ok_or(Failure::Refused)?;
    for address in addresses {
        if let Ok(Ok(stream)) = timeout(CONNECT, TcpStream::connect(SocketAddr::new(*address, port))).await {
            return Ok(stream);
        }
    }
    Err(Failure::Connect)
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Sent, Failure>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|_| Failure::Protocol)?;
    let connection = AbortOnDropHandle::new(tokio::spawn(async move {
        // How it ends shows in the answer, or in that there is none.
        let _ = connection.await;
    }));
    let response = sender.send_request(request).await.map_err(|_| Failure::Protocol)?;
    Ok((response, connection))
}

pub(super) fn request(
    method: Method,
    url: &Url,
    headers: HeaderMap,
    body: String,
) -> Result<Request<Full<Bytes>>, Failure> {
    let host = url.host_str().ok_or(Failure::Refused)?;
    let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let target = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let built = Request::builder().method(method).uri(target).header(header::HOST, host);
    let built = built.header(header::USER_AGENT, USER_AGENT).header(header::CONNECTION, "close");
    let mut request = built.body(Full::new(Bytes::from(body))).map_err(|_| Failure::Refused)?;
    request.headers_mut().extend(headers);
    Ok(request)
}

/// In seconds; a date is not believed, for nobody knows the other clock.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_WAIT))
}

#[cfg(test)]
#[path = "courier_tests.rs"]
mod tests;
