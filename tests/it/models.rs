//! `GET /api/v1/models`: the catalogue, answered from memory.

use std::sync::Arc;

use almond::cli::{command::Command, model::Model};
use entity::model;
use kernel::state::State;
use sea_orm::EntityTrait;
use tests::{Caller, World};

use crate::fence::nodes;

const MODELS: &str = "/api/v1/models";

async fn add(at: &Arc<State>, id: &str) {
    let model = Model::Add { id: id.to_owned(), name: id.to_owned(), context_tokens: 1 };
    Command::Model(model).run(at).await.unwrap();
}

async fn remove(at: &Arc<State>, id: &str) {
    Command::Model(Model::Remove { id: id.to_owned() }).run(at).await.unwrap();
}

/// The ids of one page, and where the next one is.
async fn page(caller: &impl Caller, query: &str) -> (Vec<String>, Option<String>) {
    let page = caller.get(&format!("{MODELS}{query}")).await.ok(200);
    let ids = page["items"].as_array().unwrap().iter().map(|model| model["id"].as_str().unwrap().to_owned());
    (ids.collect(), page["nextCursor"].as_str().map(str::to_owned))
}

#[tokio::test]
async fn pages_go_by_id_and_end() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    for id in ["b/2", "a/1", "c-d/3", "b/10", "b/1"] {
        add(world.state(), id).await;
    }
    let (first, next) = page(&ada.session, "?limit=2").await;
    assert_eq!(first, ["a/1", "b/1"]);
    let (second, next) = page(&ada.session, &format!("?limit=2&cursor={}", next.unwrap())).await;
    assert_eq!(second, ["b/10", "b/2"]);
    let after_b2 = next.unwrap();
    assert_eq!(page(&ada.session, &format!("?limit=2&cursor={after_b2}")).await, (vec!["c-d/3".to_owned()], None));
    // A page goes on where its model was, though that one is gone, and one past the end is empty.
    remove(world.state(), "b/2").await;
    assert_eq!(page(&ada.session, &format!("?cursor={after_b2}")).await, (vec!["c-d/3".to_owned()], None));
    let (_, last) = page(&ada.session, &format!("?limit=1&cursor={after_b2}")).await;
    assert_eq!(last, None);
    ada.session.get("/api/v1/models?cursor=A").await.names_field("cursor");
}

#[tokio::test]
async fn it_is_answered_from_memory_until_the_catalogue_changes() {
    let world = World::new().await;
    let ada = world.owner("ada").await;
    let mut remembered = false;
    // On a busy machine a lease runs out now and then, and then the database is asked.
    for _ in 0..10 {
        add(world.state(), "a/1").await;
        assert_eq!(page(&ada.session, "").await.0, ["a/1"]);
        // Behind the server's back, where nothing tells it.
        model::Entity::remove("a/1").exec(world.state().db.write()).await.unwrap();
        remembered = page(&ada.session, "").await.0 == ["a/1"];
        if remembered {
            break;
        }
    }
    assert!(remembered);
    add(world.state(), "b/1").await;
    assert_eq!(page(&ada.session, "").await.0, ["b/1"]);
    assert_eq!(model::Entity::find().all(world.state().db.read()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_change_shows_at_once_on_the_other_node() {
    let Some((one, other)) = nodes().await else { return };
    let ada = one.owner("ada").await;
    let there = ada.session.at(&other);
    let command = one.unconnected().await;
    for _ in 0..20 {
        assert_eq!(page(&there, "").await.0, Vec::<String>::new());
        add(one.state(), "a/1").await;
        assert_eq!(page(&there, "").await.0, ["a/1"]);
        remove(&command, "a/1").await;
        assert_eq!(page(&ada.session, "").await.0, Vec::<String>::new());
    }
}
