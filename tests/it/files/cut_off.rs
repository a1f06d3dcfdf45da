//! Real sockets: uploads that stop half-way, and downloads as a client on the wire sees them.

use std::time::{Duration, Instant};

use http::Method;
use tests::http::{read, rest};
use tokio::io::AsyncWriteExt;

use crate::process::{Site, story::Owner};

fn head(token: &str, framing: &str) -> String {
    format!(
        "POST /api/v1/files?name=x HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n{framing}\r\n\r\n"
    )
}

#[tokio::test]
async fn an_upload_whose_client_goes_away_leaves_nothing_and_one_that_falls_silent_400() {
    let site = Site::new().await;
    let mut server = site.serve().await;
    let ada = Owner::new(&site, &server, "ada").await;
    let sized = head(&ada.token, "Content-Length: 5000000");
    for head in [sized.clone(), head(&ada.token, "Transfer-Encoding: chunked")] {
        let mut stream = server.connect(head).await;
        // The length of a chunk to the one, content to the other.
        stream.write_all(b"1e8480\r\n").await.unwrap();
        stream.write_all(&vec![b'x'; 1_500_000]).await.unwrap();
        drop(stream);
    }
    let mut silent = server.connect(sized).await;
    silent.write_all(&vec![b'x'; 2_000_000]).await.unwrap();
    let begun = Instant::now();
    let answer = read(silent, &Method::POST, "/api/v1/files").await.unwrap();
    answer.refused(400, "BAD_REQUEST");
    assert!(
        (Duration::from_millis(9_500)..Duration::from_secs(13)).contains(&begun.elapsed()),
        "{:?}",
        begun.elapsed()
    );
    let files = server.get("/api/v1/files", Some(&ada.token)).await.ok(200);
    assert_eq!(files["items"].as_array().unwrap().len(), 0);
    assert!(server.terminate().await.success());
    let folder = site.folder().join("files").join(&ada.org);
    let left: Vec<_> = std::fs::read_dir(folder).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn what_went_up_in_chunks_comes_down_with_its_length() {
    let site = Site::new().await;
    let server = site.serve().await;
    let ada = Owner::new(&site, &server, "ada").await;
    let chunked = head(&ada.token, "Transfer-Encoding: chunked") + "5\r\nsome \r\n4\r\ntext\r\n0\r\n\r\n";
    let made = read(server.connect(chunked).await, &Method::POST, "/api/v1/files").await.unwrap().ok(201);
    let path = format!("/api/v1/files/{}/content", made["id"].as_str().unwrap());
    let ask = |method: &str, more: &str| {
        let token = &ada.token;
        format!(
            "{method} {path} HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n{more}\r\n"
        )
    };
    let whole = rest(server.connect(ask("GET", "")).await).await.unwrap().to_lowercase();
    assert!(whole.starts_with("http/1.1 200") && whole.ends_with("\r\n\r\nsome text"), "{whole}");
    assert!(whole.contains("content-length: 9\r\n") && !whole.contains("transfer-encoding"), "{whole}");
    let part = rest(server.connect(ask("GET", "Range: bytes=5-\r\n")).await).await.unwrap();
    assert!(part.starts_with("HTTP/1.1 206") && part.ends_with("\r\n\r\ntext"), "{part}");
    let head = rest(server.connect(ask("HEAD", "")).await).await.unwrap().to_lowercase();
    assert!(head.contains("content-length: 9\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    let held = rest(server.connect(ask("GET", "If-None-Match: *\r\n")).await).await.unwrap();
    assert!(held.starts_with("HTTP/1.1 304"), "{held}");
}
