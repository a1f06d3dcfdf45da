//! `POST` of a resource.

use serde_json::json;
use tests::Caller;

use super::{NOBODY, each, recorded};

#[tokio::test]
async fn post_201_makes_what_get_and_the_list_show() {
    each(async |_, scene, resource, made| {
        for (field, value) in resource.required.as_object().unwrap() {
            assert_eq!(&made[field], value, "{}", resource.one);
        }
        assert_eq!(made["workspaceId"], json!(scene.workspace));
        assert_eq!(made["createdBy"], json!(scene.editor.user));
        assert_eq!(made["createdAt"], made["updatedAt"]);
        assert_eq!(made[resource.optional.0], json!(null));
        assert_eq!(scene.viewer.session.get(&resource.at(made)).await.ok(200), *made);
        assert_eq!(scene.viewer.session.get(resource.path).await.ok(200)["items"], json!([made]));
        assert_eq!(recorded(&scene.editor, resource, "created").await, 1);
    })
    .await;
}

#[tokio::test]
async fn post_403_for_a_viewer_and_404_outside_as_for_a_random_workspace() {
    each(async |_, scene, resource, _| {
        resource.make(&scene.viewer.session, &scene.workspace).await.refused(403, "FORBIDDEN");
        let outside = resource.make(&scene.outsider.session, &scene.workspace).await;
        outside.refused(404, "NOT_FOUND").same_as(&resource.make(&scene.outsider.session, NOBODY).await);
        assert_eq!(scene.owner.session.get(resource.path).await.ok(200)["items"].as_array().unwrap().len(), 1);
        assert_eq!(recorded(&scene.editor, resource, "created").await, 1);
    })
    .await;
}

#[tokio::test]
async fn post_400_names_what_is_missing_and_what_nobody_may_set() {
    each(async |_, scene, resource, made| {
        let session = &scene.editor.session;
        let whole = resource.body(&scene.workspace);
        for field in whole.as_object().unwrap().keys() {
            for bad in [None, Some(json!(null)), Some(json!("")), Some(json!(7))] {
                let mut body = whole.clone();
                body.as_object_mut().unwrap().remove(field);
                body.as_object_mut().unwrap().extend(bad.map(|bad| (field.clone(), bad)));
                session.post(resource.path, body).await.names_field(field);
            }
        }
        for field in ["id", "orgId", "createdBy", "createdAt", "updatedAt", "nonsense"] {
            let mut body = whole.clone();
            body[field] = made["id"].clone();
            session.post(resource.path, body).await.names_field(field);
        }
        assert_eq!(session.get(resource.path).await.ok(200)["items"].as_array().unwrap().len(), 1);
    })
    .await;
}
