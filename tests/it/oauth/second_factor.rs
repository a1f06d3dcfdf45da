//! A provider's word is a first step: whoever has a second factor shows it.

use std::time::Duration;

use serde_json::json;
use tests::{Answer, Caller, Session, World};

use super::{ALL, GITHUB, counts, sign_in, world};

/// The mfaToken that a browser landed with.
fn mfa_token(answer: &Answer, place: &str) -> String {
    let url = answer.location();
    assert_eq!(url.as_str().split('?').next(), Some(place));
    let told: Vec<_> = url.query_pairs().into_owned().collect();
    let names: Vec<_> = told.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["mfa_token", "methods"]);
    assert_eq!(told[1].1, "totp,recovery");
    assert!(answer.header("set-cookie").is_none());
    told[0].1.clone()
}

async fn finish(world: &World, token: &str, code: &str) -> Answer {
    let body = json!({ "mfaToken": token, "code": code });
    world.anonymous().post("/api/v1/auth/login/totp", body).await
}

#[tokio::test]
async fn every_provider_gives_half_a_sign_in() {
    for path in ALL {
        let (world, _) = world().await;
        let ada = world.owner("ada").await.enrolled().await;
        let before = counts(&world).await;
        world.advance(Duration::from_secs(30));
        let token = mfa_token(&sign_in(&world, path).await, "http://localhost:5173/auth/callback");
        assert_eq!(counts(&world).await, before, "no session yet");
        Session::bearer(world.clone(), &token).get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
        let data = finish(&world, &token, &ada.code()).await.ok(200);
        assert_eq!(
            (data["user"]["id"].as_str(), data["stepUp"]["satisfied"].as_bool()),
            (Some(&*ada.user), Some(true))
        );
    }
}

#[tokio::test]
async fn the_exchange_of_a_code_does_too() {
    let (world, _) = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(30));
    let code = sign_in(&world, &format!("{GITHUB}&response_mode=code")).await.lands_with("code");
    let data = world.anonymous().post("/api/v1/auth/exchange", json!({ "code": code })).await.ok(200);
    assert_eq!((data["mfaRequired"].as_bool(), data["token"].is_null()), (Some(true), true));
    finish(&world, data["mfaToken"].as_str().unwrap(), &ada.code()).await.ok(200);
}

#[tokio::test]
async fn at_home_there_is_no_cookie_yet() {
    let (world, _) = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(Duration::from_secs(30));
    let token = mfa_token(&sign_in(&world, "/api/v1/auth/github").await, "http://localhost:8080/");
    finish(&world, &token, &ada.code()).await.ok(200);
}
