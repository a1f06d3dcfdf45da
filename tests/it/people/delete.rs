//! `DELETE /internal/users/{id}` and `almond user delete`: what goes, and what stays.

use almond::cli::user::Request;
use entity::OrgRole;
use serde_json::json;
use tests::{Caller, PASSWORD, World};

use super::{SESSION, USERS, command, ok, subjects};
use crate::{
    orgs::{AGENTS, MODELS, path, recorded},
    sign_in::login,
};

fn deletion(user: &str, dry_run: bool) -> Request {
    Request::Delete { user: user.to_owned(), hand_over_to: None, dry_run }
}

#[tokio::test]
async fn delete_200_ends_all_that_is_theirs_at_once() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, _) = ada.mint(&["models:read"]).await;
    key.get(MODELS).await.ok(200);
    let shown = command(&world, deletion(&ada.email, true)).await;
    assert_eq!((&shown["deleted"], &shown["keysRevoked"]), (&json!(false), &json!(1)));
    key.get(MODELS).await.ok(200);
    let answer = world.operator().delete(&format!("{USERS}/{}", ada.user)).await;
    assert_eq!((&ok(&answer)["orgs"][0]["fate"], &answer.body["keys_revoked"]), (&json!("deleted"), &json!(1)));
    key.get(MODELS).await.refused(401, "UNAUTHORIZED");
    ada.session.get(SESSION).await.refused(401, "UNAUTHORIZED");
    login(&world, &ada.email, PASSWORD).await.refused(401, "UNAUTHORIZED");
    assert_eq!(world.operator().get(&format!("{USERS}/{}", ada.user)).await.status, 404);
    assert_eq!(world.operator().delete(&format!("{USERS}/{}", ada.user)).await.status, 404);
    assert!(subjects(&world, &ada.email).await.contains(&"Your account was deleted".to_owned()));
    // The records outlive the org and the person.
    for action in ["user.deleted", "org.deleted"] {
        assert_eq!(recorded(&ada, &ada.org, action).await, 1, "{action}");
    }
    let next = world.owner("ada").await;
    assert_ne!(next.user, ada.user);
}

#[tokio::test]
async fn delete_200_leaves_what_they_made_in_an_org_of_others() {
    let world = World::new().await;
    let bob = world.owner("bob").await.enrolled().await;
    let ada = world.member("ada", &bob.org, OrgRole::Admin).await.enrolled().await;
    let agent = ada.session.post(AGENTS, json!({ "name": "an agent" })).await.ok(201);
    let invited = json!({ "email": "eve@example.com", "role": "member" });
    ada.session.post(&format!("{}/invitations", path(&bob.org)), invited).await.ok(201);
    let printed = command(&world, deletion(&ada.user, false)).await;
    assert_eq!(printed["orgs"], json!([{ "id": bob.org, "name": "bob's org", "fate": "left", "handedOverTo": null }]));
    bob.session.get(&format!("{AGENTS}/{}", agent["id"].as_str().unwrap())).await.ok(200);
    let members = bob.session.get(&format!("{}/members", path(&bob.org))).await.ok(200);
    assert_eq!(members["items"].as_array().unwrap().len(), 1);
    // An invitation is its maker's word, and goes with them.
    let open = bob.session.get(&format!("{}/invitations", path(&bob.org))).await.ok(200);
    assert_eq!(open["items"], json!([]));
    let events = bob.session.get("/api/v1/audit-events?action=user.deleted").await.ok(200);
    assert_eq!(events["items"][0]["detail"], json!({ "role": "admin", "keysRevoked": 0 }));
    assert!(!events.to_string().contains("ada@"), "no address in the record: {events}");
}

#[tokio::test]
async fn delete_leaves_nothing_by_which_the_address_is_known() {
    let world = World::new().await;
    let bob = world.owner("bob").await.enrolled().await;
    let ada = world.owner("ada").await.enrolled().await;
    let invited = json!({ "email": ada.email, "role": "member" });
    bob.session.post(&format!("{}/invitations", path(&bob.org)), invited).await.ok(201);
    world.anonymous().post("/api/v1/auth/magic-link", json!({ "email": ada.email })).await.ok(202);
    let link = world.mailed_token(&ada.email).await;
    command(&world, deletion(&ada.user, false)).await;
    let open = bob.session.get(&format!("{}/invitations", path(&bob.org))).await.ok(200);
    assert_eq!(open["items"], json!([]));
    let body = json!({ "token": link });
    world.anonymous().post("/api/v1/auth/magic-link/verify", body).await.refused(401, "UNAUTHORIZED");
    assert_eq!(bob.session.get("/api/v1/audit-events?action=user.deleted").await.ok(200)["items"], json!([]));
}
