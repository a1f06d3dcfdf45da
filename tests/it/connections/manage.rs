//! What may be seen of connections and changed about them.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, World};

use super::{CONNECTIONS, NOBODY, SECRET, keep, path, rotate};
use crate::orgs::recorded;

#[tokio::test]
async fn one_that_is_kept_201_shows_all_but_the_secret() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let body = json!({ "name": "GitHub", "provider": "github", "secret": SECRET, "description": "for CI" });
    let answer = ada.session.post(CONNECTIONS, body).await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let made = answer.ok(201);
    let now = world.state().now().to_string();
    assert_eq!(
        made,
        json!({
            "id": made["id"], "name": "GitHub", "provider": "github", "description": "for CI", "version": 1,
            "rotatedAt": null, "usableByKeys": false, "createdBy": ada.user, "createdAt": now, "updatedAt": now,
        })
    );
    assert_eq!(ada.session.get(&path(&made)).await.ok(200), made);
    assert_eq!(ada.session.get(CONNECTIONS).await.ok(200)["items"], json!([made]));
    assert_eq!(recorded(&ada, &ada.org, "connection.created").await, 1);
}

#[tokio::test]
async fn rotating_200_tells_the_version_and_when() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let made = keep(&ada.session, "GitHub").await;
    world.advance(Duration::from_secs(60));
    let rotated = rotate(&ada.session, &made, "another").await.ok(200);
    let now = json!(world.state().now().to_string());
    assert_eq!((&rotated["version"], &rotated["rotatedAt"], &rotated["updatedAt"]), (&json!(2), &now, &now));
    assert_eq!(rotated["createdAt"], made["createdAt"]);
    assert_eq!(recorded(&ada, &ada.org, "connection.rotated").await, 1);
    rotate(&ada.session, &json!({ "id": NOBODY }), "x").await.refused(404, "NOT_FOUND");
}

#[tokio::test]
async fn patch_200_changes_what_it_names_and_never_the_secret_400() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let made = keep(&ada.session, "GitHub").await;
    let changed = ada.session.patch(&path(&made), json!({ "description": "for CI" })).await.ok(200);
    assert_eq!((&changed["name"], &changed["description"]), (&json!("GitHub"), &json!("for CI")));
    ada.session.patch(&path(&made), json!({ "name": "GitHub" })).await.ok(200);
    assert_eq!(recorded(&ada, &ada.org, "connection.updated").await, 1);
    for (field, value) in [
        ("secret", json!("x")),
        ("provider", json!("gitlab")),
        ("version", json!(7)),
        ("name", Value::Null),
        ("createdBy", json!(NOBODY)),
    ] {
        let mut body = json!({ "description": "changed" });
        body[field] = value;
        ada.session.patch(&path(&made), body).await.names_field(field);
    }
    assert_eq!(ada.session.get(&path(&made)).await.ok(200), changed);
}

#[tokio::test]
async fn what_can_not_be_kept_400_is_named_and_not_repeated() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let good = json!({ "name": "GitHub", "provider": "github", "secret": SECRET });
    for (field, value) in [
        ("name", json!("")),
        ("provider", json!("Git Hub")),
        ("provider", json!("-x")),
        ("secret", json!("")),
        ("secret", json!("x".repeat(16 * 1024 + 1))),
        ("secret", json!(271_828_182)),
        ("secret", json!([SECRET])),
        ("secret", json!({ "token": SECRET })),
        ("secret", Value::Null),
        ("sealed", json!(SECRET)),
        ("version", json!(1)),
    ] {
        let mut body = good.clone();
        body[field] = value;
        let answer = ada.session.post(CONNECTIONS, body).await;
        answer.names_field(field);
        for secret in [SECRET, "271828182", "xxxx"] {
            assert!(!answer.text.contains(secret), "{}", answer.text);
        }
    }
    assert_eq!(ada.session.get(CONNECTIONS).await.ok(200)["items"], json!([]));
    for secret in ["x".repeat(16 * 1024), "-----BEGIN\nlines\n".to_owned()] {
        let mut body = good.clone();
        (body["name"], body["secret"]) = (secret.len().to_string().into(), secret.into());
        ada.session.post(CONNECTIONS, body).await.ok(201);
    }
}

#[tokio::test]
async fn a_deleted_one_200_is_gone() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let made = keep(&ada.session, "GitHub").await;
    assert_eq!(ada.session.delete(&path(&made)).await.ok(200), json!({ "deleted": true }));
    ada.session.get(&path(&made)).await.refused(404, "NOT_FOUND");
    ada.session.delete(&path(&made)).await.refused(404, "NOT_FOUND");
    assert_eq!(recorded(&ada, &ada.org, "connection.deleted").await, 1);
    keep(&ada.session, "GitHub").await;
}

#[tokio::test]
async fn another_orgs_404_is_as_if_it_were_not_there() {
    let world = World::new().await;
    let (ada, eve) = (world.owner("ada").await, world.owner("eve").await);
    let made = keep(&ada.session, "GitHub").await;
    let nothing = eve.session.get(&format!("{CONNECTIONS}/{NOBODY}")).await;
    eve.session.get(&path(&made)).await.refused(404, "NOT_FOUND").same_as(&nothing);
    eve.session.patch(&path(&made), json!({ "name": "mine" })).await.refused(404, "NOT_FOUND");
    rotate(&eve.session, &made, "mine").await.refused(404, "NOT_FOUND");
    eve.session.delete(&path(&made)).await.refused(404, "NOT_FOUND");
    assert_eq!(ada.session.get(&path(&made)).await.ok(200), made);
    assert_eq!(eve.session.get(CONNECTIONS).await.ok(200)["items"], json!([]));
    keep(&eve.session, "GitHub").await;
}
