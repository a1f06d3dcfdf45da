//! Behind a real nginx: whatever a client sends, it comes from where nginx says.

use std::net::SocketAddr;

use http::Method;
use serde_json::json;
use tests::{Answer, Nginx, http::read};
use tokio::{io::AsyncWriteExt, net::TcpSocket};

use super::{
    Site,
    story::{Owner, text},
};

const MODELS: &str = "/api/v1/models";

/// Asks nginx from this address of the loopback network, with these lines of headers.
async fn ask(nginx: &Nginx, from: &str, key: &str, headers: &[u8]) -> Answer {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(from.parse().unwrap(), 0)).unwrap();
    let mut stream = socket.connect(nginx.address).await.unwrap();
    let head = format!("GET {MODELS} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer {key}\r\n");
    stream.write_all(&[head.as_bytes(), headers, b"\r\n"].concat()).await.unwrap();
    read(stream, &Method::GET, MODELS).await.unwrap()
}

#[tokio::test]
async fn a_proxy_that_is_not_named_is_told_of_once() {
    let site = Site::new().await;
    let mut server = site.serve().await;
    let nginx = Nginx::before(&server, site.folder()).await;
    for _ in 0..3 {
        ask(&nginx, "127.0.0.2", "none", b"").await.refused(401, "UNAUTHORIZED");
    }
    server.terminate().await;
    let mut told = 0;
    while let Some(line) = server.output.next_line().await.unwrap() {
        told += usize::from(line.contains("ALMOND_TRUSTED_PROXIES") && line.contains("127.0.0.1"));
    }
    assert_eq!(told, 1);
}

#[tokio::test]
async fn no_header_makes_a_client_the_proxy() {
    let site = Site::new().await;
    let server = site.serve_with("ALMOND_TRUSTED_PROXIES", "127.0.0.1").await;
    let nginx = Nginx::before(&server, site.folder()).await;
    let owner = Owner::new(&site, &server, "ada").await;
    let form = json!({ "name": "inside only", "allowedCidrs": ["127.0.0.1"] });
    let key = text(&server.post("/api/v1/api-keys", Some(&owner.token), form).await.ok(201)["key"]);
    for forged in [
        b"".as_slice(),
        b"X-Forwarded-For: 127.0.0.1\r\n",
        b"X-Forwarded-For: \xff\r\n",
        b"X-Forwarded-For: \xc3\xa9\r\n",
        b"X-Forwarded-For: 127.0.0.1, \xff\r\n",
        b"X-Forwarded-For: \xff, 127.0.0.1,\r\n",
        b"X-Forwarded-For: unknown\r\n",
        b"X-Forwarded-For: \r\n",
        b"X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-For: \xff\r\n",
        b"X-Real-IP: 127.0.0.1\r\nForwarded: for=127.0.0.1\r\n",
    ] {
        let answer = ask(&nginx, "127.0.0.2", &key, forged).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (403, "FORBIDDEN"), "{}", String::from_utf8_lossy(forged));
        // One whose own address is the allowed one, as its proxy says, is let in with the same lines.
        if !forged.windows(9).any(|part| part == b"127.0.0.1") {
            ask(&nginx, "127.0.0.1", &key, forged).await.ok(200);
        }
    }
}
