//! How a bucket is asked: hyper with rustls and ring, which are here already, in place of the client that the store's
//! library would bring along.

use std::{io, time::Duration};

use http_body_util::BodyExt;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector as Tcp},
    rt::TokioExecutor,
};
use object_store::{
    ClientOptions,
    client::{
        HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse,
        HttpResponseBody, HttpService,
    },
};
use sea_orm::prelude::async_trait::async_trait;

use crate::seam::http::{Connecting, Exit};

/// For a connection to be made.
const CONNECTING: Duration = Duration::from_secs(5);
/// For one request, a part of 5 MiB included, until the head of its answer.
const ANSWERING: Duration = Duration::from_secs(60);

/// Makes clients that leave by this way.
#[derive(Debug)]
pub struct Transport(pub Exit);

/// A client.
#[derive(Debug)]
struct Web(Client<HttpsConnector<Connecting<Tcp>>, HttpRequestBody>);

impl HttpConnector for Transport {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let mut tcp = Tcp::new();
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(CONNECTING));
        tcp.set_nodelay(true);
        let wrong = |error| object_store::Error::Generic { store: "S3", source: Box::new(error) };
        let tls = self.0.tls().map_err(wrong)?;
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(Connecting::new(self.0.clone(), tcp, None));
        Ok(HttpClient::new(Web(Client::builder(TokioExecutor::new()).build(connector))))
    }
}

#[async_trait]
impl HttpService for Web {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let answered = tokio::time::timeout(ANSWERING, self.0.request(request)).await;
        let late = |_| HttpError::new(HttpErrorKind::Timeout, io::Error::from(io::ErrorKind::TimedOut));
        let (parts, body) = answered.map_err(late)?.map_err(failed)?.into_parts();
        let body = body.map_err(|error| HttpError::new(HttpErrorKind::Interrupted, error));
        Ok(HttpResponse::from_parts(parts, HttpResponseBody::new(body)))
    }
}

fn failed(error: hyper_util::client::legacy::Error) -> HttpError {
    let kind = if error.is_connect() { HttpErrorKind::Connect } else { HttpErrorKind::Request };
    HttpError::new(kind, error)
}
