//! Requests over the network: TLS by rustls, a connection for each, one deadline for all of it. Where others than the
//! operator named the server, the name is resolved once, every address is judged, and the connection goes to those.

use std::{io, sync::Arc, time::Duration};

use http::{HeaderValue, Request, Response, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{
        Client,
        connect::{Connect, HttpConnector, dns::GaiResolver},
    },
    rt::TokioExecutor,
};
use url::Url;

use super::{
    Answering, Exit, Http, HttpError, LARGEST, LIMIT, Reach, Resolver, SystemResolver, exit::Connecting,
    outside::Outside,
};

/// GitHub's API wants to know who asks.
const USER_AGENT: HeaderValue = HeaderValue::from_static("Almond");

type Requests<C> = Client<C, Full<Bytes>>;
/// TLS over connections whose names a `R` resolves.
type Connector<R> = HttpsConnector<Connecting<HttpConnector<R>>>;

/// The real network.
pub struct Web {
    anywhere: Requests<Connector<GaiResolver>>,
    outside: Requests<Connector<Outside>>,
    limit: Duration,
}

impl Web {
    /// # Errors
    /// When TLS can't be set up, which doesn't happen.
    pub fn new() -> io::Result<Self> {
        Self::leaving(&Exit::default(), Arc::new(SystemResolver))
    }

    /// By this way out, with names outside resolved by `resolver`.
    ///
    /// # Errors
    /// When TLS can't be set up.
    pub fn leaving(exit: &Exit, resolver: Arc<dyn Resolver>) -> io::Result<Self> {
        // No connection is kept: a sign-in asks once or twice, and what idles holds up a shutdown.
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_max_idle_per_host(0);
        let anywhere = builder.build(connector(exit, HttpConnector::new(), None)?);
        let direct = HttpConnector::new_with_resolver(Outside::new(Arc::clone(&resolver)));
        let outside = builder.build(connector(exit, direct, Some(resolver))?);
        Ok(Self { anywhere, outside, limit: LIMIT })
    }

    async fn answer<C>(&self, to: &Requests<C>, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, HttpError>
    where
        C: Connect + Clone + Send + Sync + 'static,
    {
        let host = request.uri().host().unwrap_or_default().to_owned();
        let mut request = request.map(|body| Full::new(Bytes::from(body)));
        request.headers_mut().entry(header::USER_AGENT).or_insert(USER_AGENT);
        let answer = async {
            let response = to.request(request).await.map_err(|error| HttpError::Connect(host, Box::new(error)))?;
            let (parts, body) = response.into_parts();
            let body = Limited::new(body, LARGEST).collect().await.map_err(|_| HttpError::Body)?;
            Ok(Response::from_parts(parts, body.to_bytes().into()))
        };
        tokio::time::timeout(self.limit, answer).await.map_err(|_| HttpError::Timeout)?
    }
}

fn connector<R>(exit: &Exit, mut tcp: HttpConnector<R>, judge: Option<Arc<dyn Resolver>>) -> io::Result<Connector<R>> {
    tcp.enforce_http(false);
    let builder = HttpsConnectorBuilder::new().with_tls_config(exit.tls()?);
    Ok(builder.https_or_http().enable_http1().wrap_connector(Connecting::new(exit.clone(), tcp, judge)))
}

impl Http for Web {
    fn send(&self, request: Request<Vec<u8>>) -> Answering<'_> {
        Box::pin(self.answer(&self.anywhere, request))
    }

    fn send_outside(&self, request: Request<Vec<u8>>) -> Answering<'_> {
        Box::pin(async move {
            // An address in the URL is not resolved, so nobody else judges it.
            let url = Url::parse(&request.uri().to_string()).map_err(|_| HttpError::Forbidden)?;
            Reach::Guarded(&[]).check(&url).map_err(|_| HttpError::Forbidden)?;
            self.answer(&self.outside, request).await
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use futures_util::FutureExt;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    use super::*;
    use crate::seam::Resolving;

    /// Gives `answer` to the one request that comes, and what was asked.
    async fn ask(answer: String) -> (Result<Response<Vec<u8>>, HttpError>, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/asked", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = vec![0; 4096];
            let length = stream.read(&mut asked).await.unwrap();
            // A client that has read enough closes the connection.
            let _ = stream.write_all(answer.as_bytes()).await;
            String::from_utf8_lossy(&asked[..length]).into_owned()
        });
        let answered = Web::new().unwrap().send(Request::get(url).body(Vec::new()).unwrap()).await;
        (answered, server.await.unwrap())
    }

