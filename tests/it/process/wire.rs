//! What only a real connection shows: odd requests, large bodies.

use std::time::Duration;

use http::Method;
use tests::http::{read, rest};
use tokio::{io::AsyncWriteExt, time::timeout};

use super::Site;

const LOGIN: &str = "POST /api/v1/auth/login HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";

#[tokio::test]
async fn requests_that_are_none_cost_nobody_anything() {
    let site = Site::new().await;
    let server = site.serve().await;
    let many = "X-A: b\r\n".repeat(200);
    let long = format!("X-A: {}\r\n", "b".repeat(200_000));
    for (sent, expected) in [
        ("\r\n\r\nx\r\n\r\n", "400"),
        ("GET\r\n\r\n", "400"),
        ("GET / HTTP/9.9\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nX Y: z\r\n\r\n", "400"),
        ("GET /\u{1} HTTP/1.1\r\n\r\n", "400"),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "nothing"),
        ("\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}", "400"),
        (&format!("GET / HTTP/1.1\r\n{many}\r\n"), "431"),
        (&format!("GET / HTTP/1.1\r\n{long}\r\n"), "431 or nothing"),
        (&format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(200_000)), "431 or nothing"),
        ("OPTIONS * HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "404"),
        ("CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n", "404"),
        ("GET http://evil.example/api/v1/models HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "401"),
        ("GET http://evil.example HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "404"),
        ("GET /healthz HTTP/1.0\r\n\r\n", "200"),
        ("GET /healthz?x=1#y HTTP/1.0\r\n\r\n", "200"),
        ("GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "200"),
    ] {
        let shown: String = sent.chars().take(60).collect();
        let answer = rest(server.connect(sent).await).await.unwrap_or_default();
        let status = answer.split(' ').nth(1).unwrap_or("nothing");
        assert!(expected.contains(status), "{shown:?}: {answer}");
    }
    server.get("/healthz", None).await.ok(200);
}

/// Two lengths, or a length and chunks, are how requests are smuggled past a proxy (RFC 9112, 6.3).
#[tokio::test]
async fn a_body_has_one_length() {
    let site = Site::new().await;
    let server = site.serve().await;
    for framing in [
        "Content-Length: 4\r\nContent-Length: 5\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 4, 5\r\n",
        "Content-Length: 0x4\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: gzip\r\n",
    ] {
        let smuggled = format!("{LOGIN}{framing}\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: h\r\n\r\n");
        let said = rest(server.connect(smuggled).await).await.unwrap_or_default();
        assert!(said.starts_with("HTTP/1.1 400") && said.matches("HTTP/1.1").count() == 1, "{framing}: {said}");
    }
    let both = format!(
        "{LOGIN}Content-Length: 40\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n\
         0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: h\r\n\r\n"
    );
    let said = rest(server.connect(both).await).await.unwrap_or_default();
    assert!(!said.contains("\"status\":\"ok\""), "{said}");
}

#[tokio::test]
async fn a_body_that_is_too_large_413_is_heard_by_a_client_that_sends_first_and_listens_then() {
    let site = Site::new().await;
    let server = site.serve().await;
    const MIB: usize = 1024 * 1024;
    for size in [MIB + 1, 4 * MIB] {
        let head = format!("{LOGIN}Content-Length: {size}\r\n\r\n");
        let mut stream = server.connect(head).await;
        let body = vec![b' '; size];
        let _ = timeout(Duration::from_secs(10), stream.write_all(&body)).await.expect("somebody has to read");
        let answer = read(stream, &Method::POST, "/api/v1/auth/login").await.unwrap();
        answer.refused(413, "PAYLOAD_TOO_LARGE");
    }
    let chunk = format!("{:x}\r\n{}\r\n", MIB, " ".repeat(MIB));
    let chunked = format!("{LOGIN}Transfer-Encoding: chunked\r\n\r\n{chunk}{chunk}0\r\n\r\n");
    let answer = read(server.connect(chunked).await, &Method::POST, "/api/v1/auth/login").await.unwrap();
    answer.refused(413, "PAYLOAD_TOO_LARGE");
}
