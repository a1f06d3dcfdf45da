//! SIGTERM: what is in flight is answered, then the program ends.

use std::time::{Duration, Instant};

use http::Method;
use serde_json::json;
use tests::http::{read, rest};
use tokio::{io::AsyncWriteExt, net::TcpStream};

use super::{
    Site,
    story::{Owner, models},
};

#[tokio::test]
async fn a_request_in_flight_is_answered_and_the_program_ends_well() {
    let site = Site::new().await;
    let mut server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let body = json!({ "name": "late" }).to_string();
    let head = format!(
        "POST /api/v1/agents HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n",
        owner.token,
        body.len()
    );
    let mut stream = server.connect(head + &body[..5]).await;
    let idle = server.connect("").await;
    // The head is with the server once it has answered a request that came later.
    models(&server, "x").await.refused(401, "UNAUTHORIZED");

    let asked = Instant::now();
    server.signal("TERM").await;
    assert_eq!(rest(idle).await.unwrap(), "", "nothing was asked on it");
    let address = server.url.strip_prefix("http://").unwrap();
    while TcpStream::connect(address).await.is_ok() {
        assert!(asked.elapsed() < Duration::from_secs(5), "still listening");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stream.write_all(&body.as_bytes()[5..]).await.unwrap();
    let answer = read(stream, &Method::POST, "/api/v1/agents").await.unwrap();
    assert_eq!(answer.header("connection"), Some("close"));
    answer.ok(201);
    let status = server.child.wait().await.unwrap();
    assert_eq!(status.code(), Some(0));
    assert!(asked.elapsed() < Duration::from_secs(10));

    let server = site.serve().await;
    let listed = server.get("/api/v1/agents", Some(&owner.token)).await.ok(200);
    assert_eq!(listed["items"][0]["name"], "late");
}

#[tokio::test]
async fn without_requests_it_ends_soon_on_either_signal_and_leaves_no_socket() {
    let site = Site::new().await;
    for signal in ["TERM", "INT"] {
        let mut server = site.serve().await;
        let asked = Instant::now();
        server.signal(signal).await;
        assert_eq!(server.child.wait().await.unwrap().code(), Some(0));
        assert!(asked.elapsed() < Duration::from_secs(5));
        assert!(!site.folder().join("almond.sqlite.sock").exists());
    }
}

#[tokio::test]
async fn a_request_that_never_ends_holds_the_end_up_for_ten_seconds_at_most() {
    let site = Site::new().await;
    let mut server = site.serve().await;
    let head =
        "POST /api/v1/auth/login HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n";
    let _half = server.connect(head).await;
    let _silent = server.connect("GET /healthz HT").await;
    server.get("/healthz", None).await.ok(200);
    let asked = Instant::now();
    assert_eq!(server.terminate().await.code(), Some(0));
    assert!(asked.elapsed() < Duration::from_millis(11_500), "{:?}", asked.elapsed());
}

#[tokio::test]
async fn the_last_use_of_a_key_is_written_down_before_the_end() {
    let site = Site::new().await;
    let mut server = site.serve().await;
    let owner = Owner::new(&site, &server, "ada").await;
    let (id, key) = owner.mint(&server).await;
    models(&server, &key).await.ok(200);
    server.terminate().await;
    let server = site.serve().await;
    let shown = server.get(&format!("/api/v1/api-keys/{id}"), Some(&owner.token)).await.ok(200);
    assert!(shown["lastUsedAt"].is_string(), "{shown}");
}
