//! A plain HTTP client of one connection, for what wrk can't do: stories of several steps, and each key once.

use std::net::SocketAddr;

use http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::Result;

pub struct Client {
    host: String,
    sender: SendRequest<String>,
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { host: address.to_string(), sender })
    }

    /// The answer's status and, where there is one, its `data`.
    ///
    /// # Errors
    /// When the answer is no success.
    pub async fn call(&mut self, method: Method, path: &str, token: &str, body: Value) -> Result<(StatusCode, Value)> {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, &self.host);
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if !body.is_null() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.sender.ready().await?;
        let answer = self.sender.send_request(request.body(body)?).await?;
        let status = answer.status();
        let bytes = answer.into_body().collect().await?.to_bytes();
        if !status.is_success() {
            return Err(format!("{path}: {status} {}", String::from_utf8_lossy(&bytes)).into());
        }
        let mut body: Value = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes)? };
        Ok((status, body["data"].take()))
    }

    pub async fn post(&mut self, path: &str, token: &str, body: Value) -> Result<Value> {
        Ok(self.call(Method::POST, path, token, body).await?.1)
    }
}
