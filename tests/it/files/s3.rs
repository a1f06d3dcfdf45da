//! The same in a bucket, of an S3-compatible server that checks signatures.

use std::time::Duration;

use tests::{Caller, Peer, Person, TestDatabase, World};

use super::{FILES, download, listed, path, stream, upload, uploaded};

/// A bucket's server, and where it keeps what it is given.
struct Bucket {
    peer: Peer,
    place: TestDatabase,
}

impl Bucket {
    async fn start() -> Self {
        let place = TestDatabase::create().await;
        let peer = Peer::start("s3.mjs", &[place.folder.to_str().unwrap()]).await;
        Self { peer, place }
    }

    async fn world(&self, secret: &str) -> World {
        World::with()
            .set("ALMOND_FILES_URL", "s3://files/some/where")
            .set("ALMOND_FILES_ENDPOINT", &self.peer.url)
            .set("ALMOND_FILES_ACCESS_KEY", "S3RVER")
            .set("ALMOND_FILES_SECRET_KEY", secret)
            .build()
            .await
    }

    /// Is there an object for this file?
    fn has(&self, person: &Person, id: &str) -> bool {
        let prefix = self.place.folder.join("files/some/where").join(&person.org);
        let names = std::fs::read_dir(prefix).into_iter().flatten();
        names.filter_map(Result::ok).any(|entry| entry.file_name().to_str().unwrap().starts_with(id))
    }
}

#[tokio::test]
async fn up_down_in_parts_and_away() {
    let bucket = Bucket::start().await;
    let world = bucket.world("S3RVER").await;
    let ada = world.owner("ada").await;
    let large: String = (0..1_600_000).map(|n| format!("{n:07}\n")).collect();
    for text in ["", "some text", &large] {
        let made = upload(&ada.session, "x", &[], stream(text)).await.ok(201);
        let id = made["id"].as_str().unwrap();
        assert!(bucket.has(&ada, id));
        let came = download(&ada.session, id, &[]).await;
        assert!(came.status == 200 && came.text == text, "{} bytes of {}", came.text.len(), text.len());
        if text.len() > 4 {
            let part = download(&ada.session, id, &[("range", "bytes=-4")]).await;
            assert_eq!((part.status.as_u16(), part.text.as_str()), (206, &text[text.len() - 4..]));
        }
        ada.session.delete(&path(id)).await.ok(200);
        assert!(!bucket.has(&ada, id));
    }
    let local = world.state().config.server.data_dir.join("files");
    assert!(!local.exists(), "nothing is on the disk");
}

#[tokio::test]
async fn what_belongs_to_no_file_is_swept_from_it() {
    let bucket = Bucket::start().await;
    let world = bucket.world("S3RVER").await;
    world.be_at_system_time();
    let ada = world.owner("ada").await;
    let (kept, orphan) = (uploaded(&ada.session, "x", "kept").await, uploaded(&ada.session, "y", "orphan").await);
    let forget = entity::file::Entity::delete_in_org(ada.org.parse().unwrap(), orphan.parse().unwrap());
    forget.exec(world.state().db.write()).await.unwrap();
    let state = world.state();
    state.blobs.sweep(&state.db, state.now()).await.unwrap();
    assert!(bucket.has(&ada, &orphan));
    world.advance(Duration::from_secs(25 * 3600));
    state.blobs.sweep(&state.db, state.now()).await.unwrap();
    assert!(bucket.has(&ada, &kept) && !bucket.has(&ada, &orphan));
}

#[tokio::test]
async fn a_bucket_that_refuses_or_is_not_there_503() {
    let bucket = Bucket::start().await;
    let wrong = bucket.world("another-secret").await;
    let ada = wrong.owner("ada").await;
    let refused = upload(&ada.session, "x", &[], "some text").await;
    assert!(!refused.refused(503, "UNAVAILABLE").text.contains("another-secret"));
    assert!(listed(&ada.session).await.is_empty());

    let world = bucket.world("S3RVER").await;
    let ada = world.owner("ada").await;
    let id = uploaded(&ada.session, "x", "some text").await;
    drop(bucket);
    for size in [9, 6_000_000] {
        upload(&ada.session, "x", &[], "x".repeat(size)).await.refused(503, "UNAVAILABLE");
    }
    download(&ada.session, &id, &[]).await.refused(503, "UNAVAILABLE");
    assert_eq!(ada.session.get(FILES).await.ok(200)["items"].as_array().unwrap().len(), 1);
    ada.session.delete(&path(&id)).await.ok(200);
}
