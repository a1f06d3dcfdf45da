//! `almond openapi`: the document that is checked in, and that the server shows.

use std::path::Path;

use super::Site;

#[tokio::test]
async fn it_prints_the_documents_that_are_checked_in() {
    let site = Site::new().await;
    for (arguments, file) in
        [(["openapi"].as_slice(), "openapi.json"), (&["openapi", "--dialects"], "openapi-dialects.json")]
    {
        let (success, printed, errors) = tests::process::run(site.command(), arguments, "").await;
        assert!(success, "{errors}");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
        let checked_in = std::fs::read_to_string(path).unwrap();
        assert!(printed == checked_in, "{file} is out of date: write it anew with `make openapi`");
        assert!(printed.ends_with("}\n"));
    }
    let nothing: Vec<_> = std::fs::read_dir(site.folder()).unwrap().collect();
    assert!(nothing.is_empty(), "printing it needs no data directory: {nothing:?}");
}

#[tokio::test]
async fn the_server_shows_the_same() {
    let site = Site::new().await;
    let server = site.serve().await;
    for (path, document) in [
        ("/openapi.json", almond::openapi::document()),
        ("/api/v1/openapi.json", almond::openapi::document()),
        ("/api/v1/docs/dialects.json", almond::openapi::dialects()),
        ("/api/v1/docs/openapi.json", almond::openapi::whole()),
    ] {
        let shown = server.get(path, None).await;
        assert_eq!((shown.status.as_u16(), shown.header("content-type")), (200, Some("application/json")), "{path}");
        assert_eq!(shown.text, document, "{path}");
    }
}
