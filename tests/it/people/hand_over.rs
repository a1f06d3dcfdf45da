//! An org always keeps an owner, also when its last one is deleted: somebody takes over, or it is refused.

use almond::cli::user::Request;
use entity::OrgRole;
use serde_json::json;
use tests::{Caller, World};

use super::{SESSION, USERS, command, fails, ok, subjects};
use crate::orgs::recorded;

fn delete(user: &str, hand_over_to: Option<&str>) -> Request {
    Request::Delete { user: user.to_owned(), hand_over_to: hand_over_to.map(str::to_owned), dry_run: false }
}

#[tokio::test]
async fn delete_409_names_the_orgs_whose_last_owner_it_would_be() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.member("bob", &ada.org, OrgRole::Admin).await;
    let answer = world.operator().delete(&format!("{USERS}/{}", ada.user)).await;
    assert_eq!(answer.status, 409, "{}", answer.text);
    assert!(answer.text.contains("ada's org") && answer.text.contains(&ada.org), "{}", answer.text);
    let said = fails(&world, delete(&ada.email, None)).await;
    assert!(said.contains(&ada.org) && said.contains("hand over"), "{said}");
    let shown = world.operator().get(&format!("{USERS}/{}/deletion", ada.user)).await;
    assert_eq!(ok(&shown)["orgs"][0]["fate"], "blocked");
    ada.session.get(SESSION).await.ok(200);
    assert_eq!(recorded(&ada, &ada.org, "user.deleted").await, 0);
}

#[tokio::test]
async fn delete_200_hands_the_org_over_to_a_member() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await;
    assert_eq!(bob.session.get(SESSION).await.ok(200)["org"]["role"], "member");
    let path = format!("{USERS}/{}?hand_over_to={}", ada.user, bob.email);
    let answer = world.operator().delete(&path).await;
    assert_eq!(ok(&answer)["orgs"][0]["fate"], "handed_over");
    assert_eq!(bob.session.get(SESSION).await.ok(200)["org"]["role"], "owner");
    assert_eq!(recorded(&bob, &bob.org, "member.role_changed").await, 1);
    assert!(subjects(&world, &bob.email).await.contains(&"Your role in an organization was changed".to_owned()));
}

#[tokio::test]
async fn delete_refuses_an_heir_who_is_no_member_nobody_or_themselves() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.member("bob", &ada.org, OrgRole::Member).await;
    let eve = world.owner("eve").await;
    assert!(fails(&world, delete(&ada.email, Some(&eve.email))).await.contains(&ada.org));
    for heir in ["nobody@example.com", ada.email.as_str()] {
        let said = fails(&world, delete(&ada.email, Some(heir))).await;
        assert!(said.starts_with("handOverTo: "), "{said}");
    }
    let said = fails(&world, delete(&ada.email, Some("no one"))).await;
    assert!(said.starts_with("hand-over-to: "), "{said}");
    ada.session.get(SESSION).await.ok(200);
}

#[tokio::test]
async fn delete_200_of_an_owner_beside_another_tells_that_one() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let bob = world.member("bob", &ada.org, OrgRole::Owner).await;
    let printed = command(&world, delete(&ada.email, None)).await;
    assert_eq!((&printed["deleted"], &printed["orgs"][0]["fate"]), (&json!(true), &json!("left")));
    assert!(subjects(&world, &bob.email).await.contains(&"The owners of an organization have changed".to_owned()));
}
