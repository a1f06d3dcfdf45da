//! `DELETE` of one, and what goes with a workspace or an org.

use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use tests::{Caller, World};

use super::{Resource, each, recorded};

#[tokio::test]
async fn delete_200_once_by_an_editor() {
    each(async |_, scene, resource, made| {
        scene.viewer.session.delete(&resource.at(made)).await.refused(403, "FORBIDDEN");
        let deleted = scene.editor.session.delete(&resource.at(made)).await.ok(200);
        assert_eq!(deleted, json!({ "deleted": true }));
        scene.editor.session.delete(&resource.at(made)).await.refused(404, "NOT_FOUND");
        scene.editor.session.get(&resource.at(made)).await.refused(404, "NOT_FOUND");
        assert_eq!(scene.editor.session.get(resource.path).await.ok(200)["items"], json!([]));
        assert_eq!(recorded(&scene.editor, resource, "deleted").await, 1);
    })
    .await;
}

/// How many rows there are, whoever they are of.
async fn rows(world: &World, resource: &Resource) -> i64 {
    let table = resource.path.rsplit('/').next().unwrap().replace('-', "_");
    let db = world.state().db.read();
    let count = Statement::from_string(db.get_database_backend(), format!("SELECT count(*) FROM {table}"));
    db.query_one_raw(count).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn they_go_with_their_workspace() {
    each(async |world, scene, resource, _| {
        let elsewhere = crate::workspaces::create(&scene.owner, "elsewhere").await;
        let kept = resource.make(&scene.owner.session, &elsewhere).await.ok(201);
        scene.owner.session.delete(&crate::workspaces::path(&scene.workspace)).await.ok(200);
        assert_eq!(rows(world, resource).await, 1);
        assert_eq!(scene.owner.session.get(resource.path).await.ok(200)["items"], json!([kept]));
    })
    .await;
}

#[tokio::test]
async fn they_go_with_their_org() {
    each(async |world, scene, resource, _| {
        assert_eq!(rows(world, resource).await, 1);
        scene.owner.session.delete(&crate::orgs::path(&scene.owner.org)).await.ok(200);
        assert_eq!(rows(world, resource).await, 0);
    })
    .await;
}
