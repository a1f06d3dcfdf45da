//! `PATCH` of one: absent is unchanged, `null` clears, and what fails changes nothing.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, World};

use super::{each, recorded};

#[tokio::test]
async fn patch_200_changes_what_is_given_and_nothing_else() {
    each(async |world: &World, scene, resource, made| {
        let (field, value) = &resource.optional;
        let patch = async |body: Value| scene.editor.session.patch(&resource.at(made), body).await.ok(200);
        world.advance(Duration::from_secs(1));
        let mut expected = made.clone();
        expected[field] = value.clone();
        let changed = patch(json!({ *field: value })).await;
        assert_ne!(changed["updatedAt"], made["updatedAt"]);
        expected["updatedAt"] = changed["updatedAt"].clone();
        assert_eq!(changed, expected);
        world.advance(Duration::from_secs(1));
        assert_eq!(patch(json!({ *field: value })).await, expected, "the same again is no change");
        assert_eq!(patch(json!({})).await, expected);
        assert_eq!(recorded(&scene.editor, resource, "updated").await, 1);

        let renamed = patch(json!({ "name": " renamed ", *field: null })).await;
        assert_eq!((&renamed["name"], &renamed[field]), (&json!("renamed"), &json!(null)));
        assert_eq!(scene.viewer.session.get(&resource.at(made)).await.ok(200), renamed);
        assert_eq!(recorded(&scene.editor, resource, "updated").await, 2);
    })
    .await;
}

#[tokio::test]
async fn patch_400_names_the_field_and_changes_nothing() {
    each(async |_, scene, resource, made| {
        let patch = async |field: &str, value: Value| {
            let body = json!({ resource.optional.0: resource.optional.1, field: value });
            scene.editor.session.patch(&resource.at(made), body).await.names_field(field);
        };
        for field in resource.required.as_object().unwrap().keys() {
            patch(field, json!(null)).await;
            patch(field, json!("")).await;
        }
        for field in ["id", "orgId", "workspaceId", "createdBy", "createdAt", "updatedAt", "nonsense"] {
            patch(field, made["id"].clone()).await;
        }
        assert_eq!(scene.editor.session.get(&resource.at(made)).await.ok(200), *made);
        assert_eq!(recorded(&scene.editor, resource, "updated").await, 0);
    })
    .await;
}

#[tokio::test]
async fn patch_403_for_a_viewer() {
    each(async |_, scene, resource, made| {
        let refused = scene.viewer.session.patch(&resource.at(made), json!({ "name": "mine" })).await;
        refused.refused(403, "FORBIDDEN");
        assert_eq!(scene.editor.session.get(&resource.at(made)).await.ok(200), *made);
    })
    .await;
}
