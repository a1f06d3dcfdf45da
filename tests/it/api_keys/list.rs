//! `GET /api/v1/api-keys`

use std::{collections::BTreeSet, time::Duration};

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, Session};

use super::{KEYS, NOBODY, path, world};

/// Every page of a list; the sizes of the pages and the ids in order.
async fn pages(session: &Session, limit: &str) -> (Vec<usize>, Vec<String>) {
    let (mut sizes, mut ids, mut query) = (Vec::new(), Vec::new(), format!("?{limit}"));
    loop {
        let page = session.get(&format!("{KEYS}{query}")).await.ok(200);
        let items = page["items"].as_array().unwrap();
        sizes.push(items.len());
        ids.extend(items.iter().map(|key| key["id"].as_str().unwrap().to_owned()));
        match page["nextCursor"].as_str() {
            Some(cursor) => query = format!("?{limit}&cursor={cursor}"),
            None => return (sizes, ids),
        }
    }
}

#[tokio::test]
async fn get_200_pages_through_120_keys_newest_first() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let mut minted = Vec::new();
    for _ in 0..120 {
        world.advance(Duration::from_millis(1));
        minted.push(ada.mint(&[]).await.1);
    }
    minted.reverse();
    for (limit, sizes) in [
        ("", vec![50, 50, 20]),
        ("limit=100", vec![100, 20]),
        ("limit=60", vec![60, 60]),
        ("limit=7", [vec![7; 17], vec![1]].concat()),
    ] {
        let (got, ids) = pages(&ada.session, limit).await;
        assert_eq!(got, sizes, "{limit}");
        assert_eq!(ids, minted, "{limit}");
    }
}

#[tokio::test]
async fn get_200_shifts_no_page_when_keys_come_and_go() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    let mut minted = Vec::new();
    for _ in 0..6 {
        world.advance(Duration::from_millis(1));
        minted.push(ada.mint(&[]).await.1);
    }
    let first = ada.session.get(&format!("{KEYS}?limit=2")).await.ok(200);
    world.advance(Duration::from_millis(1));
    ada.mint(&[]).await;
    for gone in [5, 4] {
        ada.session.delete(&path(&minted[gone])).await.ok(200);
    }
    let cursor = first["nextCursor"].as_str().unwrap();
    let next = ada.session.get(&format!("{KEYS}?limit=2&cursor={cursor}")).await.ok(200);
    let ids: Vec<_> = next["items"].as_array().unwrap().iter().map(|key| key["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [&minted[3], &minted[2]]);
}

#[tokio::test]
async fn get_400_names_a_bad_limit_or_cursor() {
    let world = world().await;
    let ada = world.owner("ada").await;
    for limit in ["0", "101", "-1", "1.5", "ten", "4294967296", "0x10", "%31%30%30%30"] {
        ada.session.get(&format!("{KEYS}?limit={limit}")).await.names_field("limit");
    }
    // `nonsense`, base64 of `hello`, an id as it is, and a cursor that ends too early.
    for cursor in ["nonsense", "aGVsbG8", NOBODY, "MDE5YTlkM2UtNWI3Yw", "%00", "%F0%9F%8C%B0"] {
        ada.session.get(&format!("{KEYS}?cursor={cursor}")).await.names_field("cursor");
    }
}

#[tokio::test]
async fn get_200_leaves_out_revoked_keys_and_shows_expired_ones() {
    let world = world().await;
    let ada = world.owner("ada").await.enrolled().await;
    assert_eq!(ada.session.get(KEYS).await.ok(200), json!({ "items": [], "nextCursor": null, "total": null }));
    let expires = super::after(&world, 1).to_string();
    let expiring = ada.try_mint(json!({ "name": "brief", "expiresAt": expires })).await.ok(201);
    let (_, revoked) = ada.mint(&[]).await;
    ada.session.delete(&path(&revoked)).await.ok(200);
    world.advance(Duration::from_secs(2));
    let listed = ada.session.get(KEYS).await.ok(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(listed["items"][0]["id"], expiring["id"]);
}

#[tokio::test]
async fn get_200_never_shows_anybody_elses_keys() {
    let world = world().await;
    let ada = world.member("ada", "acme", OrgRole::Owner).await.enrolled().await;
    let bob = world.member("bob", "acme", OrgRole::Admin).await.enrolled().await;
    let eve = world.owner("eve").await.enrolled().await;
    let mut own = Vec::new();
    for person in [&ada, &bob, &eve] {
        let mut ids = BTreeSet::new();
        for _ in 0..3 {
            ids.insert(person.mint(&["api-keys:read"]).await.1);
        }
        own.push(ids);
    }
    // One's own cursor is no way into another's list either.
    let cursor = ada.session.get(&format!("{KEYS}?limit=1")).await.ok(200)["nextCursor"].clone();
    for (person, own) in [&ada, &bob, &eve].into_iter().zip(&own) {
        let (_, ids) = pages(&person.session, "limit=2").await;
        assert_eq!(&ids.into_iter().collect::<BTreeSet<_>>(), own);
        let query = format!("{KEYS}?cursor={}", cursor.as_str().unwrap());
        for key in person.session.get(&query).await.ok(200)["items"].as_array().unwrap() {
            assert!(own.contains(key["id"].as_str().unwrap()));
        }
    }
}

#[tokio::test]
async fn get_200_shows_the_keys_of_the_org_at_hand() {
    let world = world().await;
    let mut ada = world.member("ada", "first", OrgRole::Owner).await.enrolled().await;
    let second = world.member("bob", "second", OrgRole::Owner).await.org;
    let joined = almond::cli::user_create::Request {
        email: ada.email.clone(),
        name: "ada".into(),
        org: second.clone(),
        role: Some(OrgRole::Owner),
        password: None,
    };
    almond::cli::command::Command::UserCreate(joined).run(world.state()).await.unwrap();

    let (key, id) = ada.mint(&["api-keys:read"]).await;
    let switched = ada.session.post("/api/v1/auth/session/org", json!({ "orgId": second })).await.ok(200);
    ada.adopt(&switched);
    assert_eq!(ada.session.get(KEYS).await.ok(200)["items"], json!([]));
    ada.session.get(&path(&id)).await.refused(404, "NOT_FOUND");
    ada.session.patch(&path(&id), json!({ "name": "mine" })).await.refused(404, "NOT_FOUND");
    ada.session.delete(&path(&id)).await.refused(404, "NOT_FOUND");
    // The key stays in its org.
    assert_eq!(key.get(KEYS).await.ok(200)["items"][0]["id"], Value::from(id));
}
