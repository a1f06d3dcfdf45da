//! Downloads that nobody reads: each has a share and a descriptor of the server, and has them for a few seconds only.

use std::{fs, time::Duration};

use futures_util::future::join_all;
use http::Method;
use tests::{
    http::{cut, read},
    process::Server,
};
use tokio::io::AsyncWriteExt;

use crate::process::{Site, story::Owner};

const AT_ONCE: usize = 64;

/// Uploads a large file; gives the request for its content.
async fn large(server: &Server, owner: &Owner) -> String {
    const SIZE: usize = 8 * 1024 * 1024;
    let head = format!(
        "POST /api/v1/files?name=x HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\
         Content-Length: {SIZE}\r\n\r\n",
        owner.token
    );
    let mut stream = server.connect(head).await;
    stream.write_all(&vec![b'x'; SIZE]).await.unwrap();
    let made = read(stream, &Method::POST, "/api/v1/files").await.unwrap().ok(201);
    format!(
        "GET /api/v1/files/{}/content HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\r\n",
        made["id"].as_str().unwrap(),
        owner.token
    )
}

fn descriptors(server: &Server) -> usize {
    fs::read_dir(format!("/proc/{}/fd", server.child.id().unwrap())).unwrap().count()
}

/// The status of an answer that may be read to its end.
async fn status(server: &Server, request: &str) -> String {
    let text = tests::http::rest(server.connect(request).await).await.unwrap();
    text.split(' ').nth(1).unwrap().to_owned()
}

#[tokio::test]
async fn they_hold_up_nobody_else_and_end_after_ten_seconds() {
    let site = Site::new().await;
    let server = site.serve().await;
    let (eve, ada) = (Owner::new(&site, &server, "eve").await, Owner::new(&site, &server, "ada").await);
    let (of_eve, of_ada) = (large(&server, &eve).await, large(&server, &ada).await);
    let before = descriptors(&server);
    let mut stalled = Vec::new();
    for _ in 0..AT_ONCE {
        let stream = server.connect_from("127.0.0.2", &of_eve).await;
        // It has begun.
        stream.readable().await.unwrap();
        stalled.push(stream);
    }
    assert_eq!(status(&server, &of_eve).await, "503", "all that one user may have");
    assert_eq!(status(&server, &of_ada).await, "200");
    assert!(descriptors(&server) > before + AT_ONCE);
    for took in join_all(stalled.iter().map(cut)).await {
        assert!(took < Duration::from_secs(16), "{took:?}");
    }
    assert_eq!(status(&server, &of_eve).await, "200");
    let after = descriptors(&server);
    assert!(after < before + 8, "{before} descriptors before, {after} after");
}
