//! What becomes of a connection whose request is refused before its body was read.

use std::time::Duration;

use tokio::{io::AsyncWriteExt, net::TcpStream};

use super::{
    limits::Limits,
    tests::{Running, last, one, rest, small, start},
};

/// A request for `/refuse` whose body is sent once its handler has begun.
async fn refused(running: &mut Running, stream: &mut TcpStream, framing: &str, body: &str) -> String {
    let head = format!("POST /refuse HTTP/1.1\r\nHost: h\r\n{framing}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    running.begun.recv().await.unwrap();
    stream.write_all(body.as_bytes()).await.unwrap();
    one(stream).await
}

#[tokio::test]
async fn a_refusal_keeps_the_connection_whose_body_was_not_read() {
    let mut running = start(Limits { unread_wait: Duration::from_secs(5), ..Limits::default() }).await;
    let mut stream = running.connect("").await;
    let long = "x".repeat(60_000);
    for (framing, body) in [
        ("Content-Length: 20", "01234567890123456789"),
        ("Content-Length: 60000", &long),
        ("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked", &format!("ea60\r\n{long}\r\n0\r\n\r\n")),
        ("Content-Length: 0", ""),
    ] {
        let answer = refused(&mut running, &mut stream, framing, body).await;
        assert!(answer.starts_with("HTTP/1.1 401") && !answer.contains("connection:"), "{framing}: {answer}");
    }
    stream.write_all(last("/").as_bytes()).await.unwrap();
    assert!(rest(stream).await.ends_with("hello"));
}

#[tokio::test]
async fn a_refusal_closes_the_connection_whose_body_is_long_or_does_not_come() {
    let mut running = start(small()).await;
    let long = format!("11170\r\n{}\r\n0\r\n\r\n", "x".repeat(70_000));
    for (framing, body) in [
        ("Content-Length: 70000", ""),
        ("Content-Length: 20", "0123456789"),
        ("Content-Length: 20\r\nExpect: 100-continue", ""),
        ("Transfer-Encoding: chunked", "5\r\nhello\r\n"),
        ("Transfer-Encoding: chunked", &long),
    ] {
        let mut stream = running.connect("").await;
        let answer = refused(&mut running, &mut stream, framing, body).await;
        assert!(answer.starts_with("HTTP/1.1 401") && answer.contains("connection: close"), "{framing}: {answer}");
    }
}
