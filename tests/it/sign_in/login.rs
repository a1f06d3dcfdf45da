//! `POST /api/v1/auth/login`

use sea_orm::ActiveValue::Set;
use serde_json::json;
use tests::{Anonymous, Caller, PASSWORD, World};

use super::{change_user, login, session_of};

#[tokio::test]
async fn post_200_gives_a_session_without_a_step_up() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let answer = login(&world, &ada.email, PASSWORD).await;
    assert!(answer.header("set-cookie").is_none());
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let data = answer.ok(200);
    assert_eq!((&data["kind"], &data["tokenType"]), (&json!("session"), &json!("Bearer")));
    assert_eq!(data["user"]["id"], ada.user.as_str());
    assert_eq!(data["org"], json!({ "id": ada.org, "name": "ada's org", "role": "owner", "twoFactorDueAt": null }));
    assert_eq!(data["stepUp"]["satisfied"], false);
    assert!(data.get("mfaRequired").is_none());
    session_of(&world, &data).get("/api/v1/auth/session").await.ok(200);
}

#[tokio::test]
async fn post_200_gives_each_sign_in_a_session_of_its_own() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let other = session_of(&world, &login(&world, &ada.email, PASSWORD).await.ok(200));
    other.post_empty("/api/v1/auth/logout").await.ok(200);
    ada.session.get("/api/v1/auth/session").await.ok(200);
}

#[tokio::test]
async fn post_200_looks_at_no_credential() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let body = json!({ "email": ada.email, "password": PASSWORD });
    for (name, value) in [("authorization", "Bearer dead"), ("cookie", "almond_session=dead")] {
        Anonymous::with(world.clone(), name, value).post("/api/v1/auth/login", body.clone()).await.ok(200);
    }
}

#[tokio::test]
async fn post_401_does_not_tell_whether_an_address_is_known() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let wrong = login(&world, &ada.email, "wrong password").await;
    wrong.refused(401, "UNAUTHORIZED");
    assert_eq!(wrong.header("www-authenticate"), Some("Bearer realm=\"almond\""));
    login(&world, "nobody@example.com", PASSWORD).await.same_as(&wrong);
    login(&world, &ada.email, "").await.same_as(&wrong);
    login(&world, &ada.email, &"a".repeat(10_000)).await.same_as(&wrong);

    let disabled = world.owner("bob").await;
    let now = world.state().now();
    change_user(&disabled, |row| row.disabled_at = Set(Some(now))).await;
    login(&world, &disabled.email, PASSWORD).await.same_as(&wrong);

    let unverified = world.owner("cyd").await;
    change_user(&unverified, |row| row.email_verified_at = Set(None)).await;
    login(&world, &unverified.email, PASSWORD).await.same_as(&wrong);

    let without_password = world.owner("dan").await;
    change_user(&without_password, |row| row.password_hash = Set(None)).await;
    login(&world, &without_password.email, PASSWORD).await.same_as(&wrong);
    login(&world, &without_password.email, "").await.same_as(&wrong);
}

#[tokio::test]
async fn post_401_is_the_same_for_a_user_with_a_second_factor() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let wrong = login(&world, &ada.email, "wrong password").await;
    wrong.refused(401, "UNAUTHORIZED");
    login(&world, "nobody@example.com", "wrong password").await.same_as(&wrong);
}

#[tokio::test]
async fn post_400_names_the_field() {
    let world = World::new().await;
    let visitor = world.anonymous();
    for (body, field) in [
        (json!({ "password": PASSWORD }), "email"),
        (json!({ "email": "ada@example.com" }), "password"),
        (json!({ "email": "ada", "password": PASSWORD }), "email"),
        (json!({ "email": "ada@example.com\u{0}", "password": PASSWORD }), "email"),
        (json!({ "email": "ada@example.com", "password": 12345678 }), "password"),
        (json!({ "email": "ada@example.com", "password": PASSWORD, "session": "header" }), "session"),
        (json!({ "email": "ada@example.com", "password": PASSWORD, "session": true }), "session"),
        (json!({ "email": "ada@example.com", "password": PASSWORD, "org": "x" }), "org"),
    ] {
        visitor.post("/api/v1/auth/login", body).await.names_field(field);
    }
}
