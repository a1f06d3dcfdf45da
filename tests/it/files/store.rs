//! When the store doesn't have what it should: never half an answer.

use tests::{Caller, World};

use super::{download, folder, listed, upload, uploaded};

#[tokio::test]
async fn bytes_that_are_missing_or_not_all_there_503() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let id = uploaded(&ada.session, "x", "some text").await;
    let place = folder(&world).join(&ada.org).join(&id);
    std::fs::write(&place, "some").unwrap();
    for headers in [&[][..], &[("range", "bytes=0-1")], &[("range", "bytes=5-")]] {
        download(&ada.session, &id, headers).await.refused(503, "UNAVAILABLE");
    }
    std::fs::remove_file(&place).unwrap();
    for headers in [&[][..], &[("range", "bytes=0-1")]] {
        let answer = download(&ada.session, &id, headers).await;
        assert_eq!(answer.refused(503, "UNAVAILABLE").header("retry-after"), Some("1"));
    }
    // What is asked of the row alone goes on.
    ada.session.get(&super::path(&id)).await.ok(200);
    ada.session.delete(&super::path(&id)).await.ok(200);
}

#[tokio::test]
async fn a_store_that_takes_nothing_503_leaves_no_file() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    std::fs::write(folder(&world).join(&ada.org), "in the way of the org's folder").unwrap();
    for size in [10, 3_000_000] {
        upload(&ada.session, "x", &[], "x".repeat(size)).await.refused(503, "UNAVAILABLE");
    }
    assert!(listed(&ada.session).await.is_empty());
}
