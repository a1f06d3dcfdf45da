//! `GET /api/v1/workspaces/{id}`.

use serde_json::json;
use tests::{Caller, World};

use super::{NOBODY, Scene, members, path};

#[tokio::test]
async fn get_200_for_everybody_in_it_with_their_role() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    for (person, role) in
        [(&scene.owner, "admin"), (&scene.admin, "admin"), (&scene.editor, "editor"), (&scene.viewer, "viewer")]
    {
        assert_eq!(person.session.get(&path(&scene.workspace)).await.ok(200)["role"], json!(role));
        let (key, _) = person.mint(&["models:read"]).await;
        assert_eq!(key.get(&path(&scene.workspace)).await.ok(200)["role"], json!(role));
    }
}

#[tokio::test]
async fn everything_404_to_an_org_member_outside_as_for_a_random_id() {
    let world = World::new().await;
    let scene = Scene::new(&world).await;
    let outsider = &scene.outsider;
    let (key, _) = outsider.mint(&["models:read"]).await;
    let user = scene.viewer.user.as_str();
    for (method, suffix, body) in [
        (http::Method::GET, String::new(), None),
        (http::Method::PATCH, String::new(), Some(json!({ "name": "mine" }))),
        (http::Method::DELETE, String::new(), None),
        (http::Method::GET, "/members".to_owned(), None),
        (http::Method::POST, "/members".to_owned(), Some(json!({ "userId": outsider.user, "role": "admin" }))),
        (http::Method::GET, format!("/members/{user}"), None),
        (http::Method::PATCH, format!("/members/{user}"), Some(json!({ "role": "admin" }))),
        (http::Method::DELETE, format!("/members/{user}"), None),
        (http::Method::DELETE, format!("/members/{}", outsider.user), None),
    ] {
        let ask = async |id: &str| {
            outsider.session.request(method.clone(), &format!("{}{suffix}", path(id)), body.clone()).await
        };
        ask(&scene.workspace).await.refused(404, "NOT_FOUND").same_as(&ask(NOBODY).await);
        let by_key = async |id: &str| key.request(method.clone(), &format!("{}{suffix}", path(id)), body.clone()).await;
        let refused = if method == http::Method::GET { (404, "NOT_FOUND") } else { (403, "FORBIDDEN") };
        by_key(&scene.workspace).await.refused(refused.0, refused.1).same_as(&by_key(NOBODY).await);
    }
    assert_eq!(scene.owner.session.get(&members(&scene.workspace)).await.ok(200)["items"].as_array().unwrap().len(), 4);
}
