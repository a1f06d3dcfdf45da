//! A provider that is down, slow to change, or never there.

use std::time::Duration;

use tests::{Browser, CLIENT_ID, CLIENT_SECRET, Caller, World};

use super::{ALL, GITHUB, OIDC, counts, session, world};

#[tokio::test]
async fn nobody_is_asked_before_somebody_wants_to_sign_in() {
    let (world, provider) = world().await;
    world.anonymous().get("/readyz").await.ok(200);
    assert_eq!(provider.discoveries(), 0);
    for _ in 0..3 {
        session(&world, OIDC).await;
    }
    assert_eq!(provider.discoveries(), 1);
    world.advance(Duration::from_secs(3600));
    session(&world, OIDC).await;
    assert_eq!(provider.discoveries(), 2);
}

#[tokio::test]
async fn get_503_when_there_is_no_provider_where_it_should_be() {
    let world = World::with()
        .set("ALMOND_OIDC_ISSUER", "http://127.0.0.1:1")
        .set("ALMOND_OIDC_CLIENT_ID", CLIENT_ID)
        .set("ALMOND_OIDC_CLIENT_SECRET", CLIENT_SECRET)
        .build()
        .await;
    world.anonymous().get("/readyz").await.ok(200);
    let answer = world.anonymous().get(OIDC).await;
    answer.refused(503, "UNAVAILABLE");
    assert!(answer.header("retry-after").is_some() && answer.header("set-cookie").is_none());
}

#[tokio::test]
async fn a_provider_that_fails_is_told_of_and_asked_again_after_a_rest() {
    let (world, provider) = world().await;
    provider.change(|script| script.down = true);
    world.anonymous().get(OIDC).await.refused(503, "UNAVAILABLE");
    provider.change(|script| script.down = false);
    world.anonymous().get(OIDC).await.refused(503, "UNAVAILABLE");
    world.advance(Duration::from_secs(5));
    session(&world, OIDC).await;
}

#[tokio::test]
async fn a_provider_that_fails_on_the_way_back_lets_nobody_in() {
    let (world, provider) = world().await;
    for path in ALL {
        provider.change(|script| script.down = false);
        let mut browser = Browser::new(&world);
        let back = browser.leave(path).await;
        provider.change(|script| script.down = true);
        assert_eq!(browser.open(&back).await.lands_with("error"), "provider_unavailable");
        browser.open(&back).await.refused(401, "UNAUTHORIZED");
    }
    assert_eq!(counts(&world).await, [0, 0, 0]);
    // GitHub's first page needs no asking.
    world.anonymous().get(GITHUB).await.location();
}

#[tokio::test]
async fn changed_keys_are_found_but_not_looked_for_more_than_once_a_minute() {
    let (world, provider) = world().await;
    session(&world, OIDC).await;
    provider.change(|script| script.key = 1);
    for _ in 0..3 {
        assert_eq!(super::sign_in(&world, OIDC).await.lands_with("error"), "provider_error");
    }
    assert_eq!(provider.discoveries(), 1, "it was asked a moment ago");
    world.advance(Duration::from_secs(60));
    session(&world, OIDC).await;
    assert_eq!(provider.discoveries(), 2);
}
