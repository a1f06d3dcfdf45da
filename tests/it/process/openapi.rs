//! `almond openapi`: the document that is checked in, and that the server shows.

use std::path::Path;

use super::Site;

#[tokio::test]
async fn it_prints_the_document_that_is_checked_in() {
    let site = Site::new().await;
    let printed = site.run(&["openapi"], "").await;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi.json");
    let checked_in = std::fs::read_to_string(path).unwrap();
    assert!(printed == checked_in, "openapi.json is out of date: write it anew with `almond openapi > openapi.json`");
    assert!(printed.ends_with("}\n"));
    let nothing: Vec<_> = std::fs::read_dir(site.folder()).unwrap().collect();
    assert!(nothing.is_empty(), "printing it needs no data directory: {nothing:?}");
}

#[tokio::test]
async fn the_server_shows_the_same() {
    let site = Site::new().await;
    let server = site.serve().await;
    let shown = server.get("/api/v1/docs/openapi.json", None).await;
    assert_eq!((shown.status.as_u16(), shown.header("content-type")), (200, Some("application/json")));
    assert_eq!(shown.text, almond::openapi::document());
}
