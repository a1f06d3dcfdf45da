//! What is done at the same instant: no change is lost, and nobody waits for somebody who waits for them.

use serde_json::json;
use tests::Caller;
use tokio::task::JoinSet;

use super::{each, resource_at};

#[tokio::test(flavor = "multi_thread")]
async fn two_changes_of_different_fields_are_both_kept() {
    each(async |_, scene, resource, made| {
        for round in 0..10 {
            let (field, value) = resource.optional.clone();
            let (name, value) = (json!(format!("round {round}")), if round % 2 == 0 { value } else { json!(null) });
            let patch = |body| {
                let (session, path) = (scene.editor.session.clone(), resource.at(made));
                tokio::spawn(async move { session.patch(&path, body).await.ok(200) })
            };
            let (one, other) = (patch(json!({ "name": name })), patch(json!({ field: value })));
            one.await.unwrap();
            other.await.unwrap();
            let now = scene.editor.session.get(&resource.at(made)).await.ok(200);
            assert_eq!((&now["name"], &now[field]), (&name, &value));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_while_the_workspace_is_deleted_is_gone_with_it() {
    each(async |_, scene, resource, made| {
        let mut tasks = JoinSet::new();
        for n in 0..20 {
            let (owner, editor, workspace) = (scene.owner.clone(), scene.editor.clone(), scene.workspace.clone());
            let (another, path) = (resource_at(resource.path).unwrap(), resource.at(made));
            tasks.spawn(async move {
                let answer = match n {
                    10 => owner.session.delete(&crate::workspaces::path(&workspace)).await,
                    n if n % 2 == 0 => another.make(&editor.session, &workspace).await,
                    n => editor.session.patch(&path, json!({ "name": format!("round {n}") })).await,
                };
                assert!(matches!(answer.status.as_u16(), 200 | 201 | 404), "{}", answer.text);
            });
        }
        tasks.join_all().await;
        assert_eq!(scene.owner.session.get(resource.path).await.ok(200)["items"], json!([]));
    })
    .await;
}
