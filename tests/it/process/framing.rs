//! Requests that two servers could read differently, and bodies that nobody reads, over raw sockets.

use std::time::Duration;

use http::Method;
use tests::http::{read, rest};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::timeout,
};

use super::Site;

#[tokio::test]
async fn a_request_400_has_one_valid_host() {
    let site = Site::new().await;
    let server = site.serve().await;
    for path in ["/healthz", "/api/v1/models", "/device", "/nothing"] {
        for hosts in [
            &b""[..],
            b"Host: h\r\nHost: h\r\n",
            b"Host: h\r\nhost: evil.example\r\n",
            b"Host: h, evil.example\r\n",
            b"Host: http://h\r\n",
            b"Host: user@h\r\n",
            b"Host: h:80:80\r\n",
            b"Host: h\xff\r\n",
        ] {
            let head = format!("GET {path} HTTP/1.1\r\n");
            let sent = [head.as_bytes(), hosts, b"\r\n"].concat();
            let answer = read(server.connect(&sent).await, &Method::GET, path).await.unwrap();
            assert_eq!(answer.refused(400, "BAD_REQUEST").header("connection"), Some("close"));
        }
    }
    for (head, expected) in [
        ("GET /healthz HTTP/1.1\r\nHost: localhost:8080\r\nConnection: close\r\n", "200"),
        ("GET /healthz HTTP/1.1\r\nHost: [::1]:8080\r\nConnection: close\r\n", "200"),
        ("GET /healthz HTTP/1.1\r\nHost:\r\nConnection: close\r\n", "200"),
        // HTTP/1.0 knew no Host, and some health checks still speak it; two of them are as wrong there.
        ("GET /healthz HTTP/1.0\r\n", "200"),
        ("GET /healthz HTTP/1.0\r\nHost: h\r\nHost: h\r\n", "400"),
    ] {
        let said = rest(server.connect(format!("{head}\r\n")).await).await.unwrap();
        assert_eq!(said.split(' ').nth(1), Some(expected), "{head}: {said}");
    }
}

/// RFC 9112, 6.1 and 6.3.
#[tokio::test]
async fn a_body_400_is_chunked_or_has_a_length_and_nothing_else() {
    let site = Site::new().await;
    let server = site.serve().await;
    let head = "POST /api/v1/auth/login HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";
    let smuggled = "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: h\r\n\r\n";
    for coding in [
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding: chunked, chunked\r\n",
        "Transfer-Encoding: identity, chunked\r\n",
        "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
    ] {
        let stream = server.connect(format!("{head}{coding}\r\n{smuggled}")).await;
        let said = rest(stream).await.unwrap();
        assert!(said.starts_with("HTTP/1.1 400") && said.contains("\"BAD_REQUEST\""), "{coding}: {said}");
        assert!(said.contains("connection: close") && said.matches("HTTP/1.1").count() == 1, "{coding}: {said}");
    }
    // The length is gone before anybody but hyper sees it; the connection ends with this request.
    for both in
        ["Content-Length: 40\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 40\r\n"]
    {
        let said = rest(server.connect(format!("{head}{both}\r\n{smuggled}")).await).await.unwrap();
        assert!(said.starts_with("HTTP/1.1 400") && said.contains("connection: close"), "{both}: {said}");
        assert_eq!(said.matches("HTTP/1.1").count(), 1, "{both}: {said}");
    }
}

#[tokio::test]
async fn a_refused_body_that_comes_after_its_head_keeps_the_connection() {
    let site = Site::new().await;
    let server = site.serve().await;
    let mut stream = server.connect("").await;
    stream.set_nodelay(true).unwrap();
    for (target, expected) in [
        ("POST /api/v1/agents", "401"),
        ("POST /nothing", "404"),
        ("PUT /api/v1/models", "405"),
        ("POST /device", "405"),
        ("POST /api/v1/auth/logout", "401"),
        ("POST /api/v1/auth/login", "415"),
    ] {
        let head = format!("{target} HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\nContent-Length: 20\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        // As clients do that write twice; the refusal is ready before the body is there.
        tokio::time::sleep(Duration::from_millis(20)).await;
        stream.write_all(b"01234567890123456789").await.unwrap();
        let mut buffer = [0; 4096];
        let length = timeout(Duration::from_secs(10), stream.read(&mut buffer)).await.unwrap().unwrap();
        let said = String::from_utf8_lossy(&buffer[..length]);
        assert_eq!(said.split(' ').nth(1), Some(expected), "{target}: {said}");
        assert!(!said.contains("connection: close"), "{target}: {said}");
    }
}
