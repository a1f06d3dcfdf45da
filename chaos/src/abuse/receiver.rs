//! Where webhooks arrive: it tells of each message the moment that it is there, and answers after a while.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::{AbortHandle, JoinSet},
    time::sleep,
};

use crate::Result;

/// Hangs up on everybody when it is dropped.
pub struct Receiver {
    pub url: String,
    running: AbortHandle,
}

impl Receiver {
    pub async fn start<F>(at: Ipv4Addr, patience: Duration, arrived: F) -> Result<Self>
    where
        F: Fn(&Value) + Send + Sync + 'static,
    {
        let listener = TcpListener::bind(SocketAddr::new(IpAddr::V4(at), 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let arrived = Arc::new(arrived);
        let running = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let arrived = Arc::clone(&arrived);
                connections.spawn(async move { receive(stream, patience, arrived.as_ref()).await.ok() });
                while connections.try_join_next().is_some() {}
            }
        });
        Ok(Self { url, running: running.abort_handle() })
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.running.abort();
    }
}

/// One message after the other.
async fn receive(stream: TcpStream, patience: Duration, arrived: &impl Fn(&Value)) -> Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let (mut length, mut line) = (0, String::new());
        while stream.read_line(&mut line).await? > 0 && !line.trim_end().is_empty() {
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse()?;
            }
            line.clear();
        }
        if line.is_empty() {
            return Ok(());
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await?;
        arrived(&serde_json::from_slice(&body)?);
        sleep(patience).await;
        stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await?;
    }
}
