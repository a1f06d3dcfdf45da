//! `DELETE /api/v1/me/sessions` and `/me/sessions/{id}`: signing out elsewhere, at once and without a step-up.

use entity::audit_event;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use tests::{Caller, Session, World};
use uuid::Uuid;

use super::{
    cookie, join_second_org,
    mine::{SESSIONS, items, sign_in_as},
};
use crate::sign_in::session_of;

const LOOK: &str = "/api/v1/auth/session";

async fn id(session: &Session) -> String {
    let current = items(session).await.into_iter().find(|item| item["current"] == true);
    current.unwrap()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn delete_200_ends_that_one_at_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let other = sign_in_as(&world, &ada, "Firefox").await;
    other.get(LOOK).await.ok(200);
    let path = format!("{SESSIONS}/{}", id(&other).await);
    let answer = ada.session.delete(&path).await;
    assert!(answer.header("set-cookie").is_none());
    assert_eq!(answer.ok(200), json!({ "ended": 1 }));
    other.get(LOOK).await.refused(401, "UNAUTHORIZED");
    other.at(&world.restarted().await).get(LOOK).await.refused(401, "UNAUTHORIZED");
    ada.session.get(LOOK).await.ok(200);
    ada.session.delete(&path).await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn delete_404_for_somebody_elses_as_for_none() {
    let world = World::new().await;
    let (ada, bob) = (world.owner("ada").await, world.owner("bob").await);
    let unknown = ada.session.delete(&format!("{SESSIONS}/{}", Uuid::now_v7())).await;
    unknown.refused(404, "NOT_FOUND");
    ada.session.delete(&format!("{SESSIONS}/{}", id(&bob.session).await)).await.same_as(&unknown);
    ada.session.delete(&format!("{SESSIONS}/x")).await.same_as(&unknown);
    bob.session.get(LOOK).await.ok(200);
}

#[tokio::test]
async fn delete_200_of_the_session_at_hand_takes_the_cookie_away() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for path in [SESSIONS.to_owned(), format!("{SESSIONS}/")] {
        let session = Session::cookie(world.clone(), &cookie(&world, &ada.email).await);
        let path = if path.ends_with('/') { format!("{path}{}", id(&session).await) } else { path };
        let answer = session.delete(&path).await;
        let gone = "almond_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax";
        assert_eq!(answer.header("set-cookie"), Some(gone));
        answer.ok(200);
        session.get(LOOK).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test]
async fn delete_200_ends_all_in_every_org_or_all_but_this_one() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.owner("bob").await;
    let (key, _) = ada.mint(&["models:read"]).await;
    ada.session.delete("/api/v1/me/totp").await.ok(200);
    let second_org = join_second_org(&ada).await;
    let elsewhere = sign_in_as(&world, &ada, "Firefox").await;
    let moved = elsewhere.post("/api/v1/auth/session/org", json!({ "orgId": second_org })).await.ok(200);
    let elsewhere = session_of(&world, &moved);
    let mine = Session::cookie(world.clone(), &cookie(&world, &ada.email).await);
    let kept = mine.delete(&format!("{SESSIONS}?keepCurrent=true")).await;
    assert!(kept.header("set-cookie").is_none());
    assert_eq!(kept.ok(200), json!({ "ended": 2 }));
    for ended in [&ada.session, &elsewhere] {
        ended.get(LOOK).await.refused(401, "UNAUTHORIZED");
    }
    mine.get(LOOK).await.ok(200);
    let other = sign_in_as(&world, &ada, "Firefox").await;
    mine.delete(&format!("{SESSIONS}?keepCurrent=perhaps")).await.names_field("keepCurrent");
    assert_eq!(mine.delete(SESSIONS).await.ok(200), json!({ "ended": 2 }));
    for ended in [&mine, &other] {
        ended.get(LOOK).await.refused(401, "UNAUTHORIZED");
    }
    // Keys stay, and so do other people's sessions.
    key.get("/api/v1/models").await.ok(200);
    bob.session.get(LOOK).await.ok(200);
    // Each org's audit trail tells of its own sessions.
    let recorded = audit_event::Entity::find().filter(audit_event::Column::Action.eq("sessions.ended"));
    let recorded = recorded.all(world.state().db.read()).await.unwrap();
    let of_second = recorded.iter().filter(|event| event.org_id == second_org.parse().ok()).count();
    assert_eq!((recorded.len(), of_second), (3, 1));
}