    #[tokio::test]
    async fn it_says_who_asks_and_follows_no_redirect() {
        let redirect = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 2\r\n\r\nhi";
        let (answer, asked) = ask(redirect.to_owned()).await;
        let answer = answer.unwrap();
        assert_eq!((answer.status().as_u16(), answer.body().as_slice()), (302, b"hi".as_slice()));
        assert!(asked.starts_with("GET /asked HTTP/1.1\r\n") && asked.contains("user-agent: Almond\r\n"), "{asked}");
    }

    #[tokio::test]
    async fn an_answer_without_end_is_not_read_to_its_end() {
        let endless = format!("HTTP/1.1 200 OK\r\n\r\n{}", "a".repeat(LARGEST + 1));
        assert!(matches!(ask(endless).await.0, Err(HttpError::Body)));
    }

    #[tokio::test]
    async fn a_server_that_says_nothing_is_not_waited_for() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let web = Web { limit: Duration::from_millis(50), ..Web::new().unwrap() };
        let answered = web.send(Request::get(url).body(Vec::new()).unwrap()).await;
        assert!(matches!(answered, Err(HttpError::Timeout)));
    }

    /// Leads every name to these addresses, and says nothing when asked a second time.
    struct Leads(&'static [&'static str], AtomicBool);

    impl Resolver for Leads {
        fn resolve<'a>(&'a self, _: &'a str) -> Resolving<'a> {
            let is_first = !self.1.swap(true, Ordering::SeqCst);
            let addresses = self.0.iter().filter(|_| is_first).map(|address| address.parse().unwrap()).collect();
            Box::pin(async { Ok(addresses) })
        }
    }

    #[tokio::test]
    async fn what_others_named_is_judged_when_it_is_connected_to() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        for addresses in [
            &["127.0.0.1"][..],
            &["1.1.1.1", "127.0.0.1"],
            &["169.254.169.254"],
            &["240.0.0.1"],
            &["192.0.0.8"],
            &["198.18.0.1"],
            &["64:ff9b::7f00:1"],
            &["64:ff9b:1::1"],
            &["2002:7f00:1::1"],
            &["2001::1"],
            &["::ffff:127.0.0.1"],
            &["::127.0.0.1"],
        ] {
            let web = Web::leaving(&Exit::default(), Arc::new(Leads(addresses, AtomicBool::default()))).unwrap();
            let request = Request::get(format!("https://keys.example:{port}/")).body(Vec::new()).unwrap();
            let error = web.send_outside(request).await.unwrap_err();
            let HttpError::Connect(_, why) = error else { panic!("{addresses:?}: {error}") };
            let why = format!("{why:?}");
            assert!(why.contains("the name leads inside"), "{addresses:?}: {why}");
        }
        for url in [format!("https://127.0.0.1:{port}/"), format!("http://keys.example:{port}/")] {
            let web = Web::leaving(&Exit::default(), Arc::new(Leads(&["1.1.1.1"], AtomicBool::default()))).unwrap();
            let sent = web.send_outside(Request::get(url).body(Vec::new()).unwrap()).await;
            assert!(matches!(sent, Err(HttpError::Forbidden)), "{sent:?}");
        }
        assert!(listener.accept().now_or_never().is_none(), "somebody came");
    }

    #[tokio::test]
    async fn nobody_there_is_an_error() {
        let answered = Web::new().unwrap().send(Request::get("http://127.0.0.1:1/").body(Vec::new()).unwrap()).await;
        assert!(matches!(answered, Err(HttpError::Connect(..))));
    }
}
