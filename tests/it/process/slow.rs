//! Clients that stop half-way are cut off at ten seconds; everybody else is served meanwhile.

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use http::Method;
use tests::{
    http::{read, rest},
    process::Server,
};
use tokio::{io::AsyncWriteExt, net::TcpStream};

use super::Site;

const ABOUT_TEN: Range<Duration> = Duration::from_millis(9_500)..Duration::from_millis(12_500);

/// Waits until the server closes the connection; gives what it said.
async fn cut(stream: TcpStream) -> String {
    let begun = Instant::now();
    let said = rest(stream).await.unwrap_or_default();
    assert!(ABOUT_TEN.contains(&begun.elapsed()), "{:?}: {said}", begun.elapsed());
    said
}

/// Keeps sending a byte a second, which must not keep the connection alive.
async fn drip(server: &Server, head: &str, byte: &'static [u8]) -> String {
    let stream = server.connect(head).await;
    let (mut reading, mut writing) = stream.into_split();
    let dripping = tokio::spawn(async move {
        while writing.write_all(byte).await.is_ok() {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    });
    let begun = Instant::now();
    let mut said = Vec::new();
    let _ = tokio::io::AsyncReadExt::read_to_end(&mut reading, &mut said).await;
    assert!(ABOUT_TEN.contains(&begun.elapsed()), "{:?}", begun.elapsed());
    dripping.abort();
    String::from_utf8(said).unwrap()
}

#[tokio::test]
async fn half_a_request_is_cut_off_at_ten_seconds() {
    let site = Site::new().await;
    let server = site.serve().await;
    let login = "POST /api/v1/auth/login HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";
    let sized = format!("{login}Content-Length: 100\r\n\r\n");
    let chunked = format!("{login}Transfer-Encoding: chunked\r\n\r\n");

    let half_headers =
        async { assert_eq!(cut(server.connect("GET /healthz HTTP/1.1\r\nHost: h\r\nX-Slo").await).await, "") };
    let nothing = async { assert_eq!(cut(server.connect("").await).await, "") };
    let kept_alive = async {
        let said = cut(server.connect("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n").await).await;
        assert!(said.starts_with("HTTP/1.1 200"), "{said}");
    };
    let half_body = async {
        let stream = server.connect(format!("{sized}{{\"email\":")).await;
        let begun = Instant::now();
        let answer = read(stream, &Method::POST, "/api/v1/auth/login").await.unwrap();
        assert!(ABOUT_TEN.contains(&begun.elapsed()), "{:?}", begun.elapsed());
        answer.refused(400, "BAD_REQUEST");
        assert_eq!(answer.message(), "The body took longer than 10 seconds");
    };
    let half_chunks = async {
        let said = cut(server.connect(format!("{chunked}5\r\n{{\"ema\r\n")).await).await;
        assert!(said.starts_with("HTTP/1.1 400"), "{said}");
    };
    let dripping_headers = async { assert_eq!(drip(&server, "GET /healthz HTTP/1.1\r\nX-Slow: ", b"x").await, "") };
    let dripping_body = async {
        let said = drip(&server, &sized, b" ").await;
        assert!(said.starts_with("HTTP/1.1 400"), "{said}");
    };
    let everybody_else = async {
        for _ in 0..20 {
            server.get("/healthz", None).await.ok(200);
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    };
    tokio::join!(
        half_headers,
        nothing,
        kept_alive,
        half_body,
        half_chunks,
        dripping_headers,
        dripping_body,
        everybody_else
    );
    server.get("/healthz", None).await.ok(200);
}
