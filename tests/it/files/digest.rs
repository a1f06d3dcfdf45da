//! `Content-Digest` and `Repr-Digest` of an upload (RFC 9530).

use tests::World;

use super::{SHA256_BASE64, download, listed, stored, stream, upload};

#[tokio::test]
async fn what_is_as_its_digest_says_201_and_a_download_says_it_again() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let digest = format!("sha-256=:{SHA256_BASE64}:");
    for name in ["content-digest", "repr-digest"] {
        let made = upload(&ada.session, "x", &[(name, &digest)], stream("some text")).await.ok(201);
        let came = download(&ada.session, made["id"].as_str().unwrap(), &[]).await;
        assert_eq!(came.header("repr-digest"), Some(digest.as_str()));
    }
    upload(&ada.session, "x", &[("content-digest", "sha-512=:AA==:")], "some text").await.ok(201);
}

#[tokio::test]
async fn what_is_not_400_leaves_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let digest = format!("sha-256=:{SHA256_BASE64}:");
    for (header, field) in [("content-digest", "Content-Digest"), ("repr-digest", "Repr-Digest")] {
        let other = "x".repeat(2_000_000);
        for body in ["some text.", "", &other] {
            upload(&ada.session, "x", &[(header, &digest)], stream(body)).await.names_field(field);
        }
        for value in ["sha-256=", "sha-256=:AA==:", "sha-256=x"] {
            upload(&ada.session, "x", &[(header, value)], "some text").await.names_field(field);
        }
    }
    assert_eq!((listed(&ada.session).await.len(), stored(&world).await.len()), (0, 0));
}
