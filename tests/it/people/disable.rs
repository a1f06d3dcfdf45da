//! `POST /internal/users/{id}/disable` and `…/enable`, and the same as commands.

use almond::cli::user::Request;
use entity::OrgRole;
use serde_json::json;
use tests::{Caller, PASSWORD, World};

use super::{SESSION, USERS, command, fails, ok, operate, subjects};
use crate::{
    orgs::{MODELS, recorded},
    sign_in::login,
};

#[tokio::test]
async fn disable_200_ends_sessions_refuses_keys_and_every_way_in() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    world.anonymous().post("/api/v1/auth/magic-link", json!({ "email": ada.email })).await.ok(202);
    let link = world.mailed_token(&ada.email).await;
    key.get(MODELS).await.ok(200);
    let answer = operate(&ada, "disable").await;
    assert!(ok(&answer)["disabled_at"].is_string(), "{}", answer.text);
    key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    ada.session.get(SESSION).await.refused(401, "UNAUTHORIZED");
    login(&world, &ada.email, PASSWORD).await.refused(401, "UNAUTHORIZED");
    let body = json!({ "token": link });
    world.anonymous().post("/api/v1/auth/magic-link/verify", body).await.refused(401, "UNAUTHORIZED");
    assert_eq!(recorded(&ada, &ada.org, "user.disabled").await, 1);
    assert!(subjects(&world, &ada.email).await.contains(&"Your account was disabled".to_owned()));
}

#[tokio::test]
async fn enable_200_lets_keys_work_and_people_sign_in_again_and_revives_no_session() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    ok(&operate(&ada, "disable").await);
    ok(&operate(&ada, "disable").await);
    key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    ok(&operate(&ada, "enable").await);
    ok(&operate(&ada, "enable").await);
    key.get(MODELS).await.ok(200);
    ada.session.get(SESSION).await.refused(401, "UNAUTHORIZED");
    assert_eq!(login(&world, &ada.email, PASSWORD).await.ok(200)["mfaRequired"], true);
    for (action, times) in [("user.disabled", 1), ("user.enabled", 1)] {
        assert_eq!(recorded(&ada, &ada.org, action).await, times, "{action}");
    }
}

#[tokio::test]
async fn disable_is_recorded_in_each_org_of_the_person_and_by_the_operator() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await.enrolled().await;
    world.member("ada", &bob.org, OrgRole::Member).await;
    command(&world, Request::Disable { user: "ADA@example.com".to_owned() }).await;
    for org in [&ada.org, &bob.org] {
        assert_eq!(recorded(&ada, org, "user.disabled").await, 1);
    }
    let events = bob.session.get("/api/v1/audit-events?action=user.disabled").await.ok(200);
    assert_eq!(events["items"][0]["actor"]["kind"], "operator", "{events}");
    assert_eq!(events["items"][0]["targetId"], ada.user.as_str());
}

#[tokio::test]
async fn a_command_says_who_is_not_there() {
    let world = World::new().await;
    for user in ["nobody@example.com", crate::orgs::NOBODY] {
        let said = fails(&world, Request::Disable { user: user.to_owned() }).await;
        assert_eq!(said, "user: nobody has this id or address");
    }
    let said = fails(&world, Request::Show { user: "ada".to_owned() }).await;
    assert_eq!(said, "user: expected a user's id or e-mail address");
}

#[tokio::test]
async fn internal_404_for_nobody_and_403_or_401_for_everybody_but_the_operator() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    for (user, status) in [(crate::orgs::NOBODY, 404), ("nobody@example.com", 404), ("no one", 404)] {
        let answer = world.operator().post_empty(&format!("{USERS}/{}/disable", user.replace(' ', "%20"))).await;
        assert_eq!(answer.status, status, "{}", answer.text);
    }
    let path = format!("{USERS}/{}/disable", ada.user);
    assert_eq!(ada.session.post_empty(&path).await.status, 403);
    assert_eq!(key.post_empty(&path).await.status, 403);
    assert_eq!(world.anonymous().post_empty(&path).await.status, 401);
    ada.session.get(SESSION).await.ok(200);
}
