//! `POST /api/v1/auth/logout`

use serde_json::json;
use tests::{Anonymous, Caller, PASSWORD, Session, World};

use super::cookie;
use crate::sign_in::{login, session_of};

#[tokio::test]
async fn post_200_ends_the_session_at_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let other = session_of(&world, &login(&world, &ada.email, PASSWORD).await.ok(200));
    let answer = ada.session.post_empty("/api/v1/auth/logout").await;
    assert!(answer.header("set-cookie").is_none());
    assert_eq!(answer.ok(200), json!({ "loggedOut": true, "logoutUrl": null }));
    ada.session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    ada.session.post_empty("/api/v1/auth/logout").await.refused(401, "UNAUTHORIZED");
    other.get("/api/v1/auth/session").await.ok(200);
}

#[tokio::test]
async fn post_200_takes_the_cookie_away() {
    for (url, expected) in [
        ("http://localhost:8080", "almond_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"),
        ("https://almond.example.com", "__Host-almond_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure"),
    ] {
        let world = World::with().set("ALMOND_PUBLIC_URL", url).build().await;
        let ada = world.owner("ada").await;
        let session = Session::cookie(world.clone(), &cookie(&world, &ada.email).await);
        let answer = session.post_empty("/api/v1/auth/logout").await;
        assert_eq!(answer.header("set-cookie"), Some(expected));
        answer.ok(200);
        session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
        ada.session.get("/api/v1/auth/session").await.ok(200);
    }
}

#[tokio::test]
async fn post_200_ends_all_of_a_sessions_tokens() {
    let world = World::new().await;
    let mut ada = world.owner("ada").await.enrolled().await;
    let older = ada.session.clone();
    ada.step_up().await;
    older.get("/api/v1/auth/session").await.ok(200);
    older.post_empty("/api/v1/auth/logout").await.ok(200);
    ada.session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
}

#[tokio::test]
async fn post_403_from_another_site_ends_nothing() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let cookie = cookie(&world, &ada.email).await;
    let elsewhere = Anonymous::with(world.clone(), "cookie", &cookie);
    elsewhere.post_empty("/api/v1/auth/logout").await.refused(403, "FORBIDDEN");
    Session::cookie(world.clone(), &cookie).get("/api/v1/auth/session").await.ok(200);
}

#[tokio::test]
async fn keys_outlive_the_session_that_minted_them() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    ada.session.post_empty("/api/v1/auth/logout").await.ok(200);
    key.get("/api/v1/models").await.ok(200);
}
