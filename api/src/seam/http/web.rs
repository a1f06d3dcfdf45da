//! Requests over the network: TLS by rustls, a connection for each, one deadline for all of it.

use std::{io, sync::Arc, time::Duration};

use http::{HeaderValue, Request, Response, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use rustls::crypto::ring;

use super::{Answering, Http, HttpError, LARGEST, LIMIT};

/// GitHub's API wants to know who asks.
const USER_AGENT: HeaderValue = HeaderValue::from_static("Almond");

/// The real network.
pub struct Web {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    limit: Duration,
}

impl Web {
    /// # Errors
    /// When TLS can't be set up, which doesn't happen.
    pub fn new() -> io::Result<Self> {
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(Arc::new(ring::default_provider()))
            .map_err(io::Error::other)?
            .https_or_http()
            .enable_http1()
            .build();
        // No connection is kept: a sign-in asks once or twice, and what idles holds up a shutdown.
        let client = Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build(connector);
        Ok(Self { client, limit: LIMIT })
    }

    async fn answer(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, HttpError> {
        let mut request = request.map(|body| Full::new(Bytes::from(body)));
        request.headers_mut().entry(header::USER_AGENT).or_insert(USER_AGENT);
        let response = self.client.request(request).await.map_err(|error| HttpError::Connect(Box::new(error)))?;
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, LARGEST).collect().await.map_err(|_| HttpError::Body)?;
        Ok(Response::from_parts(parts, body.to_bytes().into()))
    }
}

impl Http for Web {
    fn send(&self, request: Request<Vec<u8>>) -> Answering<'_> {
        Box::pin(async {
            tokio::time::timeout(self.limit, self.answer(request)).await.map_err(|_| HttpError::Timeout)?
        })
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    use super::*;

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

    #[tokio::test]
    async fn nobody_there_is_an_error() {
        let answered = Web::new().unwrap().send(Request::get("http://127.0.0.1:1/").body(Vec::new()).unwrap()).await;
        assert!(matches!(answered, Err(HttpError::Connect(_))));
    }
}
