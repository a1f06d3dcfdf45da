//! `GET` of a list: what is in the workspaces that the caller may enter.

use std::time::Duration;

use serde_json::{Value, json};
use tests::{Caller, World};

use super::{NOBODY, each, resource_at};

fn ids(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn get_200_pages_newest_first_and_of_the_workspace_that_is_asked_for() {
    each(async |world: &World, scene, resource, first| {
        let elsewhere = crate::workspaces::create(&scene.owner, "elsewhere").await;
        let mut made = vec![first.clone()];
        for workspace in [&scene.workspace, &elsewhere, &scene.workspace] {
            world.advance(Duration::from_millis(1));
            let another = resource_at(resource.path).unwrap();
            made.insert(0, another.make(&scene.owner.session, workspace).await.ok(201));
        }
        let mut newest: Vec<_> = made.iter().map(|item| item["id"].as_str().unwrap()).collect();
        let ask = async |person: &tests::Person, query: &str| {
            person.session.get(&format!("{}{query}", resource.path)).await.ok(200)
        };
        let page = ask(&scene.owner, "?limit=3").await;
        assert_eq!(ids(&page), newest[..3]);
        let rest = ask(&scene.owner, &format!("?limit=3&cursor={}", page["nextCursor"].as_str().unwrap())).await;
        assert_eq!((ids(&rest), &rest["nextCursor"]), (newest[3..].to_vec(), &json!(null)));

        let there = newest.remove(1);
        assert_eq!(ids(&ask(&scene.viewer, "").await), newest);
        assert_eq!(ids(&ask(&scene.owner, &format!("?workspaceId={}", scene.workspace)).await), newest);
        assert_eq!(ids(&ask(&scene.owner, &format!("?workspaceId={elsewhere}")).await), [there]);
        for unseen in [&elsewhere, NOBODY] {
            assert_eq!(ids(&ask(&scene.viewer, &format!("?workspaceId={unseen}")).await), [""; 0]);
        }
        assert_eq!(ids(&ask(&scene.outsider, "").await), [""; 0]);
    })
    .await;
}
