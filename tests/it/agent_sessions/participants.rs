//! `/api/v1/agent-sessions/{id}/participants`: who may enter the workspace may take part, for as long as they may.

use serde_json::{Value, json};
use tests::{Answer, Caller, Person, World};

use super::begun;
use crate::{
    crud::NOBODY,
    orgs::recorded,
    workspaces::{Scene, add, member, set_role},
};

async fn let_in(by: &Person, path: &str, user: &str) -> Answer {
    by.session.post(&format!("{path}/participants"), json!({ "userId": user })).await
}

async fn take_out(by: &Person, path: &str, user: &str) -> Answer {
    by.session.delete(&format!("{path}/participants/{user}")).await
}

/// The users who take part.
async fn listed(scene: &Scene, path: &str) -> Vec<String> {
    let list = scene.owner.session.get(&format!("{path}/participants")).await.ok(200);
    let items = list["items"].as_array().unwrap().iter();
    let mut users: Vec<_> = items.map(|item: &Value| item["userId"].as_str().unwrap().to_owned()).collect();
    users.sort();
    users
}

fn users(people: &[&Person]) -> Vec<String> {
    let mut users: Vec<_> = people.iter().map(|person| person.user.clone()).collect();
    users.sort();
    users
}

#[tokio::test]
async fn post_201_lets_somebody_in_once_and_delete_200_takes_them_out_once() {
    let world = World::new().await;
    let (scene, path, _) = begun(&world).await;
    let added = let_in(&scene.editor, &path, &scene.viewer.user).await.ok(201);
    let now = added["addedAt"].clone();
    let (user, by) = (&scene.viewer.user, &scene.editor.user);
    assert_eq!(added, json!({ "userId": user, "name": "viewer", "addedBy": by, "addedAt": now }));
    let list = scene.viewer.session.get(&format!("{path}/participants")).await.ok(200);
    assert_eq!(list, json!({ "items": [added], "nextCursor": null, "total": null }));
    let_in(&scene.admin, &path, user).await.refused(409, "CONFLICT");
    let_in(&scene.editor, &path, &scene.owner.user).await.ok(201);
    assert_eq!(take_out(&scene.editor, &path, user).await.ok(200), json!({ "removed": true }));
    take_out(&scene.editor, &path, user).await.refused(404, "NOT_FOUND");
    assert_eq!(listed(&scene, &path).await, users(&[&scene.owner]));
    for (action, times) in [("participant_added", 2), ("participant_removed", 1)] {
        let action = format!("agent_session.{action}");
        assert_eq!(recorded(&scene.owner, &scene.owner.org, &action).await, times, "{action}");
    }
}

#[tokio::test]
async fn post_400_for_somebody_who_may_not_enter_the_workspace_as_for_nobody() {
    let world = World::new().await;
    let (scene, path, _) = begun(&world).await;
    let stranger = world.owner("stranger").await;
    let unknown = let_in(&scene.editor, &path, NOBODY).await;
    for user in [&scene.outsider.user, &stranger.user] {
        let_in(&scene.editor, &path, user).await.names_field("userId").same_as(&unknown);
    }
    assert_eq!(listed(&scene, &path).await, [""; 0]);
}

#[tokio::test]
async fn writing_is_for_editors_and_never_for_keys_403() {
    let world = World::new().await;
    let (scene, path, _) = begun(&world).await;
    let participants = format!("{path}/participants");
    let_in(&scene.editor, &path, &scene.editor.user).await.ok(201);
    let_in(&scene.viewer, &path, &scene.viewer.user).await.refused(403, "FORBIDDEN");
    take_out(&scene.viewer, &path, &scene.editor.user).await.refused(403, "FORBIDDEN");
    let (key, _) = scene.owner.mint(&["models:read"]).await;
    key.post(&participants, json!({ "userId": scene.viewer.user })).await.refused(403, "FORBIDDEN");
    key.delete(&format!("{participants}/{}", scene.editor.user)).await.refused(403, "FORBIDDEN");
    let listed = key.get(&participants).await.ok(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    let foreign = scene.outsider.session.get(&participants).await;
    let random = scene.outsider.session.get(&format!("/api/v1/agent-sessions/{NOBODY}/participants")).await;
    foreign.refused(404, "NOT_FOUND").same_as(&random);
    world.advance(std::time::Duration::from_secs(600));
    let_in(&scene.editor, &path, &scene.viewer.user).await.asks_for_step_up();
    take_out(&scene.editor, &path, &scene.editor.user).await.asks_for_step_up();
}

#[tokio::test]
async fn whoever_loses_the_workspace_or_the_org_takes_part_no_more() {
    let world = World::new().await;
    let (scene, path, _) = begun(&world).await;
    for person in [&scene.admin, &scene.editor, &scene.viewer] {
        let_in(&scene.owner, &path, &person.user).await.ok(201);
    }
    set_role(&scene.owner, &scene.workspace, &scene.admin, "viewer").await.ok(200);
    assert_eq!(listed(&scene, &path).await, users(&[&scene.admin, &scene.editor, &scene.viewer]));
    scene.owner.session.delete(&member(&scene.workspace, &scene.editor)).await.ok(200);
    assert_eq!(listed(&scene, &path).await, users(&[&scene.admin, &scene.viewer]));
    add(&scene.owner, &scene.workspace, &scene.editor, "editor").await.ok(201);
    assert_eq!(listed(&scene, &path).await, users(&[&scene.admin, &scene.viewer]), "coming back revives nothing");
    let in_org = format!("{}/members/{}", crate::orgs::path(&scene.owner.org), scene.viewer.user);
    scene.owner.session.delete(&in_org).await.ok(200);
    assert_eq!(listed(&scene, &path).await, users(&[&scene.admin]));
}

#[tokio::test]
async fn an_admin_of_the_org_takes_part_until_they_are_none() {
    let world = World::new().await;
    let (scene, path, _) = begun(&world).await;
    let carol = world.member("carol", &scene.owner.org, entity::OrgRole::Admin).await;
    let_in(&scene.owner, &path, &carol.user).await.ok(201);
    let in_org = format!("{}/members/{}", crate::orgs::path(&scene.owner.org), carol.user);
    scene.owner.session.patch(&in_org, json!({ "role": "member" })).await.ok(200);
    assert_eq!(listed(&scene, &path).await, [""; 0]);
}
