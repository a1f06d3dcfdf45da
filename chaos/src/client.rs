//! HTTP/1.1 on one connection that is kept, with a limit on how long an answer may take.

use std::{net::SocketAddr, time::Duration};

use http::Method;
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::timeout,
};

use crate::Result;

/// Longer than any answer may take, a paused node's included.
const PATIENCE: Duration = Duration::from_secs(12);

pub struct Client(BufReader<TcpStream>);

impl Client {
    pub async fn connect(address: SocketAddr) -> Result<Self> {
        let stream = timeout(PATIENCE, TcpStream::connect(address)).await??;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// The answer's status and its `data`.
    pub async fn send(&mut self, method: Method, path: &str, token: &str, body: Option<Value>) -> Result<(u16, Value)> {
        timeout(PATIENCE, self.exchange(method, path, token, body)).await?
    }

    /// The `data` of a success.
    pub async fn ok(&mut self, method: Method, path: &str, token: &str, body: Option<Value>) -> Result<Value> {
        match self.send(method, path, token, body).await? {
            (200..=299, data) => Ok(data),
            (status, _) => Err(format!("{path}: {status}").into()),
        }
    }

    async fn exchange(&mut self, method: Method, path: &str, token: &str, body: Option<Value>) -> Result<(u16, Value)> {
        let body = body.map(|body| body.to_string());
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: chaos\r\n");
        if !token.is_empty() {
            head += &format!("Authorization: Bearer {token}\r\n");
        }
        if let Some(body) = &body {
            head += &format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
        }
        head += "\r\n";
        head += body.as_deref().unwrap_or_default();
        self.0.get_mut().write_all(head.as_bytes()).await?;
        let (mut status, mut length) = (0, 0);
        for first in std::iter::once(true).chain(std::iter::repeat(false)) {
            let mut line = String::new();
            if self.0.read_line(&mut line).await? == 0 {
                return Err("the connection was closed".into());
            }
            let line = line.trim_end();
            if first {
                status = line.split(' ').nth(1).ok_or("no status")?.parse()?;
            } else if line.is_empty() {
                break;
            } else if let Some((name, value)) = line.split_once(": ")
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.parse()?;
            }
        }
        let mut bytes = vec![0; length];
        self.0.read_exact(&mut bytes).await?;
        let mut data: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        Ok((status, data["data"].take()))
    }
}
