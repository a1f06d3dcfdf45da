//! `GET` of one: what is in a workspace that somebody can't enter is not there.

use http::Method;
use serde_json::json;
use tests::{Caller, World};

use super::{NOBODY, each};

#[tokio::test]
async fn everything_404_outside_the_workspace_and_the_org_as_for_a_random_id() {
    each(async |world: &World, scene, resource, made| {
        let stranger = world.owner("stranger").await.enrolled().await;
        let random = format!("{}/{NOBODY}", resource.path);
        for session in [&scene.outsider.session, &stranger.session] {
            for (method, body) in
                [(Method::GET, None), (Method::PATCH, Some(json!({ "name": "mine" }))), (Method::DELETE, None)]
            {
                let foreign = session.request(method.clone(), &resource.at(made), body.clone()).await;
                foreign.refused(404, "NOT_FOUND").same_as(&session.request(method, &random, body).await);
            }
        }
        assert_eq!(scene.editor.session.get(&resource.at(made)).await.ok(200), *made);
    })
    .await;
}

#[tokio::test]
async fn get_200_for_a_key_in_the_workspace_and_404_for_one_bound_to_another() {
    each(async |_, scene, resource, made| {
        let elsewhere = crate::workspaces::create(&scene.owner, "elsewhere").await;
        let (bound, _) = crate::workspaces::mint_bound(&scene.viewer, &scene.workspace).await;
        let (astray, _) = crate::workspaces::mint_bound(&scene.owner, &elsewhere).await;
        assert_eq!(bound.get(&resource.at(made)).await.ok(200), *made);
        astray.get(&resource.at(made)).await.refused(404, "NOT_FOUND");
        assert_eq!(astray.get(resource.path).await.ok(200)["items"], json!([]));
    })
    .await;
}
