//! What keys may do with members: look at those of their own org, and nothing else, whatever their scopes and role.

use http::Method;
use serde_json::json;
use tests::{Caller, World};

use super::{member, members, three};
use crate::orgs::{create, path};

#[tokio::test]
async fn get_200_and_403_for_every_change() {
    let world = World::new().await;
    let [owner, admin, plain] = three(&world).await;
    let second = create(&owner, "second").await;
    let (key, _) = owner.mint(&["api-keys:read", "billing:machine:charge"]).await;
    key.get(&members(&owner)).await.ok(200);
    key.get(&member(&owner, &plain.user)).await.ok(200);
    key.get(&format!("{}/members", path(&second))).await.refused(404, "NOT_FOUND");
    for (method, path, body) in [
        (Method::PATCH, member(&owner, &plain.user), Some(json!({ "role": "admin" }))),
        (Method::DELETE, member(&owner, &admin.user), None),
        (Method::DELETE, member(&owner, &owner.user), None),
        (Method::PATCH, path(&owner.org), Some(json!({ "strictScopes": false }))),
        (Method::DELETE, path(&owner.org), None),
        (Method::POST, "/api/v1/orgs".to_owned(), Some(json!({ "name": "mine" }))),
        (Method::POST, format!("{}/invitations", path(&owner.org)), Some(json!({ "email": "a@b.c", "role": "admin" }))),
        (Method::POST, "/api/v1/invitations/accept".to_owned(), Some(json!({ "token": "x" }))),
    ] {
        let refused = key.request(method, &path, body).await;
        assert_eq!(refused.refused(403, "FORBIDDEN").message(), "This kind of credential may not do this");
    }
}
