//! `trust_mfa`: a second factor that was shown at the provider, and when (`amr`, `acr`, `auth_time`, `max_age`).

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Browser, Caller, Provider, World};

use super::{OIDC, session, sign_in};

const ACME: &str = "/api/v1/auth/acme?frontend_url=http://localhost:5173";
const ANEW: &str = "/api/v1/auth/acme?frontend_url=http://localhost:5173&max_age=0";
const KEYS: &str = "/api/v1/api-keys";

async fn world(table: &str) -> (World, Provider) {
    let provider = Provider::start().await;
    let world = World::with().provider(&provider).table(&provider, "acme", table).build().await;
    (world, provider)
}

/// The instant `ago` before now, as a claim.
fn ago(world: &World, ago: u64) -> i64 {
    i64::try_from(world.state().now().minus(Duration::from_secs(ago)).seconds()).unwrap()
}

fn says(provider: &Provider, claims: Value) {
    provider.change(|script| script.more.claims = claims);
}

async fn step_up(world: &World, path: &str) -> Value {
    session(world, path).await.get("/api/v1/auth/session").await.ok(200)["stepUp"].clone()
}

#[tokio::test]
async fn two_factors_there_are_a_step_up_here_from_when_they_were_shown() {
    let (world, provider) = world("trust_mfa = true").await;
    says(&provider, json!({ "amr": ["pwd", "otp", "mfa"], "auth_time": ago(&world, 100) }));
    let step_up = step_up(&world, ACME).await;
    assert_eq!((&step_up["satisfied"], &step_up["method"]), (&json!(true), &json!("provider")));
    let session = session(&world, ACME).await;
    session.post(KEYS, json!({ "name": "a key" })).await.ok(201);
    // It was 100 seconds ago, and holds for 600.
    world.advance(Duration::from_secs(501));
    let later = session.get("/api/v1/auth/session").await.ok(200);
    assert_eq!(later["stepUp"]["satisfied"], false);
}

#[tokio::test]
async fn without_an_instant_or_with_an_old_one_there_is_no_step_up() {
    let (world, provider) = world("trust_mfa = true").await;
    for claims in [
        json!({ "amr": ["mfa"] }),
        json!({ "amr": ["mfa"], "auth_time": ago(&world, 601) }),
        json!({ "amr": ["mfa"], "auth_time": ago(&world, 0) + 3600 }),
        json!({ "amr": ["mfa"], "auth_time": "now" }),
        json!({ "amr": ["pwd"], "auth_time": ago(&world, 1) }),
    ] {
        says(&provider, claims.clone());
        assert_eq!(step_up(&world, ACME).await["satisfied"], false, "{claims}");
    }
}

#[tokio::test]
async fn it_counts_only_where_the_operator_says_so() {
    let (world, provider) = world("").await;
    says(&provider, json!({ "amr": ["mfa"], "auth_time": ago(&world, 1) }));
    for path in [ACME, OIDC] {
        assert_eq!(step_up(&world, path).await["satisfied"], false);
    }
}

#[tokio::test]
async fn a_class_that_the_operator_names_is_asked_for_and_counts() {
    let (world, provider) = world("trust_mfa = ['gold', 'silver']").await;
    let left = Browser::new(&world).open(ACME).await.location();
    assert!(left.query_pairs().any(|(name, value)| name == "acr_values" && value == "gold silver"), "{left}");
    says(&provider, json!({ "acr": "silver", "auth_time": ago(&world, 1) }));
    assert_eq!(step_up(&world, ACME).await["satisfied"], true);
    says(&provider, json!({ "acr": "bronze", "auth_time": ago(&world, 1) }));
    assert_eq!(step_up(&world, ACME).await["satisfied"], false);
}

#[tokio::test]
async fn who_has_a_factor_here_is_asked_for_it_unless_one_was_shown_there() {
    let (world, provider) = world("trust_mfa = true").await;
    let ada = world.owner("ada").await.enrolled().await;
    assert_eq!(ada.email, "ada@example.com");
    says(&provider, json!({ "amr": ["pwd"] }));
    assert!(sign_in(&world, ACME).await.location().as_str().contains("mfa_token="));
    says(&provider, json!({ "amr": ["pwd", "mfa"] }));
    session(&world, ACME).await;
    // A code for a front end carries it, too.
    let code = sign_in(&world, &format!("{ACME}&response_mode=code")).await.lands_with("code");
    let exchanged = world.anonymous().post("/api/v1/auth/exchange", json!({ "code": code })).await.ok(200);
    assert!(exchanged["token"].is_string(), "{exchanged}");
}

#[tokio::test]
async fn who_is_to_sign_in_anew_has_to_have_done_so() {
    let (world, provider) = world("trust_mfa = true").await;
    let left = Browser::new(&world).open(ANEW).await.location();
    assert!(left.query_pairs().any(|(name, value)| name == "max_age" && value == "0"), "{left}");
    for (claims, end) in [
        (json!({ "auth_time": ago(&world, 5) }), "token"),
        (json!({ "auth_time": ago(&world, 300) }), "error"),
        (json!({}), "error"),
    ] {
        says(&provider, claims.clone());
        sign_in(&world, ANEW).await.lands_with(end);
    }
    for age in ["-1", "86401", "x", "+1", ""] {
        world.anonymous().get(&format!("/api/v1/auth/acme?max_age={age}")).await.refused(400, "BAD_REQUEST");
    }
}
