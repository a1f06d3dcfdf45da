//! `GET /api/v1/orgs`

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::{ORGS, create};

fn names(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|org| org["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn get_200_lists_every_org_of_the_user_with_the_role_there_page_by_page() {
    let world = World::new().await;
    let bob = world.owner("bob").await;
    world.advance(std::time::Duration::from_millis(1));
    let ada = world.owner("ada").await.enrolled().await;
    for name in ["second", "third"] {
        world.advance(std::time::Duration::from_millis(1));
        create(&ada, name).await;
    }
    world.member("ada", &bob.org, OrgRole::Member).await;
    let all = ada.session.get(ORGS).await.ok(200);
    assert_eq!(names(&all), ["third", "second", "ada's org", "bob's org"]);
    assert_eq!((&all["items"][0]["role"], &all["items"][3]["role"]), (&json!("owner"), &json!("member")));
    assert_eq!(all["nextCursor"], Value::Null);

    let mut seen = Vec::new();
    let mut query = "?limit=3".to_owned();
    loop {
        let page = ada.session.get(&format!("{ORGS}{query}")).await.ok(200);
        seen.extend(page["items"].as_array().unwrap().clone());
        let Some(cursor) = page["nextCursor"].as_str() else { break };
        query = format!("?limit=3&cursor={cursor}");
    }
    assert_eq!(json!(seen), all["items"]);
    assert_eq!(names(&bob.session.get(ORGS).await.ok(200)), ["bob's org"]);
    for (query, field) in [("?limit=0", "limit"), ("?limit=101", "limit"), ("?cursor=x", "cursor")] {
        ada.session.get(&format!("{ORGS}{query}")).await.names_field(field);
    }
}

#[tokio::test]
async fn get_200_shows_a_key_its_own_org_alone() {
    let world = World::new().await;
    let ada = world.owner("ada").await.enrolled().await;
    world.advance(std::time::Duration::from_millis(1));
    create(&ada, "second").await;
    let (key, _) = ada.mint(&[]).await;
    assert_eq!(names(&key.get(ORGS).await.ok(200)), ["ada's org"]);
    let cursor = ada.session.get(&format!("{ORGS}?limit=1")).await.ok(200)["nextCursor"].clone();
    let after = format!("{ORGS}?cursor={}", cursor.as_str().unwrap());
    assert_eq!(names(&key.get(&after).await.ok(200)), ["ada's org"]);
}
