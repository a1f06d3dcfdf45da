//! Listing, renaming and deleting files.

use entity::OrgRole;
use serde_json::json;
use tests::{Caller, World};

use super::{FILES, NOBODY, content, download, folder, listed, path, stored, uploaded};
use crate::orgs::recorded;

#[tokio::test]
async fn a_list_200_is_paged_newest_first() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let mut ids = Vec::new();
    for n in 0..3 {
        world.advance(std::time::Duration::from_secs(1));
        ids.insert(0, uploaded(&ada.session, &format!("file{n}"), "some text").await);
    }
    let first = ada.session.get(&format!("{FILES}?limit=2")).await.ok(200);
    let next = format!("{FILES}?limit=2&cursor={}", first["nextCursor"].as_str().unwrap());
    let second = ada.session.get(&next).await.ok(200);
    let items = first["items"].as_array().unwrap().iter().chain(second["items"].as_array().unwrap());
    assert_eq!(items.map(|item| item["id"].as_str().unwrap()).collect::<Vec<_>>(), ids);
    assert!(second["nextCursor"].is_null());
}

#[tokio::test]
async fn another_name_200_and_nothing_else() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let id = uploaded(&ada.session, "old", "some text").await;
    let before = ada.session.get(&path(&id)).await.ok(200);
    let renamed = ada.session.patch(&path(&id), json!({ "name": " new.txt " })).await.ok(200);
    assert_eq!(renamed["name"], "new.txt");
    ada.session.patch(&path(&id), json!({ "name": "new.txt" })).await.ok(200);
    assert_eq!(recorded(&ada, &ada.org, "file.renamed").await, 1);
    let came = download(&ada.session, &id, &[]).await;
    assert!(came.header("content-disposition").unwrap().contains("filename=\"new.txt\""));
    for (field, value) in [
        ("name", json!("")),
        ("name", json!("a\nb")),
        ("name", json!(null)),
        ("size", json!(1)),
        ("contentType", json!("text/html")),
        ("sha256", json!("00")),
        ("createdBy", json!(NOBODY)),
    ] {
        let mut body = json!({ "name": "x" });
        body[field] = value;
        ada.session.patch(&path(&id), body).await.names_field(field);
    }
    ada.session.patch(&path(&id), json!({})).await.names_field("name");
    let mut after = ada.session.get(&path(&id)).await.ok(200);
    after["name"] = before["name"].clone();
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_deleted_file_200_is_gone_with_its_bytes() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let (id, other) = (uploaded(&ada.session, "x", "some text").await, uploaded(&ada.session, "y", "more").await);
    assert_eq!(ada.session.delete(&path(&id)).await.ok(200), json!({ "deleted": true }));
    for path in [path(&id), content(&id)] {
        ada.session.get(&path).await.refused(404, "NOT_FOUND");
    }
    ada.session.delete(&path(&id)).await.refused(404, "NOT_FOUND");
    assert_eq!(stored(&world).await, [folder(&world).join(&ada.org).join(&other)]);
    assert_eq!(recorded(&ada, &ada.org, "file.deleted").await, 1);
}

#[tokio::test]
async fn every_member_may_and_others_get_404() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let bob = world.member("bob", &ada.org, OrgRole::Member).await;
    let eve = world.owner("eve").await;
    let id = uploaded(&bob.session, "x", "some text").await;
    let unknown = eve.session.get(&path(NOBODY)).await;
    eve.session.get(&path(&id)).await.refused(404, "NOT_FOUND").same_as(&unknown);
    eve.session.patch(&path(&id), json!({ "name": "mine" })).await.refused(404, "NOT_FOUND");
    eve.session.delete(&path(&id)).await.refused(404, "NOT_FOUND");
    assert!(listed(&eve.session).await.is_empty());
    assert_eq!(download(&ada.session, &id, &[]).await.text, "some text");
    ada.session.delete(&path(&id)).await.ok(200);
}
