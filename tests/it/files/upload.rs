//! `POST /files`: what is taken, and what is refused and leaves nothing.

use std::collections::BTreeSet;

use serde_json::json;
use tests::{Caller, World};

use super::{FILES, SHA256, download, listed, path, stored, stream, upload};
use crate::orgs::recorded;

const MIB: usize = 1024 * 1024;

#[tokio::test]
async fn a_file_201_is_described_and_comes_back_as_it_was() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let kind = "text/plain; charset=utf-8";
    let made = upload(&ada.session, "a%20b.txt", &[("content-type", kind)], "some text").await.ok(201);
    assert_eq!(
        made,
        json!({
            "id": made["id"], "name": "a b.txt", "contentType": kind, "size": 9, "sha256": SHA256,
            "createdBy": ada.user, "createdAt": world.state().now().to_string(),
        })
    );
    let id = made["id"].as_str().unwrap();
    assert_eq!(ada.session.get(&path(id)).await.ok(200), made);
    assert_eq!(listed(&ada.session).await, std::slice::from_ref(&made));
    let came = download(&ada.session, id, &[]).await;
    assert_eq!((came.status.as_u16(), came.text.as_str(), came.header("content-type")), (200, "some text", Some(kind)));
    assert_eq!(recorded(&ada, &ada.org, "file.uploaded").await, 1);
}

#[tokio::test]
async fn large_ones_and_empty_ones_and_ones_of_no_kind_201() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let large: String = (0..20 * MIB / 8).map(|n| format!("{n:07}\n")).collect();
    for (text, known) in [(large.as_str(), false), (&large[..3 * MIB], true), (&large[..MIB], false), ("", true)] {
        let body = if known { text.to_owned().into() } else { stream(text) };
        let made = upload(&ada.session, "x", &[], body).await.ok(201);
        assert_eq!((&made["size"], &made["contentType"]), (&json!(text.len()), &json!("application/octet-stream")));
        let came = download(&ada.session, made["id"].as_str().unwrap(), &[]).await;
        assert!(came.text == text, "{} bytes came back of {}", came.text.len(), text.len());
        assert_eq!(came.header("content-length"), Some(text.len().to_string().as_str()));
    }
    assert_eq!(stored(&world).await.len(), 4);
}

#[tokio::test]
async fn a_name_400_that_is_none() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    ada.session.post_empty(FILES).await.names_field("name");
    let long = "x".repeat(256);
    for name in ["", "%20", "a%0Ab", "%00", "%7F", "%C2%85", &long, &"%C3%A9".repeat(256)] {
        upload(&ada.session, name, &[], "some text").await.names_field("name");
    }
    assert_eq!((listed(&ada.session).await.len(), stored(&world).await.len()), (0, 0));
    for name in ["..", "%2Fetc%2Fpasswd", "..%2F..%2Fx", "C%3A%5Cx", "%C3%9C", &"x".repeat(255)] {
        upload(&ada.session, name, &[], "some text").await.ok(201);
    }
    // Whatever they are called, they are where the ids say.
    let ids: BTreeSet<String> =
        listed(&ada.session).await.iter().map(|file| file["id"].as_str().unwrap().to_owned()).collect();
    let found = stored(&world).await;
    let names = found.iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
    assert_eq!(names.collect::<BTreeSet<_>>(), ids);
    assert!(found.iter().all(|path| path.parent().unwrap().ends_with(&ada.org)));
}

#[tokio::test]
async fn a_kind_415_that_is_none_and_a_body_that_is_encoded() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for headers in [
        ("content-type", "text"),
        ("content-type", "text/plain, text/html"),
        ("content-type", "/x"),
        ("content-encoding", "gzip"),
        ("content-encoding", "br, gzip"),
    ] {
        upload(&ada.session, "x", &[headers], "some text").await.refused(415, "UNSUPPORTED_MEDIA_TYPE");
    }
    upload(&ada.session, "x", &[("content-encoding", "identity"), ("content-type", "")], "some text").await.ok(201);
    assert_eq!(stored(&world).await.len(), 1);
}

#[tokio::test]
async fn one_that_is_too_large_413_by_its_header_and_by_counting() {
    let world = World::with().set("ALMOND_FILES_MAX_BYTES", "3000000").build().await;
    let ada = world.owner("ada").await;
    let text = "x".repeat(3_000_001);
    let early = upload(&ada.session, "x", &[("content-length", "3000001")], stream("never read")).await;
    let counted = upload(&ada.session, "x", &[], stream(text.as_str())).await;
    let lied = upload(&ada.session, "x", &[("content-length", "10")], stream(text.as_str())).await;
    for answer in [early, counted, lied] {
        answer.refused(413, "PAYLOAD_TOO_LARGE");
        assert_eq!(answer.header("connection"), Some("close"));
    }
    assert_eq!((listed(&ada.session).await.len(), stored(&world).await.len()), (0, 0));
    upload(&ada.session, "x", &[], stream(&text[1..])).await.ok(201);
}

#[tokio::test]
async fn one_that_breaks_off_400_leaves_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for before in [0, 10, 3 * MIB] {
        let broken = || std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        let parts: [std::io::Result<Vec<u8>>; 2] = [Ok(vec![b'x'; before]), Err(broken())];
        let body = poem::Body::from_bytes_stream(futures_util::stream::iter(parts));
        upload(&ada.session, "x", &[], body).await.refused(400, "BAD_REQUEST");
    }
    assert_eq!((listed(&ada.session).await.len(), stored(&world).await.len()), (0, 0));
    assert_eq!(recorded(&ada, &ada.org, "file.uploaded").await, 0);
}
