//! What ends with an account has no latecomers: a session that is being begun, a key that is being minted, an owner who is
//! just leaving too.

use almond::cli::{command::Command, user::Request};
use entity::OrgRole;
use serde_json::json;
use tests::{Caller, PASSWORD, World};
use tokio::task::JoinSet;

use super::{SESSION, USERS, operate};
use crate::sign_in::{login, session_of};

#[tokio::test(flavor = "multi_thread")]
async fn a_session_begun_while_its_user_is_disabled_is_dead() {
    let world = World::new().await;
    for round in 0..5 {
        let ada = world.owner(&format!("ada{round}")).await;
        let mut tasks = JoinSet::new();
        for n in 0..12 {
            let (world, ada) = (world.clone(), ada.clone());
            tasks.spawn(async move {
                if n == 6 {
                    assert_eq!(operate(&ada, "disable").await.status, 200);
                    return None;
                }
                let answer = login(&world, &ada.email, PASSWORD).await;
                if answer.status == 401 { None } else { Some(session_of(&world, &answer.ok(200))) }
            });
        }
        for session in tasks.join_all().await.into_iter().flatten() {
            session.get(SESSION).await.refused(401, "UNAUTHORIZED");
        }
        login(&world, &ada.email, PASSWORD).await.refused(401, "UNAUTHORIZED");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_minted_while_its_user_is_deleted_is_dead_and_so_is_every_session() {
    let world = World::with().set("ALMOND_MINT_BURST", "1000").build().await;
    let owner = world.owner("owner").await;
    for round in 0..5 {
        let name = format!("ada{round}");
        let ada = world.member(&name, &owner.org, OrgRole::Member).await.enrolled().await;
        let mut tasks = JoinSet::new();
        for n in 0..16 {
            let (world, ada) = (world.clone(), ada.clone());
            tasks.spawn(async move {
                match n {
                    8 => {
                        let answer = world.operator().delete(&format!("{USERS}/{}", ada.user)).await;
                        assert_eq!(answer.status, 200, "{}", answer.text);
                    }
                    0..8 => {
                        let answer = ada.try_mint(json!({ "name": "CI" })).await;
                        assert!(matches!(answer.status.as_u16(), 201 | 401), "{}", answer.text);
                    }
                    _ => {
                        let status = login(&world, &ada.email, PASSWORD).await.status;
                        assert!(matches!(status.as_u16(), 200 | 401), "{status}");
                    }
                }
            });
        }
        tasks.join_all().await;
        let user = ada.user.parse().unwrap();
        let keys = entity::api_key::Entity::live_of_user(user).all(world.state().db.read()).await.unwrap();
        assert_eq!(keys, []);
        let sessions = entity::session::Entity::open_of_user(user, None).all(world.state().db.read()).await.unwrap();
        assert_eq!(sessions, []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_owners_who_are_deleted_at_once_one_stays() {
    let world = World::new().await;
    for round in 0..5 {
        let ada = world.owner(&format!("ada{round}")).await;
        let bob = world.member(&format!("bob{round}"), &ada.org, OrgRole::Owner).await;
        world.member(&format!("eve{round}"), &ada.org, OrgRole::Member).await;
        let mut tasks = JoinSet::new();
        for user in [ada.user.clone(), bob.user] {
            let world = world.clone();
            tasks.spawn(async move {
                let delete = Request::Delete { user, hand_over_to: None, dry_run: false };
                Command::User(delete).run(world.state()).await.is_ok()
            });
        }
        let done = tasks.join_all().await.into_iter().filter(|done| *done).count();
        let org = ada.org.parse().unwrap();
        let owners = entity::membership::Entity::owners_in_org(org).all(world.state().db.read()).await.unwrap();
        assert_eq!((done, owners.len()), (1, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_joins_an_org_while_they_are_deleted_is_in_none() {
    let world = World::new().await;
    let owner = world.owner("owner").await;
    for round in 0..5 {
        let name = format!("ada{round}");
        let ada = world.owner(&name).await;
        let (one, other) = (world.clone(), world.clone());
        let (user, org) = (ada.user.clone(), owner.org.clone());
        let delete = tokio::spawn(async move { other.operator().delete(&format!("{USERS}/{user}")).await.status });
        let join = tokio::spawn(async move {
            let request = almond::cli::user_create::Request {
                email: format!("{name}@example.com"),
                name,
                org,
                role: Some(OrgRole::Member),
                password: None,
            };
            Command::UserCreate(request).run(one.state()).await.is_ok()
        });
        assert_eq!(delete.await.unwrap(), 200);
        join.await.unwrap();
        let of_ada = entity::membership::Entity::of_user(ada.user.parse().unwrap());
        assert_eq!(of_ada.all(world.state().db.read()).await.unwrap(), []);
    }
}
