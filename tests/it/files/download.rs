//! `GET /files/{id}/content`: what a browser is told, and who gets nothing.

use http::Method;
use serde_json::Value;
use tests::{Caller, World};

use super::{NOBODY, SHA256, content, download, send, upload, uploaded};

#[tokio::test]
async fn a_download_200_is_saved_and_never_run() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let page = "<script>alert(1)</script>";
    let made = upload(&ada.session, "%C3%9Cber%22x.html", &[("content-type", "text/html")], page).await.ok(201);
    let came = download(&ada.session, made["id"].as_str().unwrap(), &[]).await;
    for (name, value) in [
        ("content-type", "text/html"),
        ("content-disposition", "attachment; filename=\"_ber_x.html\"; filename*=UTF-8''%C3%9Cber%22x.html"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "private, no-cache"),
        ("accept-ranges", "bytes"),
        ("content-length", "25"),
    ] {
        assert_eq!(came.header(name), Some(value), "{name}");
    }
    let policy = came.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; sandbox;"), "{policy}");
    assert_eq!(came.header("etag"), Some(format!("\"{}\"", made["sha256"].as_str().unwrap()).as_str()));
    assert_eq!(came.text, page);
}

#[tokio::test]
async fn a_client_that_has_it_304_gets_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let id = uploaded(&ada.session, "x", "some text").await;
    let tag = format!("\"{SHA256}\"");
    for held in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
        let answer = download(&ada.session, &id, &[("if-none-match", &held), ("range", "bytes=99-")]).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (304, ""), "{held}");
        assert_eq!((answer.header("etag"), answer.header("content-type")), (Some(tag.as_str()), None));
    }
    for other in ["\"x\"", SHA256, ""] {
        assert_eq!(download(&ada.session, &id, &[("if-none-match", other)]).await.text, "some text", "{other}");
    }
}

#[tokio::test]
async fn head_200_says_all_but_the_content() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let id = uploaded(&ada.session, "x", "some text").await;
    let whole = download(&ada.session, &id, &[]).await;
    let head = send(&ada.session, Method::HEAD, &content(&id), &[], "").await;
    assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
    for name in ["content-length", "content-type", "etag", "accept-ranges", "content-disposition"] {
        assert_eq!(head.header(name), whole.header(name), "{name}");
    }
    let part = send(&ada.session, Method::HEAD, &content(&id), &[("range", "bytes=5-")], "").await;
    assert_eq!((part.status.as_u16(), part.header("content-length")), (206, Some("4")));
}

#[tokio::test]
async fn another_orgs_404_whatever_is_asked_of_it() {
    let world = World::new().await;
    let (ada, eve) = (world.owner("ada").await, world.owner("eve").await);
    let id = uploaded(&ada.session, "x", "some text").await;
    let tag = format!("\"{SHA256}\"");
    for headers in [&[][..], &[("range", "bytes=0-1")], &[("range", "bytes=99-")], &[("if-none-match", tag.as_str())]] {
        let unknown = download(&eve.session, NOBODY, headers).await;
        download(&eve.session, &id, headers).await.refused(404, "NOT_FOUND").same_as(&unknown);
    }
    world.anonymous().get(&content(&id)).await.refused(401, "UNAUTHORIZED");
}

#[test]
fn the_document_says_that_a_download_is_of_any_type() {
    let document: Value = serde_json::from_str(almond::openapi::document()).unwrap();
    let responses = &document["paths"]["/api/v1/files/{id}/content"]["get"]["responses"];
    for status in ["200", "206"] {
        let kinds: Vec<_> = responses[status]["content"].as_object().unwrap().keys().collect();
        assert_eq!(kinds, ["*/*"], "{status}");
    }
}
