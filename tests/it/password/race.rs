//! Changes of one password at the same instant: one wins, and no session of before outlives it.

use serde_json::json;
use tests::{Caller, PASSWORD, Session, World};
use tokio::task::JoinSet;

use super::{change, put};
use crate::sign_in::{login, password_reset::reset_link, session_of};

#[tokio::test(flavor = "multi_thread")]
async fn one_of_fifty_changes_wins() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let other = session_of(&world, &login(&world, &ada.email, PASSWORD).await.ok(200));
    let mut tasks = JoinSet::new();
    for turn in 0..50 {
        let session = if turn % 2 == 0 { &ada.session } else { &other }.clone();
        let new = format!("new password {turn}");
        tasks.spawn(async move {
            let body = json!({ "currentPassword": PASSWORD, "newPassword": new });
            (put(&session, body).await, new)
        });
    }
    let mut winners = Vec::new();
    for (answer, new) in tasks.join_all().await {
        match answer.status.as_u16() {
            200 => winners.push((answer.ok(200), new)),
            // Lost the race; came when the password was another; came when its session had ended.
            status => assert!(matches!(status, 409 | 401), "{}", answer.text),
        }
    }
    let [(data, new)] = &winners[..] else { panic!("{} changes won", winners.len()) };
    session_of(&world, data).get("/api/v1/auth/session").await.ok(200);
    login(&world, &ada.email, new).await.ok(200);
    for void in [&ada.session, &other] {
        void.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
    }
}

/// Sign-ins with the old password, while it is being reset: none of them leaves a session behind.
#[tokio::test(flavor = "multi_thread")]
async fn no_sign_in_with_the_old_password_outlives_a_reset() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for round in 0..5 {
        let old = if round == 0 { PASSWORD.to_owned() } else { format!("password number {}", round - 1) };
        let body =
            json!({ "token": reset_link(&world, &ada.email).await, "password": format!("password number {round}") });
        let mut sign_ins = JoinSet::new();
        for turn in 0..20 {
            let (world, email, old) = (world.clone(), ada.email.clone(), old.clone());
            sign_ins.spawn(async move {
                for _ in 0..turn {
                    tokio::task::yield_now().await;
                }
                login(&world, &email, &old).await
            });
        }
        world.anonymous().post("/api/v1/auth/password/reset", body).await.ok(200);
        for answer in sign_ins.join_all().await {
            if answer.status == 200 {
                let session: Session = session_of(&world, &answer.ok(200));
                session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_and_a_reset_at_once_leave_one_password_and_no_older_session() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let body = json!({ "token": reset_link(&world, &ada.email).await, "password": "from the mailed link" });
    let (visitor, session) = (world.anonymous(), ada.session.clone());
    let reset = tokio::spawn(async move { visitor.post("/api/v1/auth/password/reset", body).await });
    let change = tokio::spawn(async move { change(&session).await });
    let (reset, change) = (reset.await.unwrap().status.as_u16(), change.await.unwrap().status.as_u16());
    assert!(matches!((reset, change), (200, 401 | 409) | (401, 200)), "{reset} {change}");
    ada.session.get("/api/v1/auth/session").await.refused(401, "UNAUTHORIZED");
}
