//! What a removal ends has no latecomers: a key that is being minted at that instant, a session that is being begun.

use serde_json::json;
use tests::{Caller, PASSWORD, World};
use tokio::task::JoinSet;

use super::remove;
use crate::sign_in::{login, session_of};

#[tokio::test(flavor = "multi_thread")]
async fn a_key_minted_while_its_user_is_removed_is_dead_for_good() {
    let world = World::with().set("ALMOND_MINT_BURST", "1000").build().await;
    let ada = world.owner("ada").await.enrolled().await;
    for round in 0..5 {
        let bob = world.member(&format!("bob{round}"), &ada.org, entity::OrgRole::Member).await.enrolled().await;
        let mut tasks = JoinSet::new();
        for n in 0..20 {
            let (ada, bob) = (ada.clone(), bob.clone());
            tasks.spawn(async move {
                if n == 10 {
                    remove(&ada, &bob).await.ok(200);
                } else {
                    let answer = bob.try_mint(json!({ "name": "CI" })).await;
                    assert!(matches!(answer.status.as_u16(), 201 | 401), "{}", answer.text);
                }
            });
        }
        tasks.join_all().await;
        let live = entity::api_key::Entity::live_of_user_in_org(ada.org.parse().unwrap(), bob.user.parse().unwrap());
        assert_eq!(live.all(world.state().db.read()).await.unwrap(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_begun_while_its_user_is_removed_is_not_in_the_org_when_they_come_back() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, entity::OrgRole::Member).await;
    let mut tasks = JoinSet::new();
    for _ in 0..10 {
        let (world, email) = (world.clone(), bob.email.clone());
        tasks.spawn(async move {
            let answer = login(&world, &email, PASSWORD).await;
            // The removal may come between a session and its token.
            if answer.status == 401 { None } else { Some(session_of(&world, &answer.ok(200))) }
        });
    }
    remove(&ada, &bob).await.ok(200);
    let sessions: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    world.member("bob", &ada.org, entity::OrgRole::Member).await;
    for session in sessions {
        let shown = session.get("/api/v1/auth/session").await;
        assert!(shown.status == 401 || shown.body["data"]["org"]["id"] != ada.org.as_str(), "{}", shown.text);
    }
}
