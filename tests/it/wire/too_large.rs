//! Bodies over 1 MiB: bytes are counted, a header's word is not taken.

use http::Method;
use tests::{Answer, World};

const MIB: usize = 1024 * 1024;

/// A good sign-in, blown up to `size` bytes by white space.
pub fn padded(size: usize) -> Vec<u8> {
    let body = br#"{"email":"ada@example.com","password":"correct horse battery staple"}"#;
    let mut padded = vec![b' '; size - body.len()];
    padded.extend_from_slice(body);
    padded
}

async fn post(world: &World, length: Option<&str>, body: impl Into<poem::Body>) -> Answer {
    let mut headers = vec![("content-type", "application/json")];
    headers.extend(length.map(|length| ("content-length", length)));
    world.send(Method::POST, "/api/v1/auth/login", &headers, body).await
}

/// As a client sends it that doesn't know how long it will be.
fn stream(bytes: Vec<u8>) -> poem::Body {
    poem::Body::from_async_read(std::io::Cursor::new(bytes))
}

#[tokio::test]
async fn one_mib_is_read_and_one_byte_more_413() {
    let world = World::new().await;
    world.owner("ada").await;
    let length = MIB.to_string();
    post(&world, None, stream(padded(MIB))).await.ok(200);
    post(&world, Some(&length), padded(MIB)).await.ok(200);
    let more = (MIB + 1).to_string();
    for answer in [
        post(&world, None, stream(padded(MIB + 1))).await,
        post(&world, Some(&more), padded(MIB + 1)).await,
        post(&world, Some("10"), stream(padded(MIB + 1))).await,
        post(&world, None, stream(vec![b'x'; 8 * MIB])).await,
    ] {
        answer.refused(413, "PAYLOAD_TOO_LARGE");
        assert_eq!(answer.header("connection"), Some("close"), "what is left of it isn't read");
    }
}

#[tokio::test]
async fn a_length_that_is_a_lie_does_not_matter() {
    let world = World::new().await;
    world.owner("ada").await;
    for length in ["0", "1", "99999999999999999999", "-1", "x"] {
        post(&world, Some(length), stream(padded(1000))).await.ok(200);
    }
}
