//! `GET /internal/orgs` and `GET /internal/nodes`

use entity::OrgRole;
use serde_json::{Value, json};
use tests::{Caller, World};

use super::ok;
use crate::fence::nodes;

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|org| org["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn orgs_200_are_found_by_name_with_how_many_people_are_in_them() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    world.member("bob", &ada.org, OrgRole::Member).await;
    world.advance(std::time::Duration::from_millis(1));
    world.owner("a_b").await;
    let list = async |query: &str| ok(&world.operator().get(&format!("/internal/orgs{query}")).await).clone();
    let all = list("").await;
    assert_eq!(all.as_array().unwrap().len(), 2, "{all}");
    assert_eq!(all[1]["id"], json!(ada.org));
    assert_eq!((&all[0]["members"], &all[1]["members"]), (&json!(1), &json!(2)));
    let first = names(&all)[0].to_owned();
    assert_eq!(names(&list("?limit=1").await), [first.as_str()]);
    let after = format!("?after={}", all[0]["id"].as_str().unwrap());
    assert_eq!(list(&after).await[0]["id"], json!(ada.org));
    assert_eq!(list("?query=ADA").await.as_array().unwrap().len(), 1);
    assert_eq!(list("?query=A_").await.as_array().unwrap().len(), 1, "a pattern's letters are letters");
    assert_eq!(list("?query=%25").await, json!([]));
}

#[tokio::test]
async fn nodes_200_are_none_on_sqlite_and_all_on_postgres() {
    let Some((_one, other)) = nodes().await else {
        let world = World::new().await;
        assert_eq!(*ok(&world.operator().get("/internal/nodes").await), json!([]));
        return;
    };
    let seen = ok(&other.operator().get("/internal/nodes").await).clone();
    assert_eq!(seen.as_array().unwrap().len(), 2, "{seen}");
    for node in seen.as_array().unwrap() {
        assert!(node["behind"].as_i64().unwrap() >= 0 && !node["name"].as_str().unwrap().is_empty(), "{node}");
    }
}
