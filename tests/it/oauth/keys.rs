//! The keys that an OpenID provider publishes, and how it changes them.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Provider, jwk};

use super::{OIDC, session, sign_in, world};

/// A key with this member in place of its own.
fn with(key: usize, name: &str, value: Value) -> Value {
    let mut jwk = jwk(key);
    jwk[name] = value;
    jwk
}

fn publishes(provider: &Provider, keys: Value) {
    provider.change(|script| script.more.keys = keys);
}

#[tokio::test]
async fn the_key_may_be_one_of_several_and_have_no_name() {
    for keys in [
        json!([jwk(1), jwk(0)]),
        json!([with(1, "kid", Value::Null), with(0, "kid", Value::Null)]),
        json!([with(1, "kid", json!("first")), jwk(0)]),
        json!([with(1, "use", json!("enc")), with(0, "use", Value::Null)]),
        json!([{ "kty": "new" }, 7, with(0, "alg", json!("EdDSA"))]),
    ] {
        let (world, provider) = world().await;
        publishes(&provider, keys);
        session(&world, OIDC).await;
    }
}

#[tokio::test]
async fn another_key_of_the_same_name_is_found_once_it_is_published() {
    let (world, provider) = world().await;
    publishes(&provider, json!([with(1, "kid", json!("first"))]));
    assert_eq!(sign_in(&world, OIDC).await.lands_with("error"), "provider_error");
    publishes(&provider, json!([jwk(0)]));
    // Anybody can have a signature that is wrong: it is no reason to ask all the time.
    let asked = provider.discoveries();
    assert_eq!(sign_in(&world, OIDC).await.lands_with("error"), "provider_error");
    assert_eq!(provider.discoveries(), asked);
    world.advance(Duration::from_secs(61));
    session(&world, OIDC).await;
}

#[tokio::test]
async fn a_key_that_is_withdrawn_or_for_something_else_counts_no_more() {
    let (world, provider) = world().await;
    session(&world, OIDC).await;
    for keys in [json!([jwk(1)]), json!([with(0, "use", json!("enc"))]), json!([with(0, "alg", json!("RS256"))])] {
        publishes(&provider, keys.clone());
        world.advance(Duration::from_secs(3601));
        assert_eq!(sign_in(&world, OIDC).await.lands_with("error"), "provider_error", "{keys}");
    }
}
