//! A plain HTTP/1.1 client for the real program: one connection a request, and a request may stop half-way.

use std::{
    io,
    net::SocketAddr,
    time::{Duration, Instant},
};

use http::Method;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

use crate::{Answer, process::Server};

/// Longer than the server may ever take.
const PATIENCE: Duration = Duration::from_secs(30);

impl Server {
    /// A connection on which these bytes were sent.
    pub async fn connect(&self, bytes: impl AsRef<[u8]>) -> TcpStream {
        let address = self.url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(bytes.as_ref()).await.unwrap();
        stream
    }

    /// As `connect`, from another address of this machine, by a client that keeps little of what it hasn't read.
    pub async fn connect_from(&self, address: &str, bytes: impl AsRef<[u8]>) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4 * 1024).unwrap();
        socket.bind(SocketAddr::new(address.parse().unwrap(), 0)).unwrap();
        let server = self.url.strip_prefix("http://").unwrap();
        let mut stream = socket.connect(server.parse().unwrap()).await.unwrap();
        stream.write_all(bytes.as_ref()).await.unwrap();
        stream
    }

    pub async fn send(&self, method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Answer {
        let mut headers = String::new();
        if let Some(token) = token {
            headers += &format!("Authorization: Bearer {token}\r\n");
        }
        if body.is_some() {
            headers += "Content-Type: application/json\r\n";
        }
        let body = body.map(|body| body.to_string()).unwrap_or_default();
        let stream = self.connect(request(&method, path, &headers, &body)).await;
        read(stream, &method, path).await.unwrap()
    }

    pub async fn get(&self, path: &str, token: Option<&str>) -> Answer {
        self.send(Method::GET, path, token, None).await
    }

    pub async fn post(&self, path: &str, token: Option<&str>, body: Value) -> Answer {
        self.send(Method::POST, path, token, Some(body)).await
    }
}

/// A whole request; `headers` in lines that end in `\r\n`.
pub fn request(method: &Method, path: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{method} {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    )
}

/// All that comes until the other side closes the connection.
pub async fn rest(mut stream: TcpStream) -> io::Result<String> {
    let mut bytes = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.map_err(|_| io::ErrorKind::TimedOut)??;
    Ok(String::from_utf8(bytes).unwrap())
}

/// Waits until the server has cut the connection, of which nothing is read; says how long that took.
pub async fn cut(stream: &TcpStream) -> Duration {
    let begun = Instant::now();
    while stream.take_error().unwrap().is_none() {
        assert!(begun.elapsed() < PATIENCE, "still open");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    begun.elapsed()
}

/// The one answer that comes, checked like every other.
pub async fn read(stream: TcpStream, method: &Method, path: &str) -> io::Result<Answer> {
    let text = rest(stream).await?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap();
    let mut response = poem::Response::builder().status(status.parse().unwrap());
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        assert_ne!(name, "transfer-encoding", "answers are written whole");
        response = response.header(name, value);
    }
    Ok(Answer::read(method, path, response.body(body.to_owned())).await)
}
