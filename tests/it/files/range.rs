//! `Range` and `If-Range` (RFC 9110, 14).

use tests::World;

use super::{SHA256, download, uploaded};

#[tokio::test]
async fn one_range_206_is_what_comes() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let id = uploaded(&ada.session, "x", "some text").await;
    for (range, part, place) in [
        ("bytes=0-3", "some", "bytes 0-3/9"),
        ("bytes=5-", "text", "bytes 5-8/9"),
        ("bytes=-4", "text", "bytes 5-8/9"),
        ("bytes=8-99", "t", "bytes 8-8/9"),
        ("bytes=0-", "some text", "bytes 0-8/9"),
        ("bytes=-99", "some text", "bytes 0-8/9"),
    ] {
        let came = download(&ada.session, &id, &[("range", range)]).await;
        assert_eq!((came.status.as_u16(), came.text.as_str()), (206, part), "{range}");
        assert_eq!(came.header("content-range"), Some(place), "{range}");
        assert_eq!(came.header("content-length"), Some(part.len().to_string().as_str()), "{range}");
        assert_eq!(came.header("etag"), Some(format!("\"{SHA256}\"").as_str()));
    }
}

#[tokio::test]
async fn a_range_past_the_end_416_says_the_size() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (id, empty) = (uploaded(&ada.session, "x", "some text").await, uploaded(&ada.session, "x", "").await);
    for (id, range, size) in [
        (&id, "bytes=9-", "bytes */9"),
        (&id, "bytes=9-20", "bytes */9"),
        (&id, "bytes=-0", "bytes */9"),
        (&id, "bytes=99999999999999999999999999-", "bytes */9"),
        (&empty, "bytes=0-", "bytes */0"),
        (&empty, "bytes=-1", "bytes */0"),
    ] {
        let refused = download(&ada.session, id, &[("range", range)]).await;
        refused.refused(416, "RANGE_NOT_SATISFIABLE");
        assert_eq!(refused.header("content-range"), Some(size), "{range}");
    }
}

#[tokio::test]
async fn what_is_no_single_range_200_is_the_whole() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let id = uploaded(&ada.session, "x", "some text").await;
    for range in ["bytes=0-1,3-4", "bytes=3-1", "bytes=", "lines=0-1", "bytes=a-b", "nonsense", ""] {
        let came = download(&ada.session, &id, &[("range", range)]).await;
        assert_eq!((came.status.as_u16(), came.text.as_str()), (200, "some text"), "{range}");
        assert_eq!(came.header("content-range"), None);
    }
}

#[tokio::test]
async fn a_part_comes_only_to_who_has_the_rest_of_the_same_file() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let id = uploaded(&ada.session, "x", "some text").await;
    let tag = format!("\"{SHA256}\"");
    for (held, status) in [
        (tag.as_str(), 206),
        ("\"other\"", 200),
        (&format!("W/{tag}"), 200),
        ("*", 200),
        ("Mon, 01 Jun 2026 12:00:00 GMT", 200),
    ] {
        let came = download(&ada.session, &id, &[("range", "bytes=0-3"), ("if-range", held)]).await;
        assert_eq!(came.status, status, "{held}");
        assert_eq!(came.text, if status == 206 { "some" } else { "some text" });
    }
    let past = [("range", "bytes=99-"), ("if-range", "\"other\"")];
    assert_eq!(download(&ada.session, &id, &past).await.status, 200);
}
