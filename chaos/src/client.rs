//! HTTP/1.1 on one connection that is kept, with a limit on how long an answer may take.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};

use http::Method;
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

use crate::Result;

/// Longer than any answer may take, a paused node's included.
const PATIENCE: Duration = Duration::from_secs(12);

pub struct Client(BufReader<TcpStream>);

impl Client {
    pub async fn connect(address: SocketAddr) -> Result<Self> {
        Self::over(timeout(PATIENCE, TcpStream::connect(address)).await??)
    }

    /// From this address of the machine.
    pub async fn connect_from(from: Ipv4Addr, address: SocketAddr) -> Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(IpAddr::V4(from), 0))?;
        Self::over(timeout(PATIENCE, socket.connect(address)).await??)
    }

    fn over(stream: TcpStream) -> Result<Self> {
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// The answer's status and its `data`.
    pub async fn send(&mut self, method: Method, path: &str, token: &str, body: Option<Value>) -> Result<(u16, Value)> {
        let body = body.map(|body| body.to_string());
        let body = body.as_ref().map(|body| ("application/json", body.as_bytes()));
        timeout(PATIENCE, self.exchange(method, path, token, body)).await?
    }

    /// The same for a body that isn't JSON.
    pub async fn upload(&mut self, path: &str, token: &str, bytes: &[u8]) -> Result<(u16, Value)> {
        let body = Some(("application/octet-stream", bytes));
        timeout(PATIENCE, self.exchange(Method::POST, path, token, body)).await?
    }

    /// The `data` of a success.
    pub async fn ok(&mut self, method: Method, path: &str, token: &str, body: Option<Value>) -> Result<Value> {
        match self.send(method, path, token, body).await? {
            (200..=299, data) => Ok(data),
            (status, _) => Err(format!("{path}: {status}").into()),
        }
    }

    /// `body` is its media type and its bytes.
    async fn exchange(
        &mut self,
        method: Method,
        path: &str,
        token: &str,
        body: Option<(&str, &[u8])>,
    ) -> Result<(u16, Value)> {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: chaos\r\n");
        if !token.is_empty() {
            head += &format!("Authorization: Bearer {token}\r\n");
        }
        if let Some((kind, bytes)) = body {
            head += &format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", bytes.len());
        }
        head += "\r\n";
        let whole = [head.as_bytes(), body.map_or(&[][..], |(_, bytes)| bytes)].concat();
        self.0.get_mut().write_all(&whole).await?;
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
