//! The issuer's keys: asked for once, again when one is not known, and not more often than that needs.

use std::time::Duration;

use jsonwebtoken::{Algorithm, Header};
use serde_json::json;
use tests::Caller;

use super::{SESSION, bearer, signed, token, world};

fn header() -> Header {
    Header::new(Algorithm::EdDSA)
}

#[tokio::test]
async fn they_are_asked_for_once_in_an_hour() {
    let (world, provider) = world().await;
    for number in 0..5 {
        bearer(&world, &token(&provider, json!({ "jti": number }))).get(SESSION).await.ok(200);
    }
    assert_eq!(provider.discoveries(), 1);
    world.advance(Duration::from_secs(3599));
    let lasting = token(&provider, json!({ "exp": super::NOW + 10_000 }));
    bearer(&world, &lasting).get(SESSION).await.ok(200);
    assert_eq!(provider.discoveries(), 1);
    world.advance(Duration::from_secs(1));
    bearer(&world, &lasting).get(SESSION).await.ok(200);
    assert_eq!(provider.discoveries(), 2);
}

#[tokio::test]
async fn a_new_one_is_found_and_an_old_one_forgotten() {
    let (world, provider) = world().await;
    let old = token(&provider, json!({}));
    bearer(&world, &old).get(SESSION).await.ok(200);
    provider.change(|script| script.key = 1);
    world.advance(Duration::from_secs(61));
    bearer(&world, &signed(&provider, 1, header(), json!({}))).get(SESSION).await.ok(200);
    assert_eq!(provider.discoveries(), 2);
    // Withdrawn, whatever it has signed.
    bearer(&world, &old).get(SESSION).await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn made_up_names_have_it_asked_once_a_minute() {
    let (world, provider) = world().await;
    bearer(&world, &token(&provider, json!({}))).get(SESSION).await.ok(200);
    for minute in 1..3 {
        world.advance(Duration::from_secs(61));
        for number in 0..20 {
            let header = Header { kid: Some(format!("made up {number}")), ..header() };
            let token = signed(&provider, 0, header, json!({}));
            bearer(&world, &token).get(SESSION).await.refused(401, "UNAUTHORIZED");
        }
        assert_eq!(provider.discoveries(), 1 + minute);
    }
}

#[tokio::test]
async fn without_them_it_is_503_and_never_401_until_they_can_be_had() {
    let (world, provider) = world().await;
    provider.change(|script| script.down = true);
    let token = token(&provider, json!({}));
    for _ in 0..3 {
        bearer(&world, &token).get(SESSION).await.refused(503, "UNAVAILABLE");
    }
    provider.change(|script| script.down = false);
    world.advance(Duration::from_secs(5));
    bearer(&world, &token).get(SESSION).await.ok(200);
    // What is known does without the issuer, and so do others' credentials.
    provider.change(|script| script.down = true);
    bearer(&world, &token).get(SESSION).await.ok(200);
    world.owner("bob").await.session.get(SESSION).await.ok(200);
}
