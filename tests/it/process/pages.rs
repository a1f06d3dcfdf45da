//! The dashboard's pages as they were built into the program: each has an address, and all are small enough.

use std::{collections::BTreeMap, path::Path};

use http::Method;
use tests::http::{read, request};

use super::Site;

/// What all pages together may load, over the wire.
const ALL_PAGES: u64 = 250_000;

/// Whoever comes to a page by its address gets the page, for each that there is.
#[tokio::test]
async fn every_page_has_an_address() {
    let site = Site::new().await;
    let server = site.serve().await;
    let mut folders = vec![(Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/dashboard/src/routes"), String::new())];
    let mut pages = 0;
    while let Some((folder, path)) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if entry.path().is_dir() {
                let part = match name.as_str() {
                    group if group.starts_with('(') => String::new(),
                    "[id]" => "/01a22468-5725-74f5-a1db-ac5e4795666f".to_owned(),
                    name => format!("/{name}"),
                };
                folders.push((entry.path(), format!("{path}{part}")));
            } else if name == "+page.svelte" {
                let path = if path.is_empty() { "/" } else { &path };
                let asked = request(&Method::GET, path, "Accept: text/html\r\nConnection: close\r\n", "");
                let answer = read(server.connect(asked).await, &Method::GET, path).await.unwrap();
                let kind = answer.header("content-type").unwrap_or_default();
                assert!(answer.status == 200 && kind.starts_with("text/html"), "{path}: {} {kind}", answer.status);
                pages += 1;
            }
        }
    }
    assert!(pages > 30, "{pages}");
}

/// A mistyped address is the page that says so, for people; at the API, and for programs, it is an error as ever.
#[tokio::test]
async fn what_is_nowhere_is_a_page_for_people_alone() {
    let site = Site::new().await;
    let server = site.serve().await;
    for (path, accept, kind) in [
        ("/nope", "text/html", "text/html"),
        ("/keyz/7", "text/html", "text/html"),
        ("/nope", "*/*", "application/json"),
        ("/api/v1/nope", "text/html", "application/json"),
        ("/auth/nope", "text/html", "application/json"),
        ("/internal/nope", "text/html", "application/json"),
    ] {
        let asked = request(&Method::GET, path, &format!("Accept: {accept}\r\nConnection: close\r\n"), "");
        let answer = read(server.connect(asked).await, &Method::GET, path).await.unwrap();
        let got = answer.header("content-type").unwrap_or_default();
        assert!(answer.status == 404 && got.starts_with(kind), "{path} {accept}: {} {got}", answer.status);
    }
}

/// Whoever sees every page loads no more than this, compressed.
#[test]
fn all_pages_together_are_within_their_budget() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/dashboard/build")];
    let mut sizes = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let (path, size) = (entry.path(), entry.metadata().unwrap().len());
            let name = path.display().to_string();
            match path.extension().and_then(|ending| ending.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("gz") => drop(sizes.insert(name.trim_end_matches(".gz").to_owned(), size)),
                // As it is, where there is no compressed form.
                Some("js" | "css") => drop(sizes.entry(name).or_insert(size)),
                _ => {}
            }
        }
    }
    let all: u64 = sizes.values().sum();
    assert!((50_000..ALL_PAGES).contains(&all), "all pages load {all} bytes: {sizes:#?}");
}
