//! Bodies of more than 16 KiB, which a client might leave half-sent to fill the server's memory.

use futures_util::{StreamExt, stream};
use http::Method;
use tests::{Answer, World};
use tokio::task::JoinSet;

use super::too_large::padded;

/// The cap of an address.
const OWN: usize = 32;

async fn login(world: &World, address: &str, body: impl Into<poem::Body>) -> Answer {
    let headers = [("content-type", "application/json"), ("x-forwarded-for", address)];
    world.send(Method::POST, "/api/v1/auth/login", &headers, body).await
}

/// So many bytes, and then nothing more.
fn unfinished(size: usize) -> poem::Body {
    let begun = stream::iter([Ok::<_, std::io::Error>(vec![b' '; size])]);
    poem::Body::from_bytes_stream(begun.chain(stream::pending()))
}

#[tokio::test]
async fn one_address_that_leaves_large_ones_unfinished_503_holds_up_no_other() {
    let world = World::new().await;
    world.owner("ada").await;
    let mut attack = JoinSet::new();
    for _ in 0..OWN + 8 {
        let world = world.clone();
        attack.spawn(async move { login(&world, "203.0.113.1", unfinished(20_000)).await });
    }
    for _ in 0..8 {
        let answer = attack.join_next().await.unwrap().unwrap();
        assert_eq!(answer.refused(503, "UNAVAILABLE").header("retry-after"), Some("1"));
    }
    login(&world, "203.0.113.1", padded(16 * 1024)).await.ok(200);
    login(&world, "203.0.113.1", padded(16 * 1024 + 1)).await.refused(503, "UNAVAILABLE");
    login(&world, "203.0.113.2", padded(1024 * 1024)).await.ok(200);
    assert_eq!(world.state().large_bodies.taken(), OWN);
    attack.shutdown().await;
    assert_eq!(world.state().large_bodies.taken(), 0);
}
