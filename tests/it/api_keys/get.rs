//! `GET /api/v1/api-keys/{id}`

use entity::OrgRole;
use http::Method;
use serde_json::json;
use tests::Caller;

use super::{NOBODY, path, told, world};

#[tokio::test]
async fn get_200_to_its_user_by_session_and_by_key() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let (key, id) = ada.mint(&["api-keys:read"]).await;
    let by_session = ada.session.get(&path(&id)).await.ok(200);
    assert_eq!(by_session["id"], json!(id));
    let mut by_key = key.get(&path(&id)).await.ok(200);
    assert_ne!(by_key["lastUsedAt"], by_session["lastUsedAt"]);
    (by_key["lastUsedAt"], by_key["lastUsedAddress"]) = (json!(null), json!(null));
    assert_eq!(by_key, by_session);
}

/// For every operation on one key: whether an id exists, whose it is and whether it can be one at all can't be told.
#[tokio::test]
async fn any_404_with_the_same_bytes_for_ids_that_are_not_the_callers() {
    let world = world().await;
    let ada = world.member("ada", "acme", OrgRole::Owner).await.enrolled().await;
    let bob = world.member("bob", "acme", OrgRole::Owner).await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let (_, revoked) = ada.mint(&[]).await;
    ada.session.delete(&path(&revoked)).await.ok(200);
    let (_, colleagues) = bob.mint(&[]).await;
    let (_, foreign) = eve.mint(&[]).await;
    let long = "9".repeat(2000);
    let ids = [
        NOBODY,
        &revoked,
        &colleagues,
        &foreign,
        "00000000-0000-0000-0000-000000000000",
        "nonsense",
        "1",
        "%00",
        "%2e%2e",
        "%F0%9F%8C%B0",
        "verify%20",
        "'--",
        &long,
    ];
    for (method, rest, body) in [
        (Method::GET, "", None),
        (Method::PATCH, "", Some(json!({ "name": "mine" }))),
        (Method::PATCH, "", Some(json!({ "scopes": ["models:read", "files:write"] }))),
        (Method::DELETE, "", None),
        (Method::POST, "/rotate", Some(json!({}))),
    ] {
        let expected =
            told(&ada.session.request(method.clone(), &format!("{}{rest}", path(NOBODY)), body.clone()).await);
        assert_eq!(expected.0, 404);
        for id in ids {
            let answer = ada.session.request(method.clone(), &format!("{}{rest}", path(id)), body.clone()).await;
            assert_eq!(told(&answer), expected, "{method} {id}{rest}");
        }
    }
    for (person, id) in [(&bob, &colleagues), (&eve, &foreign)] {
        assert_eq!(person.session.get(&path(id)).await.ok(200)["name"], "test key");
    }
}
